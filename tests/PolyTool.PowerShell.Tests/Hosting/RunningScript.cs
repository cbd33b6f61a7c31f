using System.Management.Automation;

namespace PolyTool.Hosting;

/// <summary>A script under way on another thread.</summary>
public sealed class RunningScript : IDisposable
{
    private readonly System.Management.Automation.PowerShell _shell;
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly IAsyncResult _invocation;

    internal RunningScript(System.Management.Automation.PowerShell shell, object[] input)
    {
        _shell = shell;
        var items = new PSDataCollection<object>(input);
        items.Complete();
        _invocation = shell.BeginInvoke(items, _output);
    }

    /// <summary>What came out until now; grows while the script runs.</summary>
    public PSDataCollection<PSObject> Output => _output;

    /// <summary>The other streams; they grow while the script runs.</summary>
    public PSDataStreams Streams => _shell.Streams;

    /// <summary>Whether the script has ended.</summary>
    public bool IsCompleted => _invocation.IsCompleted;

    /// <summary>Ctrl-C: returns when the script has ended.</summary>
    public void Stop() => _shell.Stop();

    /// <summary>Waits for the end.</summary>
    /// <param name="timeout">How long at most (60 s if not said); then the script is stopped and the test fails.</param>
    public EngineRun Wait(TimeSpan? timeout = null)
    {
        if (!_invocation.AsyncWaitHandle.WaitOne(timeout ?? TimeSpan.FromSeconds(60)))
        {
            _shell.Stop();
            throw new TimeoutException("The script did not end in time.");
        }
        Exception? terminating = null;
        try
        {
            _shell.EndInvoke(_invocation);
        }
        catch (RuntimeException e)
        {
            terminating = e;
        }
        return new EngineRun(_output, _shell.Streams, terminating);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shell.Dispose();
        _output.Dispose();
    }
}
