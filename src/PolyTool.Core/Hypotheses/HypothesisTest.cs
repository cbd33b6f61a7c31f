namespace PolyTool.Core.Hypotheses;

/// <summary>What later periods say of a hypothesis. Texts, because they read the same in objects, JSON and CSV.</summary>
public static class HypothesisVerdict
{
    /// <summary>Enough data, and no stop condition was met.</summary>
    public const string Holding = nameof(Holding);

    /// <summary>Weighted CLV was below the floor in so many periods one after the other.</summary>
    public const string Falsified = nameof(Falsified);

    /// <summary>Too few positions, or too few closing lines.</summary>
    public const string Insufficient = nameof(Insufficient);
}

/// <summary>The test of one hypothesis.</summary>
public sealed record HypothesisTest
{
    /// <summary><c>dimension:bucket</c>.</summary>
    public string Segment { get; init; } = "";

    /// <summary>The outcome.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>The condition that decided, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The number of the period that decided, from 1; null where the periods together did.</summary>
    public int? DecidedIn { get; init; }

    /// <summary>Positions in the periods that count.</summary>
    public long Positions { get; init; }

    /// <summary>The periods, oldest first.</summary>
    public IReadOnlyList<PeriodFigures> Periods { get; init; } = [];

    /// <summary>The hypothesis.</summary>
    public Hypothesis Hypothesis { get; init; } = new();

    /// <inheritdoc/>
    public override string ToString() => $"{Segment}: {Verdict}";
}
