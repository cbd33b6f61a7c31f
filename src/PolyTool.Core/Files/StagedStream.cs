using Microsoft.Win32.SafeHandles;

namespace PolyTool.Core.Files;

/// <summary>A new file of a <see cref="StagedFiles"/>, written from front to back: what is large goes to the disk behind the writer.</summary>
internal sealed class StagedStream : Stream
{
    private readonly FileStream _file;
    private readonly WriteBehind _behind;

    /// <summary>Makes the file; an older one of that name goes.</summary>
    /// <exception cref="IOException">It cannot be made, or another process writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public StagedStream(string path)
    {
        _file = NewFile.Create(path);
        _behind = new(_file.SafeFileHandle);
    }

    public override bool CanRead => false;

    public override bool CanSeek => _file.CanSeek;

    public override bool CanWrite => _file.CanWrite;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Position;
        set => _file.Position = value;
    }

    /// <summary>Brings all of it to the disk.</summary>
    /// <exception cref="IOException">That failed, now or before.</exception>
    public void FlushToDisk()
    {
        _behind.Wait();
        _file.Flush(flushToDisk: true);
    }

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

    public override void SetLength(long value) => _file.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _file.Write(buffer);
        _behind.Wrote(buffer.Length);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _file.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        _behind.Wrote(buffer.Length);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Not before the flush has ended: until then the file is open and could not be removed everywhere.
            _behind.End();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>Brings a large file to the disk while it is still being written, so that little is left to wait for at its end. One thread uses it.</summary>
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
