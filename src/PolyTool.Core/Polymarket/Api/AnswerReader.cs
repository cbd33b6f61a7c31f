using System.Buffers;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Reads the body of an answer up to a cap. The cap counts bytes after decompression, so a small body that unpacks to a huge one is stopped while it unpacks.</summary>
internal static class AnswerReader
{
    public static async Task<byte[]> ReadAsync(ApiRoute route, HttpResponseMessage response, int largest, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > largest)
            throw TooLarge(route, response, largest);
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var read = await ReadAsync(body, buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return buffer[..length];
                length += read;
                if (length > largest)
                    throw TooLarge(route, response, largest);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
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
        new(ApiFailure.TooLarge, route, $"the answer is larger than {largest} bytes and was not read.", (int)response.StatusCode, TraceId(response));

    public static string? TraceId(HttpResponseMessage response)
    {
        foreach (var name in (ReadOnlySpan<string>)["x-trace-id", "x-request-id", "cf-ray"])
        {
            if (response.Headers.TryGetValues(name, out var values))
                return values.First();
        }

        return null;
    }
}
