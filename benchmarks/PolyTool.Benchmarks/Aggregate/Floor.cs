using System.Buffers;
using System.Text.Json;

namespace PolyTool.Benchmarks.Aggregate;

/// <summary>The least that any aggregation does: open and read every file, look at every token once, write as many bytes.</summary>
internal static class Floor
{
    /// <summary>Reads all files with so many threads; with <paramref name="tokens"/> each also passes a bare token loop.</summary>
    public static void Run(IReadOnlyList<string[]> roots, int threads, bool tokens, string? target, long bytes)
    {
        long share = bytes / roots.Count;
        using FileStream? output = target is null ? null : new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024);
        byte[] block = new byte[share + 1];
        block.AsSpan().Fill((byte)'x');
        Parallel.ForEach(roots, new() { MaxDegreeOfParallelism = threads }, root =>
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
            foreach (string path in root)
            {
                int length = Read(path, buffer);
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
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        int held = 0;
        while (true)
        {
            int read = RandomAccess.Read(file, buffer.AsSpan(held), held);
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
