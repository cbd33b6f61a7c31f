using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using PolyTool.Core.Failures;
using PolyTool.Core.Scanning;
using PolyTool.PowerShell.ScriptScanning;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Pump;

/// <summary>The scanner of one batch, with what has to be closed after it.</summary>
internal sealed class Scanner(IUserScanner implementation) : IDisposable
{
    /// <summary>What scans.</summary>
    public IUserScanner Implementation { get; } = implementation;

    /// <summary>Takes the records that a user's scan script left.</summary>
    public IReadOnlyList<Action<Cmdlet>> TakeRecords(string user) => Implementation is ScriptScanner script ? script.TakeRecords(user) : [];

    /// <inheritdoc/>
    public void Dispose() => (Implementation as IDisposable)?.Dispose();
}

/// <summary>From the parameters of a batch to its scanner. What is wrong is a terminating error before the first user.</summary>
internal sealed class ScannerChoice
{
    private readonly PSCmdlet _cmdlet;
    private readonly string _location;
    private readonly bool _isVerbose;
    private Func<ScanLogs?, IUserScanner>? _open;

    public ScannerChoice(PSCmdlet cmdlet, string location, bool isVerbose) => (_cmdlet, _location, _isVerbose) = (cmdlet, location, isVerbose);

    /// <summary>Checks what is asked for.</summary>
    /// <returns>The scanner in words that stay the same from one call to the next.</returns>
    public string Check(ScriptBlock? script, string? command, IReadOnlyList<string> arguments, Func<(string Name, Func<CancellationToken, IUserScanner> Open)> direct)
    {
        if (script is not null)
        {
            return CheckScript(script);
        }

        return command is not null ? CheckCommand(command, arguments) : CheckDirect(direct());
    }

    /// <summary>Makes the scanner that was checked.</summary>
    /// <param name="logs">Where a program's output goes; null where no program scans.</param>
    public Scanner Open(ScanLogs? logs) => new(_open!(logs));

    private string CheckScript(ScriptBlock script)
    {
        var text = script.ToString();
        Dictionary<string, object?> usingValues = [];
        try
        {
            usingValues = UsingValues.Of(script, _cmdlet.SessionState);
        }
        catch (Failure error)
        {
            _cmdlet.ThrowTerminatingError(ErrorRecords.Of(error));
        }

        var languageMode = _cmdlet.SessionState.LanguageMode;
        _open = _ => new ScriptScanner(new()
        {
            Text = text,
            UsingValues = usingValues,
            Location = _location,
            IsVerbose = _isVerbose,
            SessionState = ScriptScanOptions.StartState(languageMode),
        });
        return "script sha256:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }

    private string CheckCommand(string command, IReadOnlyList<string> arguments)
    {
        if (CommandPath.Find(command, _location) is not { } program)
        {
            Throw("ScanCommandNotFound", $"There is no program '{command}': neither in PATH nor, as a path, from the current location.", command);
            return "";
        }

        if (arguments.FirstOrDefault(argument => argument.Contains('\0', StringComparison.Ordinal)) is { } broken)
        {
            Throw("ScanArgumentInvalid", "-ScanArgument holds a NUL character, which no program's argument can hold.", broken);
        }

        _open = logs => new CommandScanner(program, arguments, _location, logs!);
        return string.Join(' ', arguments.Prepend(command).Prepend("command"));
    }

    private string CheckDirect((string Name, Func<CancellationToken, IUserScanner> Open) direct)
    {
        _open = _ => direct.Open(CancellationToken.None);
        return direct.Name;
    }

    private void Throw(string id, string message, object? target) =>
        _cmdlet.ThrowTerminatingError(ErrorRecords.Create(id, message, target));
}
