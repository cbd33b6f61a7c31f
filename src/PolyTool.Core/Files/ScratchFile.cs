namespace PolyTool.Core.Files;

/// <summary>
/// A file of our own for what does not fit into memory: written from front to back, then read anywhere. It is gone with this
/// object; on Unix it has no name from the start, and on Windows the system deletes it, so that a killed process leaves none.
/// </summary>
/// <param name="path">Its full path; what stands there is replaced.</param>
internal sealed class ScratchFile(string path) : IDisposable
{
    private readonly FileStream _file = NewFile.Scratch(path);
    private readonly byte[] _block = new byte[1 << 20];
    private long _written;
    private int _held;

    /// <summary>Where the next bytes will stand.</summary>
    public long Length => _written + _held;

    /// <summary>Adds bytes at the end.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _block.Length - _held)
        {
            var part = bytes[..(_block.Length - _held)];
            part.CopyTo(_block.AsSpan(_held));
            _held += part.Length;
            Flush();
            bytes = bytes[part.Length..];
        }

        bytes.CopyTo(_block.AsSpan(_held));
        _held += bytes.Length;
    }

    /// <summary>Gives what is held to the system, so that it can be read. Not for safety: after a crash nobody wants it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Flush()
    {
        RandomAccess.Write(_file.SafeFileHandle, _block.AsSpan(0, _held), _written);
        _written += _held;
        _held = 0;
    }

    /// <summary>Reads as many bytes as there are from a place on; for any number of threads, after <see cref="Flush"/>.</summary>
    /// <returns>How many were read: all that were asked for, unless the file ends before.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    public int Read(long at, Span<byte> bytes) => ForeignFile.Fill(_file.SafeFileHandle, bytes, at);

    public void Dispose() => _file.Dispose();
}
