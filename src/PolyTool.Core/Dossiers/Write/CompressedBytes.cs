using System.Buffers;
using System.IO.Compression;
using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>Bytes that are written once and copied out a little later, kept compressed meanwhile: the positions of a busy user make 170 MB of JSON.</summary>
internal sealed class CompressedBytes() : BlockWriter(Block)
{
    private const int Block = 64 * 1024;
    private const int Quality = 1;
    private const int Window = 16;
    private readonly List<(byte[] Bytes, int Length)> _blocks = [];

    /// <summary>Writes all that was written so far; it stays here and can be copied again.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="cancellationToken">Ends the copying between two blocks.</param>
    public void CopyTo(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        foreach ((var bytes, var length) in _blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!BrotliDecoder.TryDecompress(bytes, output.GetSpan(length), out var written) || written != length)
            {
                throw new InvalidOperationException("A compressed block does not give back what was put in.");
            }

            output.Advance(length);
        }

        output.Write(Held);
    }

    protected override void Write(ReadOnlySpan<byte> block)
    {
        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(block.Length));
        if (!BrotliEncoder.TryCompress(block, room, out var written, Quality, Window))
        {
            throw new InvalidOperationException("A block was not compressed although there is room for it.");
        }

        _blocks.Add((room[..written], block.Length));
        ArrayPool<byte>.Shared.Return(room);
    }
}
