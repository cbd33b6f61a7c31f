using System.Globalization;
using System.Management.Automation.Host;

namespace PolyTool.Shell;

/// <summary>The engine's host: a console that prints and does not ask more than it must.</summary>
internal sealed class ShellHost : PSHost, IDisposable
{
    private readonly ShellUserInterface _ui = new();
    private int? _exitCode;

    /// <summary>What <c>exit n</c> said, or null.</summary>
    public int? ExitCode => _exitCode;

    public override string Name => "PolyTool.Shell";

    public override Version Version { get; } = System.Version.Parse(Usage.Version);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>Until the answer is disposed, all that is shown goes to standard error: it describes what ended the script.</summary>
    public IDisposable RedirectToErrors() => _ui.RedirectToErrors();

    /// <summary>Takes the progress line off the screen.</summary>
    public void Dispose() => _ui.Dispose();

    public override void SetShouldExit(int exitCode) => _exitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("polytool has no prompt.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
