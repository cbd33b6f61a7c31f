namespace PolyTool.Core.Files;

/// <summary>
/// A new file of a <see cref="StagedFiles"/>, written from front to back: what is large goes to the disk behind the writer.
/// </summary>
internal sealed class StagedStream : Stream
{
    private const int BufferSize = 64 * 1024;
    private readonly FileStream _file;
    private readonly WriteBehind _behind;

    /// <summary>Makes the file; an older one of that name goes.</summary>
    /// <exception cref="IOException">It cannot be made, or another process writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public StagedStream(string path)
    {
        _file = NewFile.Create(path, bufferSize: BufferSize);
        _behind = new(_file.SafeFileHandle);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => _file.CanSeek;

    /// <inheritdoc/>
    public override bool CanWrite => _file.CanWrite;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public override void Flush() => _file.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => _file.SetLength(value);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _file.Write(buffer);
        _behind.Wrote(buffer.Length);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _file.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        _behind.Wrote(buffer.Length);
    }

    /// <inheritdoc/>
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
