using System.Buffers;

namespace PolyTool.Core.Files;

/// <summary>A buffer writer that gathers small writes and hands them on in blocks.</summary>
/// <param name="blockSize">Bytes that are gathered; a single larger write makes a larger block.</param>
internal abstract class BlockWriter(int blockSize) : IBufferWriter<byte>
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(blockSize);
    private int _held;

    /// <summary>What is gathered and not yet handed on.</summary>
    protected ReadOnlySpan<byte> Held => _buffer.AsSpan(0, _held);

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

    /// <summary>Takes a block, which is not empty; its bytes are there until this returns.</summary>
    protected abstract void Write(ReadOnlySpan<byte> block);

    /// <summary>Hands on what is gathered.</summary>
    protected void HandOn()
    {
        if (_held > 0)
        {
            Write(Held);
            _held = 0;
        }
    }

    /// <summary>Gives the block back for another writer; nothing is written here any more.</summary>
    protected void GiveBack()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _held) = ([], 0);
    }

    private void Reserve(int sizeHint)
    {
        if (_buffer.Length - _held >= Math.Max(1, sizeHint))
        {
            return;
        }

        HandOn();
        if (_buffer.Length < sizeHint)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
        }
    }
}

/// <summary>A buffer writer in front of a stream: small writes gather, large blocks go out.</summary>
internal sealed class StreamBuffer(Stream stream) : BlockWriter(Block)
{
    // Larger than a file stream's own buffer, so that a block passes it by.
    private const int Block = 256 * 1024;

    /// <summary>Writes what is held.</summary>
    public void Flush() => HandOn();

    protected override void Write(ReadOnlySpan<byte> block) => stream.Write(block);
}
