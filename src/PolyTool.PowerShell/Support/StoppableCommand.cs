using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>A cmdlet that ends where it is when the pipeline stops: by Ctrl-C, or because a command behind it has enough.</summary>
public abstract class StoppableCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled when the pipeline stops.</summary>
    private protected CancellationToken Cancellation => _stopping.Token;

    /// <summary>Whether the pipeline stops; whoever stopped it wants no error.</summary>
    private protected bool IsStopping => _stopping.IsCancellationRequested;

    /// <inheritdoc />
    /// <remarks>Not waited for: what is cancelled has work of its own to do, such as killing a tree of processes.</remarks>
    protected override void StopProcessing() => _ = _stopping.CancelAsync();

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }
}
