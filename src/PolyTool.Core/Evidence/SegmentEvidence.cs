namespace PolyTool.Core.Evidence;

/// <summary>
/// What statistics say about one segment on one kind of line. Follow-through in cents is what p, q and the verdict rest on;
/// <see cref="TestMeasure"/> says where run roots know less.
/// </summary>
public sealed record SegmentEvidence
{
    /// <summary><c>dimension:bucket</c>.</summary>
    public string SegmentKey { get; init; } = "";

    /// <summary>Position by evidence: verdict first, then the lower bound after shrinkage; null for residual buckets.</summary>
    public int? Rank { get; init; }

    /// <summary>What can be claimed.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Why, in words.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>True for the buckets of what could not be classified; they are not tested.</summary>
    public bool Residual { get; init; }

    /// <summary><c>events</c> or <c>user_means</c>.</summary>
    public string Basis { get; init; } = "";

    /// <summary>Which line the figures use: <c>pre_event</c>, <c>markout_24h</c>, or <c>combined</c> of older files.</summary>
    public string Variant { get; init; } = "";

    /// <summary>What is tested: <c>follow_through</c> or <c>total</c>, in cents, or <c>percent</c>.</summary>
    public string TestMeasure { get; init; } = "";

    /// <summary>Owners with the tested measure in the segment: wallets of one owner are one.</summary>
    public int Users { get; init; }

    /// <summary>Wallets behind them.</summary>
    public int Wallets { get; init; }

    /// <summary>Users of the segment left out because their run roots do not have the tested measure.</summary>
    public int UsersOfOtherKind { get; init; }

    /// <summary>Events, counted once for each user; null where unknown.</summary>
    public long? Events { get; init; }

    /// <summary>Different events; null where unknown.</summary>
    public long? DistinctEvents { get; init; }

    /// <summary>Different UTC days of the events (weeks, where the rule clusters by week); null where unknown.</summary>
    public int? Days { get; init; }

    /// <summary>Positions, with or without a closing line.</summary>
    public long Positions { get; init; }

    /// <summary>Share of the positions that have a closing line, 0 to 1.</summary>
    public double? ClvCoverage { get; init; }

    /// <summary>Share of the events with a line that have the tested measure, 0 to 1; null on users' means.</summary>
    public double? TestedShare { get; init; }

    /// <summary>Notional in USD.</summary>
    public double Notional { get; init; }

    /// <summary>Kish's effective number of events (of users, on users' means) under notional weights.</summary>
    public double EffectiveSize { get; init; }

    /// <summary>Largest share of the events that one user holds (of positions, on users' means).</summary>
    public double? TopUserShare { get; init; }

    /// <summary>Largest share of the notional that one user holds.</summary>
    public double? TopUserNotionalShare { get; init; }

    /// <summary>Largest share of the events, counted by user, that is one and the same event.</summary>
    public double? TopEventShare { get; init; }

    /// <summary>Largest share of the notional that lies in one event.</summary>
    public double? TopEventNotionalShare { get; init; }

    /// <summary>Share of the users who trade like a bot or a market maker, among those where that is known.</summary>
    public double? AutomatedUserShare { get; init; }

    /// <summary>Close less the first exact price 5 to 15 minutes after the first buy, in cents; null where no run root knows it.</summary>
    public MeasureEvidence? FollowThrough { get; init; }

    /// <summary>Close less average entry, in cents: spread, bounce and own impact are in it.</summary>
    public MeasureEvidence? Total { get; init; }

    /// <summary>The price after five minutes less the first buy's own, in cents: above zero the users bought cheaper than a follower.</summary>
    public MeasureEvidence? Execution { get; init; }

    /// <summary>Follow-through less the taker fee and half a cent of spread, in cents; over the events whose fee is known.</summary>
    public MeasureEvidence? Net { get; init; }

    /// <summary>Close less average entry as a fraction of it; 0.05 is five per cent. Shown, not tested, but on users' means.</summary>
    public MeasureEvidence? Percent { get; init; }

    /// <summary>Change of log-odds from average entry to close. Shown, never tested: a fair price moves in it.</summary>
    public MeasureEvidence? LogOdds { get; init; }

    /// <summary>Sum over all positions of shares held at the line times (close - entry), USD; null on users' means.</summary>
    public double? Money { get; init; }

    /// <summary>CLV as a fraction of the entry price, weighted by the notional that has a closing line; all users and events pooled.</summary>
    public double? NotionalWeightedPercent { get; init; }

    /// <summary>That notional, in USD.</summary>
    public double NotionalWeight { get; init; }

    /// <summary>Share of the first positions whose entry was below the close, ties apart; null where fair prices' share is not known.</summary>
    public double? BeatCloseRate { get; init; }

    /// <summary>The share that fair prices would give at the same entries, moving as far as these did; to three decimals.</summary>
    public double? BeatCloseFair { get; init; }

    /// <summary>Lower end of its Wilson interval over events.</summary>
    public double? BeatCloseLower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? BeatCloseUpper { get; init; }

    /// <summary>First positions whose entry equals the close.</summary>
    public long Ties { get; init; }

    /// <summary>Share of the resolved positions that were won, sold ones included.</summary>
    public double? WinRate { get; init; }

    /// <summary>Users whose mean is above zero.</summary>
    public int PositiveUsers { get; init; }

    /// <summary>Users whose mean is below zero.</summary>
    public int NegativeUsers { get; init; }

    /// <summary>Exact binomial p of that count.</summary>
    public double? SignP { get; init; }

    /// <summary>Mean of the prices that the tested measure starts from; null on users' means.</summary>
    public double? MeanPrice { get; init; }

    /// <summary>Share of the events whose close lies at a payout or near one.</summary>
    public double? NearPayoutShare { get; init; }

    /// <summary>Least variance of an event, cents squared, where the row's own spread may hide rare losses; null where it needs none.</summary>
    public double? VarianceFloor { get; init; }

    /// <summary>Two-sided p of a mean of zero: the largest of the four below. It is null where the row is not tested.</summary>
    public double? P { get; init; }

    /// <summary>Benjamini-Hochberg q over all rows tested.</summary>
    public double? Q { get; init; }

    /// <summary>p with users as independent studies.</summary>
    public double? UserP { get; init; }

    /// <summary>p after the skewness of the events is taken out (Hall 1992); null where it cannot be judged.</summary>
    public double? SkewAdjustedP { get; init; }

    /// <summary>Standard error clustered by user and game; null on users' means.</summary>
    public double? GameError { get; init; }

    /// <summary>p with that error.</summary>
    public double? GameP { get; init; }

    /// <summary>Standard error clustered by user and day; null on users' means.</summary>
    public double? DayError { get; init; }

    /// <summary>p with that error.</summary>
    public double? DayP { get; init; }

    /// <summary>Benjamini-Yekutieli q over all rows tested.</summary>
    public double? QAnyDependence { get; init; }

    /// <summary>Over what the same users did elsewhere in the dimension; null on users' means.</summary>
    public RestEvidence? VsOwnRest { get; init; }

    /// <summary>The mean after empirical-Bayes shrinkage.</summary>
    public double? ShrunkMean { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? ShrunkLower { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? ShrunkUpper { get; init; }

    /// <summary>Smallest mean with one user left out.</summary>
    public double? LeaveOneOutLowest { get; init; }

    /// <summary>Largest mean with one user left out.</summary>
    public double? LeaveOneOutHighest { get; init; }

    /// <summary>The user without whom the mean is nearest to zero or beyond.</summary>
    public string? HangsOn { get; init; }

    /// <summary>Mean above zero in every refit with one user left out.</summary>
    public bool? LeaveOneOutHolds { get; init; }

    /// <summary>The time that parts the events into halves, Unix seconds.</summary>
    public long? HalfTime { get; init; }

    /// <summary>Events before it.</summary>
    public PartEvidence? EarlyHalf { get; init; }

    /// <summary>Events from it on.</summary>
    public PartEvidence? LateHalf { get; init; }

    /// <summary>Users whose wallet's hash is even.</summary>
    public PartEvidence? UsersA { get; init; }

    /// <summary>Users whose wallet's hash is odd.</summary>
    public PartEvidence? UsersB { get; init; }

    /// <summary>Smallest effect that would be found with 80 % power.</summary>
    public double? DetectableEffect { get; init; }

    /// <summary>The heaviest users, at most 20, heaviest first.</summary>
    public IReadOnlyList<UserLine> HeaviestUsers { get; init; } = [];
}

/// <summary>What can be claimed about a segment.</summary>
public enum Verdict
{
    /// <summary>The mean lies above zero by q, and above what the same users have elsewhere: the edge repeats across users, here.</summary>
    Supported,

    /// <summary>The mean lies above zero by q, but another condition fails.</summary>
    Promising,

    /// <summary>Enough data, and no claim either way.</summary>
    Unproven,

    /// <summary>The mean lies below zero by q.</summary>
    Contradicted,

    /// <summary>Too little or too uneven data to test.</summary>
    Insufficient,
}
