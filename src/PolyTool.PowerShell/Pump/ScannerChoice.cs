using System.Management.Automation;
using System.Text;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
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

    public void Dispose() => (Implementation as IDisposable)?.Dispose();
}

/// <summary>From the parameters of a batch to its scanner. What is wrong is a terminating error before the first user.</summary>
internal sealed class ScannerChoice(StoppableCommand cmdlet, bool isVerbose)
{
    private Func<ScanLogs?, IUserScanner>? _open;

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
            usingValues = UsingValues.Of(script, cmdlet.SessionState);
        }
        catch (Failure error)
        {
            cmdlet.Throw(error);
        }

        _open = _ => new ScriptScanner(new()
        {
            Text = text,
            UsingValues = usingValues,
            Location = cmdlet.Location,
            IsVerbose = isVerbose,
            SessionState = ScriptScanOptions.StartState(cmdlet.SessionState.LanguageMode),
        });
        return "script sha256:" + ContentHash.Of(Encoding.UTF8.GetBytes(text));
    }

    private string CheckCommand(string command, IReadOnlyList<string> arguments)
    {
        if (CommandPath.Find(command, cmdlet.Location) is not { } program)
        {
            cmdlet.Throw("ScanCommandNotFound", $"There is no program '{command}': neither in PATH nor, as a path, from the current location.", command);
            return "";
        }

        if (arguments.FirstOrDefault(argument => argument.Contains('\0', StringComparison.Ordinal)) is { } broken)
        {
            cmdlet.Throw("ScanArgumentInvalid", "-ScanArgument holds a NUL character, which no program's argument can hold.", broken);
        }

        _open = logs => new CommandScanner(program, arguments, cmdlet.Location, logs!);
        return string.Join(' ', arguments.Prepend(command).Prepend("command"));
    }

    private string CheckDirect((string Name, Func<CancellationToken, IUserScanner> Open) direct)
    {
        _open = _ => direct.Open(CancellationToken.None);
        return direct.Name;
    }
}
