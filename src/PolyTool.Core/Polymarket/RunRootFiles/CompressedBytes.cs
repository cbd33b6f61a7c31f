using System.Buffers;
using System.IO.Compression;

namespace PolyTool.Core.Polymarket.RunRootFiles;

/// <summary>Bytes that are written once and copied out a little later, kept compressed meanwhile: the positions of a busy user make 170 MB of JSON.</summary>
internal sealed class CompressedBytes : IBufferWriter<byte>
{
    private const int Block = 64 * 1024;
    private const int Quality = 1;
    private const int Window = 16;
    private readonly List<(byte[] Bytes, int Length)> _blocks = [];
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

    /// <summary>Writes all that was written so far; it stays here and can be copied again.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="cancellationToken">Ends the copying between two blocks.</param>
    public void CopyTo(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        foreach ((byte[] bytes, int length) in _blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!BrotliDecoder.TryDecompress(bytes, output.GetSpan(length), out int written) || written != length)
            {
                throw new InvalidOperationException("A compressed block does not give back what was put in.");
            }

            output.Advance(length);
        }

        output.Write(_buffer.AsSpan(0, _held));
    }

    private void Reserve(int sizeHint)
    {
        if (_buffer.Length - _held >= Math.Max(1, sizeHint))
        {
            return;
        }

        Compress();
        if (_buffer.Length < sizeHint)
        {
            _buffer = new byte[sizeHint];
        }
    }

    private void Compress()
    {
        if (_held == 0)
        {
            return;
        }

        byte[] room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(_held));
        if (!BrotliEncoder.TryCompress(_buffer.AsSpan(0, _held), room, out int written, Quality, Window))
        {
            throw new InvalidOperationException("A block was not compressed although there is room for it.");
        }

        _blocks.Add((room[..written], _held));
        ArrayPool<byte>.Shared.Return(room);
        _held = 0;
    }
}
