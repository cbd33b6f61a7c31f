namespace PolyTool.Core.Hypotheses;

/// <summary>A claim that a segment has positive CLV, with the plan by which later periods can falsify it.</summary>
public sealed record Hypothesis
{
    /// <summary><c>dimension:bucket</c>.</summary>
    public string Segment { get; init; } = "";

    /// <summary>Average CLV weighted by notional, a fraction of the entry price, when the hypothesis was made.</summary>
    public double? WeightedClv { get; init; }

    /// <summary>The verdict then; null where the board had no evidence.</summary>
    public string? Verdict { get; init; }

    /// <summary>Users behind it then.</summary>
    public int Users { get; init; }

    /// <summary>Positions that the later periods must have in all.</summary>
    public long MinSampleSize { get; init; } = 30;

    /// <summary>Share of their positions with a closing line, at least.</summary>
    public double MinCoverageRate { get; init; } = 0.8;

    /// <summary>Weighted CLV below this counts against the hypothesis.</summary>
    public double ClvFloor { get; init; }

    /// <summary>So many periods below the floor, one after the other, falsify.</summary>
    public int PeriodsBelowFloor { get; init; } = 2;

    /// <summary>A period with fewer positions than this ends the test.</summary>
    public long MinCount { get; init; } = 5;

    /// <summary>Stop conditions of the candidates that are not understood and therefore not tested.</summary>
    public IReadOnlyList<string> UntestedConditions { get; init; } = [];
}
