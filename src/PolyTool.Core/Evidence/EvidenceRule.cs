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

    /// <summary>Gate: different days (or weeks, by <see cref="ClusterBy"/>) of the events, at least.</summary>
    public int MinDays { get; init; } = 5;

    /// <summary>Gate: one event's share of all events counted by user, at most. Users in one event are not independent.</summary>
    public double MaxTopEventShare { get; init; } = 0.25;

    /// <summary>Coverage of all intervals.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>For all three words: Benjamini-Hochberg q over all rows tested, at most; and, for <see cref="Verdict.Supported"/>, q over the users' own rest.</summary>
    public double MaxQ { get; init; } = 0.05;

    /// <summary>Over what time users' results may have something in common.</summary>
    public ClusterPeriod ClusterBy { get; init; } = ClusterPeriod.Day;

    /// <summary>Wallets that hold nearly the same are one owner; false leaves every wallet a study of its own.</summary>
    public bool MergeOwners { get; init; } = true;

    /// <summary>Owners with events inside and outside a segment that a comparison with their own rest needs, at least.</summary>
    public int MinRestOwners { get; init; } = 5;

    /// <summary>A row whose mean price lies below this, or above one less it, gets a variance floor.</summary>
    public double ExtremePrice { get; init; } = 0.10;

    /// <summary>A close this near to 0 or 1 counts as near a payout; one that is 0 or 1 gives its row a variance floor, among markouts all rows.</summary>
    public double NearPayout { get; init; } = 0.01;

    /// <summary>A row with a larger share of such closes gets a variance floor.</summary>
    public double MaxNearPayoutShare { get; init; } = 0.05;

    /// <summary>Spread that a follower pays beside the fee, cents a share.</summary>
    public double FollowerSpread { get; init; } = 0.5;

    /// <summary>What at most one board in twenty with a false <see cref="Verdict.Supported"/> row holds for.</summary>
    public IReadOnlyList<string> Covers { get; init; } =
    [
        "prices that are fair, at any level and volatility, and users who add, average down or sell by what the price does after their first buy",
        "spread, bounce and the jump of the users' own orders within five minutes",
        "users in the same games, copiers, and news that moves all games of a day",
        "markouts whose windows do not overlap beyond the next day",
        "users who were not chosen by profits of the same period",
    ];

    /// <summary>What it does not hold for.</summary>
    public IReadOnlyList<string> DoesNotCover { get; init; } =
    [
        "buying by the users or their copiers that goes on after the five minutes, and impact that comes back later",
        "shocks of several days that move a whole league one way (clustering by week holds those of three days and lessens longer ones)",
        "wallets of one owner that split their bets",
        "many boards looked at: q counts the rows of one",
    ];

    /// <summary>Resamples of the bootstrap.</summary>
    public int BootstrapSamples { get; init; } = 2000;

    /// <summary>Below so many users in a segment, events are resampled within users too.</summary>
    public int ResampleEventsBelowUsers { get; init; } = 200;

    /// <summary>Boards with segment labels permuted within users.</summary>
    public int PlaceboBoards { get; init; } = 200;

    /// <summary>Smallest effect found with 80 % power, in standard errors: 1.96 + 0.84.</summary>
    public double DetectableInErrors { get; init; } = 2.8;
}

/// <summary>Over what time users' results may have something in common.</summary>
public enum ClusterPeriod
{
    /// <summary>The UTC day of a game's anchor (of a markout: of the first buy, and the day after).</summary>
    Day,

    /// <summary>The week, from Monday: holds a league's shocks of three days and lessens longer ones, for about half of the power (docs/calibration.md).</summary>
    Week,
}
