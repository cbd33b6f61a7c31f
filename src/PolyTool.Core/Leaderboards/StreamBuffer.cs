using System.Buffers;

namespace PolyTool.Core.Leaderboards;

/// <summary>A buffer writer in front of a stream: small writes gather, large blocks go out.</summary>
internal sealed class StreamBuffer(Stream stream) : IBufferWriter<byte>
{
    // Larger than a file stream's own buffer, so that a block passes it by.
    private const int Block = 256 * 1024;
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

    /// <summary>Writes what is held.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _held);
        _held = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (_buffer.Length - _held >= Math.Max(1, sizeHint))
        {
            return;
        }

        Flush();
        if (_buffer.Length < sizeHint)
        {
            _buffer = new byte[sizeHint];
        }
    }
}
