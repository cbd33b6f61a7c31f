using System.Buffers;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Bytes that come one after the other and whose number is not known: in small pooled blocks, never in one that grows.</summary>
internal sealed class BlockList : IDisposable
{
    private const int BlockSize = 64 * 1024;
    private readonly List<byte[]> _blocks = [];
    private int _used = BlockSize;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>Room for more, never empty.</summary>
    public Memory<byte> Free()
    {
        if (_used == BlockSize)
        {
            _blocks.Add(ArrayPool<byte>.Shared.Rent(BlockSize));
            _used = 0;
        }

        return _blocks[^1].AsMemory(_used, BlockSize - _used);
    }

    /// <summary>So many bytes of the room were filled.</summary>
    public void Advance(int count)
    {
        _used += count;
        Length += count;
    }

    /// <summary>All bytes in one piece.</summary>
    public byte[] ToArray()
    {
        var all = new byte[Length];
        for (var i = 0; i < _blocks.Count; i++)
        {
            _blocks[i].AsSpan(0, i == _blocks.Count - 1 ? _used : BlockSize).CopyTo(all.AsSpan(i * BlockSize));
        }

        return all;
    }

    /// <summary>Gives the blocks back.</summary>
    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        _blocks.Clear();
        _used = BlockSize;
    }
}
