using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PolyTool.Hosting;

/// <summary>
/// The PowerShell engine with PolyTool imported, as a test needs it. One engine a test:
/// <code>
/// using var engine = new HostedEngine { Location = folder };
/// EngineRun run = engine.Run("Resolve-RunRoot runs -Recurse");     // a script, as a user types it
/// Assert.Equal(3, run.All&lt;RunRoot&gt;().Count);                       // what came out, unwrapped
/// Assert.Equal("RunRootNotFound", run.ErrorIds.Single());          // errors by id, without the class name
/// string text = engine.Print("Get-BatchUser batch");               // what the screen shows, plain, 100 columns
/// using RunningScript script = engine.Start("Invoke-BatchRun …");  // runs beside the test
/// script.Stop();                                                   // Ctrl-C
/// </code>
/// A script's terminating error is in
/// <see cref="EngineRun.Terminating"/>; variables come in with <see cref="Set"/>.
/// </summary>
public sealed class HostedEngine : IDisposable
{
    private readonly Runspace _runspace;

    static HostedEngine()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        // No module of this machine may be loaded by name. A folder that is not there: Get-Help searches it at any depth.
        Environment.SetEnvironmentVariable("PSModulePath", Path.Join(Path.GetTempPath(), "polytool-no-modules"));
    }

    /// <summary>Opens an engine and imports the module.</summary>
    /// <param name="width">Columns of the screen that <see cref="Print"/> shows.</param>
    /// <param name="colour">Whether the screen understands escape sequences.</param>
    /// <param name="manifest">Another manifest to import, or an empty text for no import at all.</param>
    public HostedEngine(int width = 100, bool colour = false, string? manifest = null)
    {
        Host = new RecordingHost(width, colour);
        var state = InitialSessionState.CreateDefault();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        if (manifest is not "")
        {
            state.ImportPSModule(manifest ?? Checkout.Manifest);
        }

        state.ThrowOnRunspaceOpenError = true;
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
    }

    /// <summary>What the engine wrote to the screen, and what it asked.</summary>
    public RecordingHost Host { get; }

    /// <summary>PowerShell's current location; the process's stays where it is.</summary>
    public string Location
    {
        get => _runspace.SessionStateProxy.Path.CurrentFileSystemLocation.ProviderPath;
        set => _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(value));
    }

    /// <summary>Sets a variable that scripts can use.</summary>
    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script to its end, with all streams recorded. Nothing is thrown.</summary>
    /// <param name="script">The script, as a user types it.</param>
    /// <param name="input">What is piped into it.</param>
    public EngineRun Run(string script, params object[] input)
    {
        using var running = Start(script, input);
        return running.Wait();
    }

    /// <summary>Starts a script on its own thread.</summary>
    public RunningScript Start(string script, params object[] input)
    {
        var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        return new RunningScript(shell, input);
    }

    /// <summary>Runs a script and shows everything on the screen as a console would: output through its views, errors in red.</summary>
    /// <returns>The text of the screen, lines ended by <c>\n</c>, without blanks at line ends.</returns>
    public string Print(string script)
    {
        Host.Clear();
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        shell.Invoke();
        return Host.Text;
    }

    /// <summary>Closes the engine.</summary>
    public void Dispose() => _runspace.Dispose();
}
