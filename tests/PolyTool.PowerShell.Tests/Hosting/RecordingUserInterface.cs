using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace PolyTool.Hosting;

/// <summary>The screen of <see cref="RecordingHost"/>.</summary>
internal sealed class RecordingUserInterface(int width, bool colour) : PSHostUserInterface
{
    public StringBuilder Screen { get; } = new();

    public List<string> Questions { get; } = [];

    public int? Answer { get; set; }

    public int ProgressCount { get; private set; }

    public override PSHostRawUserInterface RawUI { get; } = new RecordingRawUserInterface(width);

    public override bool SupportsVirtualTerminal => colour;

    public override void Write(string value) => Screen.Append(Plain(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Screen.Append(Plain(value)).Append('\n');

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => ProgressCount++;

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Add(message);
        return Answer ?? defaultChoice;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException("A test must not be asked for values: " + message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException();

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    // The formatter colours headers even where the host says it has no colours.
    private string Plain(string value) => GetOutputString(value, colour);
}
