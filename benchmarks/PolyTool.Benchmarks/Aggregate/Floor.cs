using System.Buffers;
using System.Text.Json;

namespace PolyTool.Benchmarks.Aggregate;

/// <summary>The least that any aggregation does: open and read every file, look at every token once, write as many bytes.</summary>
internal static class Floor
{
    /// <summary>Reads all files with so many threads; with <paramref name="tokens"/> each also passes a bare token loop.</summary>
    public static void Run(IReadOnlyList<string[]> roots, int threads, bool tokens, string? target, long bytes)
    {
        var share = bytes / roots.Count;
        using var output = target is null ? null : new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024);
        var block = new byte[share + 1];
        block.AsSpan().Fill((byte)'x');
        Parallel.ForEach(roots, new() { MaxDegreeOfParallelism = threads }, root =>
        {
            var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
            foreach (var path in root)
            {
                var length = Read(path, buffer);
                if (tokens)
                {
                    Tokens(buffer.AsSpan(0, length));
                }
            }

            ArrayPool<byte>.Shared.Return(buffer);
            if (output is not null)
            {
                lock (block)
                {
                    output.Write(block, 0, (int)share);
                }
            }
        });
        output?.Flush(flushToDisk: true);
    }

    private static int Read(string path, byte[] buffer)
    {
        using var file = File.OpenHandle(path);
        var held = 0;
        while (true)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(held), held);
            if (read == 0)
            {
                return held;
            }

            held += read;
        }
    }

    private static void Tokens(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
        }
    }
}
