using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PolyTool.PowerShell.ScriptScanning;

/// <summary>One runspace that runs scan scripts, one after the other, each with fresh variables and in the caller's folder.</summary>
internal sealed class ScriptRunspace : IDisposable
{
    private readonly ScanHost _host = new();
    private readonly Runspace _runspace;
    private readonly System.Management.Automation.PowerShell _shell;
    private readonly ScriptScanOptions _options;
    private List<Action<Cmdlet>> _records = [];
    private GlobalVariables? _variables;
    private string? _folder;

    public ScriptRunspace(ScriptScanOptions options)
    {
        _options = options;
        _runspace = RunspaceFactory.CreateRunspace(_host, options.SessionState);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        _shell = System.Management.Automation.PowerShell.Create();
        _shell.Runspace = _runspace;
        // One list for all streams keeps their order.
        Record<ErrorRecord>(_shell.Streams.Error, static (cmdlet, error) => cmdlet.WriteError(error));
        Record<WarningRecord>(_shell.Streams.Warning, static (cmdlet, warning) => cmdlet.WriteWarning(warning.Message));
        Record<VerboseRecord>(_shell.Streams.Verbose, static (cmdlet, verbose) => cmdlet.WriteVerbose(verbose.Message));
        Record<InformationRecord>(_shell.Streams.Information, static (cmdlet, information) => cmdlet.WriteInformation(information));
    }

    /// <summary>Whether the last script came to its end, also by being stopped: not by <c>exit</c>, nor is it still running.</summary>
    public bool IsReusable { get; private set; }

    /// <summary>Runs the script.</summary>
    /// <param name="arguments">Its arguments by position.</param>
    /// <param name="cancellationToken">Stops the script; one that does not stop is left behind.</param>
    /// <returns>What it wrote to each stream, and how it ended.</returns>
    public async Task<ScriptRun> RunAsync(object[] arguments, CancellationToken cancellationToken)
    {
        IsReusable = false;
        Prepare(arguments);
        using PSDataCollection<PSObject> output = [];
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool hasEnded;
        var invocation = _shell.BeginInvoke<PSObject, PSObject>(null, output, null, _ => ended.SetResult(), null);
        using (cancellationToken.Register(static shell => ((System.Management.Automation.PowerShell)shell!).BeginStop(null, null), _shell))
        {
            hasEnded = await EndsAsync(ended.Task, cancellationToken).ConfigureAwait(false);
        }

        Exception? error = null;
        if (hasEnded)
        {
            try
            {
                _shell.EndInvoke(invocation);
            }
            catch (Exception thrown) when (thrown is RuntimeException or InvalidOperationException)
            {
                error = thrown;
            }
        }

        var records = _records;
        _records = [];
        var exitCode = _host.TakeExitCode();
        IsReusable = hasEnded && exitCode is null;
        cancellationToken.ThrowIfCancellationRequested();
        return new([.. output], records, exitCode, error);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _runspace.Dispose();
    }

    // A script in the middle of a call that never returns cannot be stopped; nobody waits for it longer than this.
    private static async Task<bool> EndsAsync(Task ended, CancellationToken cancellationToken)
    {
        try
        {
            await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None)).ConfigureAwait(false);
        }

        return ended.IsCompleted;
    }

    private void Prepare(object[] arguments)
    {
        if (_variables is null || !_variables.AreUnchanged())
        {
            StartAnew();
        }

        if (!string.Equals(_runspace.SessionStateProxy.Path.CurrentLocation.Path, _folder, StringComparison.Ordinal))
        {
            EnterFolder();
        }

        _shell.Commands.Clear();
        _shell.Streams.ClearStreams();
        _shell.AddScript(_options.Text, useLocalScope: true);
        foreach (var argument in arguments)
        {
            _shell.AddArgument(argument);
        }

        if (_options.UsingValues.Count > 0)
        {
            _shell.AddParameter(UsingValues.ParameterName, _options.UsingValues);
        }
    }

    private void StartAnew()
    {
        if (_variables is not null)
        {
            _runspace.ResetRunspaceState();
            EnterFolder();
        }

        _runspace.SessionStateProxy.SetVariable("ProgressPreference", ActionPreference.SilentlyContinue);
        if (_options.IsVerbose)
        {
            _runspace.SessionStateProxy.SetVariable("VerbosePreference", ActionPreference.Continue);
        }

        _variables = new GlobalVariables(_runspace);
    }

    private void EnterFolder()
    {
        _runspace.SessionStateProxy.Path.SetLocation(_options.EscapedLocation);
        _folder = _runspace.SessionStateProxy.Path.CurrentLocation.Path;
    }

    private void Record<T>(PSDataCollection<T> stream, Action<Cmdlet, T> write) =>
        stream.DataAdding += (_, added) => _records.Add(cmdlet => write(cmdlet, (T)added.ItemAdded));
}

/// <summary>What a scan script left.</summary>
/// <param name="Output">What it returned.</param>
/// <param name="Records">How its error, warning, verbose and information records are written, in their order.</param>
/// <param name="ExitCode">What it gave to <c>exit</c>, if it did.</param>
/// <param name="Error">What ended it, if it did not come to its end.</param>
internal sealed record ScriptRun(IReadOnlyList<PSObject> Output, IReadOnlyList<Action<Cmdlet>> Records, int? ExitCode, Exception? Error);
