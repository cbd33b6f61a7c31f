using System.Text.Json;

namespace PolyTool.Benchmarks.Scan;

/// <summary>What scans from the cache cannot do without: reading its files, a bare loop over their tokens, and bringing as many files of as many bytes to the disk.</summary>
internal static class WarmFloor
{
    public static void Read(string[] files, int workers) => Each(files, workers, static file => File.ReadAllBytes(file));

    public static void Run(string[] files, long[] written, string folder, int workers)
    {
        Each(files, workers, Tokens);
        Directory.CreateDirectory(folder);
        Each([.. written.Index()], workers, file =>
        {
            var (number, length) = file;
            using FileStream output = new(Path.Combine(folder, $"{number}"), FileMode.CreateNew);
            output.Write(new byte[length]);
            output.Flush(flushToDisk: true);
        });
    }

    // An answer stands behind a line about it.
    private static void Tokens(string file)
    {
        var bytes = File.ReadAllBytes(file);
        Utf8JsonReader reader = new(bytes.AsSpan(Array.IndexOf(bytes, (byte)'\n') + 1));
        while (reader.Read())
        {
        }
    }

    private static void Each<T>(T[] all, int workers, Action<T> action) => Parallel.ForEach(all, new ParallelOptions { MaxDegreeOfParallelism = workers }, action);
}
