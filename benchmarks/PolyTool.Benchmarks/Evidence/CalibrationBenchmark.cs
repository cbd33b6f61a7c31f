using System.Globalization;

namespace PolyTool.Benchmarks.Evidence;

/// <summary>Whether 95 % intervals of a mean over users hold it 95 times in a hundred, by simulation with a fixed seed.</summary>
internal sealed class CalibrationBenchmark : IBenchmark
{
    public string Name => "calibration";

    public string Summary => "coverage of intervals (--repeats 5000 --seed 20260220); for verdicts see evidence-worlds";

    public Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var seed = ulong.Parse(Option(options, "--seed", "20260220"), CultureInfo.InvariantCulture);
        var repeats = int.Parse(Option(options, "--repeats", "5000"), CultureInfo.InvariantCulture);
        return Task.FromResult(CoverageSimulation.Run(repeats, seed, cancellationToken) ? 0 : 1);
    }

    private static string Option(IReadOnlyList<string> options, string name, string otherwise)
    {
        var at = options.ToList().IndexOf(name);
        return at >= 0 && at + 1 < options.Count ? options[at + 1] : otherwise;
    }
}
