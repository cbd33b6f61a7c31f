namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>The time before which a market's closing price is looked for; or that it has no scheduled start, so that a markout stands in its place.</summary>
/// <param name="Time">The anchor; null where no rung gave one.</param>
/// <param name="Source">The rung that gave it.</param>
/// <param name="Attempted">The rungs tried, in order.</param>
/// <param name="FailureReason">Why there is none.</param>
/// <param name="LargestAge">How old the price may be.</param>
internal sealed record Anchor(DateTimeOffset? Time, string? Source, IReadOnlyList<string> Attempted, string? FailureReason, TimeSpan LargestAge)
{
    /// <summary>Nothing starts at a known time: what came of the entry is the price a fixed time later.</summary>
    public const string NoStart = "NO_SCHEDULED_START";

    /// <summary>Several bets in one start at no time of their own.</summary>
    public static Anchor OfCombo { get; } = new(null, null, [], "COMBO_HAS_NO_MARKET", TimeSpan.Zero);

    /// <summary>The latest start that any source names; after a postponement later than <see cref="Time"/>.</summary>
    public DateTimeOffset? LatestStart { get; init; }

    /// <summary>Whether the market is measured by a markout.</summary>
    public bool IsMarkout { get; init; }

    /// <summary>For a markout: the end of the day on which the bet is decided, where its slug or its text names one.</summary>
    public DateTimeOffset? DecidedBy { get; init; }
}
