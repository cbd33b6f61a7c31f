using Microsoft.Win32.SafeHandles;

namespace PolyTool.Core.Files;

/// <summary>
/// Brings a large file to the disk while it is still being written, so that little is left to wait for at its end. One thread
/// uses it.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class WriteBehind(SafeFileHandle file)
{
    // Small files never come to it; for large ones the disk is asked so seldom that asking costs nothing.
    private const long Stride = 16 * 1024 * 1024;

    private Task _flushing = Task.CompletedTask;
    private long _waiting;

    /// <summary>Counts what was written; starts a flush where it has become much and none is under way.</summary>
    /// <exception cref="IOException">An earlier flush failed.</exception>
    public void Wrote(int bytes)
    {
        _waiting += bytes;
        if (_waiting >= Stride && _flushing.IsCompleted)
        {
            Wait();
            _waiting = 0;
            _flushing = Task.Run(() => RandomAccess.FlushToDisk(file));
        }
    }

    /// <summary>Waits for the flush under way. The system tells only once that one failed, so nobody may miss it here.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public void Wait() => _flushing.GetAwaiter().GetResult();

    /// <summary>Waits too, where it no longer matters whether it failed.</summary>
    public void End() => _flushing.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
}
