using System.Globalization;

namespace PolyTool.Benchmarks.Evidence;

/// <summary>
/// Whether evidence keeps its promises, by simulation with a fixed seed: coverage of intervals, false `Supported`
/// rows on boards without any edge, false discoveries among `Supported`, power, and the original's score beside it.
/// </summary>
internal sealed class CalibrationBenchmark : IBenchmark
{
    public string Name => "calibration";

    public string Summary => "coverage of intervals, false discoveries, power and ranking of evidence (--boards, --seed, --part coverage|boards|shared|ranking)";

    public Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var seed = ulong.Parse(Option(options, "--seed", "20260220"), CultureInfo.InvariantCulture);
        var boards = int.Parse(Option(options, "--boards", "1000"), CultureInfo.InvariantCulture);
        var part = Option(options, "--part", "all");
        var kept = true;
        if (part is "all" or "coverage")
        {
            kept &= CoverageSimulation.Run(4 * boards, seed, cancellationToken);
        }

        if (part is "all" or "boards")
        {
            kept &= BoardSimulation.Run(boards, seed, cancellationToken);
        }

        if (part is "shared")
        {
            kept &= BoardSimulation.RunShared(boards, seed, cancellationToken);
        }

        if (part is "all" or "ranking")
        {
            RankingSimulation.Run(Math.Max(boards / 5, 1), seed, cancellationToken);
        }

        return Task.FromResult(kept ? 0 : 1);
    }

    private static string Option(IReadOnlyList<string> options, string name, string otherwise)
    {
        var at = options.ToList().IndexOf(name);
        return at >= 0 && at + 1 < options.Count ? options[at + 1] : otherwise;
    }
}
