using System.Buffers;
using PolyTool.Core.Files;

namespace PolyTool.Core.Leaderboards;

/// <summary>A buffer writer in front of a stream: small writes gather, large blocks go out.</summary>
internal sealed class StreamBuffer(Stream stream) : IBufferWriter<byte>
{
    // Larger than a file stream's own buffer, so that a block passes it by.
    private const int Block = 256 * 1024;
    private readonly WriteBehind? _behind = stream is FileStream file ? new(file.SafeFileHandle) : null;
    private byte[] _buffer = new byte[Block];
    private int _held;

    public void Advance(int count) => _held += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_held);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_held);
    }

    /// <summary>Writes what is left.</summary>
    public void Flush()
    {
        WriteOut();
        _behind?.Wait();
    }

    private void WriteOut()
    {
        stream.Write(_buffer, 0, _held);
        _behind?.Wrote(_held);
        _held = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (_buffer.Length - _held >= Math.Max(1, sizeHint))
        {
            return;
        }

        WriteOut();
        if (_buffer.Length < sizeHint)
        {
            _buffer = new byte[sizeHint];
        }
    }
}
