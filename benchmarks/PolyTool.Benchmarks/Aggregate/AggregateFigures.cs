using System.Text.Json;

namespace PolyTool.Benchmarks.Aggregate;

/// <summary>What a run of the benchmark found, as a line and as JSON for whoever compares runs.</summary>
/// <param name="Roots">Run roots.</param>
/// <param name="Small">Two small files each instead of a real one's three.</param>
/// <param name="Workers">Threads.</param>
/// <param name="Runs">Turns, of which the medians are given.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="BytesRead">Bytes of all run roots.</param>
/// <param name="BytesWritten">Bytes of the batch's files, without evidence.</param>
/// <param name="PeakWorkingSet">Of a process that aggregates once, bytes.</param>
/// <param name="AllocatedPerRoot">Bytes.</param>
internal sealed record AggregateFigures(
    int Roots, bool Small, int Workers, int Runs, string Runtime, long BytesRead, long BytesWritten, long PeakWorkingSet, long AllocatedPerRoot)
{
    private static readonly JsonSerializerOptions s_form = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Median seconds and processor seconds of everything that was measured.</summary>
    public required IReadOnlyDictionary<string, double[]> Seconds { get; init; }

    /// <summary>Ratios of two of them in one turn: the least, the median and the largest.</summary>
    public required Dictionary<string, double[]> Ratios { get; init; }

    /// <summary>Least, median and largest of ratios in ascending order.</summary>
    public static double[] Spread(double[] ratios) => [.. new[] { ratios[0], ratios[ratios.Length / 2], ratios[^1] }.Select(static ratio => Math.Round(ratio, 3))];

    /// <summary>Writes them into a file.</summary>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, s_form) + "\n");
}
