namespace PolyTool.Core.Evidence;

/// <summary>
/// How verdicts are reached: thresholds as data, recorded with every batch, so that a reader sees what was asked of
/// a row. The gates come first; a row that fails one is <see cref="Verdict.Insufficient"/> whatever it shows.
/// </summary>
public sealed record EvidenceRule
{
    /// <summary>The rule that is used where no other is given.</summary>
    public static EvidenceRule Default { get; } = new();

    /// <summary>Gate: users with a closing line in the segment, at least.</summary>
    public int MinUsers { get; init; } = 5;

    /// <summary>Gate: their events in all, at least (one event of two users counts twice).</summary>
    public int MinEvents { get; init; } = 20;

    /// <summary>Gate: their positions in all, at least.</summary>
    public int MinPositions { get; init; } = 30;

    /// <summary>Gate: share of the segment's positions that have a closing line, at least.</summary>
    public double MinClvCoverage { get; init; } = 0.5;

    /// <summary>Gate: one user's share of all events, at most.</summary>
    public double MaxTopUserShare { get; init; } = 0.5;

    /// <summary>Gate: one user's share of the notional, at most. Above it the segment's money is one user's.</summary>
    public double MaxTopUserNotionalShare { get; init; } = 0.9;

    /// <summary>Gate: one event's share of all events counted by user, at most. Users in one event are not independent.</summary>
    public double MaxTopEventShare { get; init; } = 0.25;

    /// <summary>Coverage of all intervals.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>For <see cref="Verdict.Supported"/>: Benjamini-Hochberg q over all segments tested, at most; of p as it is, of p adjusted for skewness, and of p adjusted for shared events.</summary>
    public double MaxQ { get; init; } = 0.05;

    /// <summary>For <see cref="Verdict.Supported"/>: the mean stays above zero whichever user is left out.</summary>
    public bool RequireLeaveOneOut { get; init; } = true;

    /// <summary>For <see cref="Verdict.Supported"/>: the mean is above zero in both halves of the users.</summary>
    public bool RequireBothUserHalves { get; init; } = true;

    /// <summary>Resamples of the bootstrap.</summary>
    public int BootstrapSamples { get; init; } = 2000;

    /// <summary>Below so many users in a segment, events are resampled within users too.</summary>
    public int ResampleEventsBelowUsers { get; init; } = 200;

    /// <summary>Boards with segment labels permuted within users.</summary>
    public int PlaceboBoards { get; init; } = 200;

    /// <summary>Smallest effect found with 80 % power, in standard errors: 1.96 + 0.84.</summary>
    public double DetectableInErrors { get; init; } = 2.8;
}
