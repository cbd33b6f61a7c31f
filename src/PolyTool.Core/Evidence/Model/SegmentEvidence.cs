namespace PolyTool.Core.Evidence;

/// <summary>
/// What statistics say about one segment. CLV in log-odds is the measure that p, q and the verdict rest on; where
/// run roots of the original carry users' means only (<see cref="Basis"/> <c>user_means</c>), per cent stands in.
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

    /// <summary>Which closing line the figures use.</summary>
    public string ClvVariant { get; init; } = "";

    /// <summary>The measure that is tested: <c>log_odds</c> or <c>percent</c>.</summary>
    public string TestMeasure { get; init; } = "";

    /// <summary>Users with a closing line in the segment.</summary>
    public int Users { get; init; }

    /// <summary>Users of the segment left out because their figures are of another kind or rest on another closing line.</summary>
    public int UsersOfOtherKind { get; init; }

    /// <summary>Events, counted once for each user; null where unknown.</summary>
    public long? Events { get; init; }

    /// <summary>Different events; null where unknown.</summary>
    public long? DistinctEvents { get; init; }

    /// <summary>Positions, with or without a closing line.</summary>
    public long Positions { get; init; }

    /// <summary>Share of the positions that have a closing line, 0 to 1.</summary>
    public double? ClvCoverage { get; init; }

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

    /// <summary>CLV in log-odds.</summary>
    public MeasureEvidence? LogOdds { get; init; }

    /// <summary>CLV as a fraction of the entry price; 0.05 is five per cent.</summary>
    public MeasureEvidence? Percent { get; init; }

    /// <summary>CLV in cents.</summary>
    public MeasureEvidence? Cents { get; init; }

    /// <summary>CLV as a fraction of the entry price after entry fees, over the positions whose fees are known.</summary>
    public MeasureEvidence? PercentNetOfFees { get; init; }

    /// <summary>CLV as a fraction of the entry price, weighted by the notional that has a closing line; all users and events pooled.</summary>
    public double? NotionalWeightedPercent { get; init; }

    /// <summary>That notional, in USD.</summary>
    public double NotionalWeight { get; init; }

    /// <summary>Share of the positions with a closing line whose entry was below it, averaged over events, ties apart.</summary>
    public double? BeatCloseRate { get; init; }

    /// <summary>Lower end of its Wilson interval over events.</summary>
    public double? BeatCloseLower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? BeatCloseUpper { get; init; }

    /// <summary>Positions whose entry equals the close.</summary>
    public long Ties { get; init; }

    /// <summary>Share of the resolved positions that were won, sold ones included.</summary>
    public double? WinRate { get; init; }

    /// <summary>Users whose mean is above zero.</summary>
    public int PositiveUsers { get; init; }

    /// <summary>Users whose mean is below zero.</summary>
    public int NegativeUsers { get; init; }

    /// <summary>Exact binomial p of that count.</summary>
    public double? SignP { get; init; }

    /// <summary>Two-sided p of a mean of zero.</summary>
    public double? P { get; init; }

    /// <summary>Benjamini-Hochberg q over all segments tested.</summary>
    public double? Q { get; init; }

    /// <summary>p after the skewness of the events is taken out (Hall 1992); null where no user has three events.</summary>
    public double? SkewAdjustedP { get; init; }

    /// <summary>Benjamini-Hochberg q of the larger of both p, over all segments tested.</summary>
    public double? SkewAdjustedQ { get; init; }

    /// <summary>Standard error of the mean when users who hold the same events are not taken as independent; null on users' means.</summary>
    public double? SharedEventError { get; init; }

    /// <summary>p with that error.</summary>
    public double? SharedEventP { get; init; }

    /// <summary>Benjamini-Hochberg q of the larger of it and <see cref="P"/>, over all segments tested.</summary>
    public double? SharedEventQ { get; init; }

    /// <summary>Benjamini-Hochberg q over the segments of the dimension.</summary>
    public double? QWithinDimension { get; init; }

    /// <summary>Benjamini-Yekutieli q over all segments tested.</summary>
    public double? QAnyDependence { get; init; }

    /// <summary>Benjamini-Yekutieli q over the segments of the dimension.</summary>
    public double? QAnyDependenceWithinDimension { get; init; }

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
