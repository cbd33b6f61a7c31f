using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.PowerShell.Support;

/// <summary>A cmdlet that ends where it is when the pipeline stops: by Ctrl-C, or because a command behind it has enough.</summary>
public abstract class StoppableCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled when the pipeline stops.</summary>
    private protected CancellationToken Cancellation => _stopping.Token;

    /// <summary>The current location of the file system: PowerShell's, not the process's.</summary>
    internal string Location => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => UnlessStopped(ProcessInput);

    /// <inheritdoc />
    protected sealed override void EndProcessing() => UnlessStopped(ProcessEnd);

    /// <inheritdoc />
    /// <remarks>Not waited for: what is cancelled has work of its own to do, such as killing a tree of processes.</remarks>
    protected override void StopProcessing() => _ = _stopping.CancelAsync();

    /// <summary>Does the cmdlet's work for what came by the pipeline; once, where nothing can.</summary>
    private protected virtual void ProcessInput()
    {
    }

    /// <summary>Does what is left when all has come.</summary>
    private protected virtual void ProcessEnd()
    {
    }

    /// <summary>A path to write, which need not be there; one that is none ends the cmdlet.</summary>
    internal GivenPath NewPath(string typed)
    {
        ThrowIf(FileSystemPaths.ResolveNew(this, typed, out var path));
        return path!;
    }

    /// <summary>Ends the cmdlet with an error, where there is one.</summary>
    internal void ThrowIf(ErrorRecord? error)
    {
        if (error is not null)
        {
            Throw(error);
        }
    }

    /// <summary>Ends the cmdlet with a failure.</summary>
    /// <param name="failure">What the core reports.</param>
    /// <param name="target">The user's item, where the failure does not name it.</param>
    [DoesNotReturn]
    internal void Throw(Failure failure, object? target = null) => Throw(ErrorRecords.Of(failure, target));

    /// <summary>Ends the cmdlet with an error of its own; see <see cref="ErrorRecords.Create"/>.</summary>
    [DoesNotReturn]
    internal void Throw(string id, string message, object? target, Exception? cause = null) => Throw(ErrorRecords.Create(id, message, target, cause));

    /// <summary>Ends the cmdlet with an error.</summary>
    [DoesNotReturn]
    private void Throw(ErrorRecord error)
    {
        ThrowTerminatingError(error);
        throw new UnreachableException();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    private void UnlessStopped(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The pipeline is stopped; whoever stopped it wants no error.
        }
    }
}
