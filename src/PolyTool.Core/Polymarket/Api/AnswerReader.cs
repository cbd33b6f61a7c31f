using System.Buffers;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Reads the body of an answer up to a cap. The cap counts bytes after decompression, so a small body that unpacks to a huge one is stopped while it unpacks.</summary>
internal static class AnswerReader
{
    /// <summary>Reads a body.</summary>
    /// <param name="route">The route, for messages.</param>
    /// <param name="response">The answer.</param>
    /// <param name="largest">The most that it may take: its bytes, and its items once they are read.</param>
    /// <param name="share">The answer's share of the room for all answers.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ApiException">It takes more.</exception>
    public static async Task<byte[]> ReadAsync(ApiRoute route, HttpResponseMessage response, int largest, AnswerRoom.Share share, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > largest)
        {
            throw TooLarge(route, response, largest);
        }

        using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var blocks = new BlockList();
        while (true)
        {
            var read = await ReadAsync(body, blocks.Free(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            blocks.Advance(read);
            if (blocks.Length > largest)
            {
                throw TooLarge(route, response, largest);
            }

            await share.ReserveAsync(blocks.Length, cancellationToken).ConfigureAwait(false);
        }

        var bytes = blocks.ToArray();
        var cost = AnswerRoom.CostOf(bytes);
        if (cost > largest)
        {
            throw TooLarge(route, response, largest);
        }

        await share.ReserveAsync(cost, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private static async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException e)
        {
            // What Brotli says of bytes that are none of its own; the other decoders say InvalidDataException.
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static ApiException TooLarge(ApiRoute route, HttpResponseMessage response, int largest) =>
        new(ApiFailure.TooLarge, route, $"the answer and its items take more than {largest} bytes, and it was not read.", (int)response.StatusCode, TraceId(response));

    public static string? TraceId(HttpResponseMessage response)
    {
        foreach (var name in (ReadOnlySpan<string>)["x-trace-id", "x-request-id", "cf-ray"])
        {
            if (response.Headers.TryGetValues(name, out var values))
            {
                return values.First();
            }
        }

        return null;
    }
}

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
