using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PolyTool.Shell;

/// <summary>Objects to standard output; all that is about them to standard error.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConsoleStyle _output = ConsoleStyle.Of(Console.IsOutputRedirected);
    private readonly ConsoleStyle _errors = ConsoleStyle.Of(Console.IsErrorRedirected);
    private readonly ProgressLine _progress = new(Console.IsErrorRedirected ? null : Console.Error);
    private bool _isError;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => _output.HasColour;

    /// <summary>Until the answer is disposed, lines go to standard error.</summary>
    public IDisposable RedirectToErrors() => new Redirection(this);

    /// <summary>Takes the progress line off the screen.</summary>
    public void Dispose() => _progress.Hide();

    public override void Write(string value)
    {
        lock (_gate)
        {
            _progress.Hide();
            Console.Out.Write(GetOutputString(value, _output.HasColour));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value)
    {
        if (_isError)
            WriteErrorLine(value);
        else
            Write(value + "\n");
    }

    public override void WriteErrorLine(string value) => Note(value, ConsoleStyle.Red);

    public override void WriteWarningLine(string message) => Note("WARNING: " + message, ConsoleStyle.Yellow);

    public override void WriteVerboseLine(string message) => Note("VERBOSE: " + message, ConsoleStyle.Yellow);

    public override void WriteDebugLine(string message) => Note("DEBUG: " + message, ConsoleStyle.Yellow);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
            _progress.Show(record);
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        while (true)
        {
            Note($"{caption}\n{message}", colour: null);
            Note(string.Join("  ", choices.Select(c => $"[{Key(c)}] {c.Label.Replace("&", "", StringComparison.Ordinal)}"))
                + (defaultChoice >= 0 ? $"  (default is {Key(choices[defaultChoice])})" : ""), colour: null);
            string? answer = Console.In.ReadLine()?.Trim();
            // Nobody is there to answer.
            if (answer is null)
                throw new PSInvalidOperationException("Nobody can answer the question: standard input is at its end. Use -Confirm:$false.");
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            for (int i = 0; i < choices.Count; i++)
            {
                if (answer.Equals(Key(choices[i]), StringComparison.OrdinalIgnoreCase)
                    || answer.Equals(choices[i].Label.Replace("&", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                    return i;
            }
        }
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new PSInvalidOperationException($"A value is missing for {string.Join(", ", descriptions.Select(d => d.Name))}, and polytool does not ask for values.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("polytool does not ask for credentials.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    public override string ReadLine() => Console.In.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString() =>
        throw new NotSupportedException("polytool does not ask for secrets.");

    private void Note(string text, string? colour)
    {
        lock (_gate)
        {
            _progress.Hide();
            // Some errors come with colours of their own.
            string plain = GetOutputString(text, supportsVirtualTerminal: false);
            Console.Error.Write((_errors.HasColour && colour is not null ? $"{colour}{plain}{ConsoleStyle.Reset}" : plain) + "\n");
        }
    }

    private static string Key(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? choice.Label[(mark + 1)..(mark + 2)].ToUpper(CultureInfo.InvariantCulture)
            : choice.Label;
    }

    private sealed class Redirection : IDisposable
    {
        private readonly ShellUserInterface _owner;

        public Redirection(ShellUserInterface owner)
        {
            _owner = owner;
            owner._isError = true;
        }

        public void Dispose() => _owner._isError = false;
    }
}
