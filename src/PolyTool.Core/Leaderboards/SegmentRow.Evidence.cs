namespace PolyTool.Core.Leaderboards;

/// <content>What the batch's evidence says of the segment; all null where the batch has none.</content>
public sealed partial record SegmentRow
{
    /// <summary>The place by evidence on the whole board, from 1; null where the batch has no evidence.</summary>
    public int? EvidenceRank { get; init; }

    /// <summary>What can be claimed: Supported, Promising, Unproven, Contradicted or Insufficient; null where the batch has no evidence.</summary>
    public string? Verdict { get; init; }

    /// <summary>Why, in words.</summary>
    public string? VerdictReason { get; init; }

    /// <summary><c>events</c>; <c>user_means</c> where run roots tell users' means only.</summary>
    public string? EvidenceBasis { get; init; }

    /// <summary>Users behind the evidence: all who hold the segment with a closing line, not only those who proposed it.</summary>
    public int? EvidenceUsers { get; init; }

    /// <summary>Their events, counted once for each user; null where run roots tell users' means only.</summary>
    public long? EvidenceEvents { get; init; }

    /// <summary>Different events among them.</summary>
    public long? DistinctEvents { get; init; }

    /// <summary>Their positions, with or without a closing line.</summary>
    public long? EvidencePositions { get; init; }

    /// <summary>Their notional in USD.</summary>
    public double? EvidenceNotional { get; init; }

    /// <summary>Share of these positions that have a closing line, 0 to 1.</summary>
    public double? ClvCoverage { get; init; }

    /// <summary>Kish's effective number of events under notional weights (of users, on users' means).</summary>
    public double? EffectiveSize { get; init; }

    /// <summary>Largest share of the events that one user holds, 0 to 1.</summary>
    public double? TopUserShare { get; init; }

    /// <summary>Largest share of the notional that one user holds, 0 to 1.</summary>
    public double? TopUserNotionalShare { get; init; }

    /// <summary>Largest share of the events that is one and the same event, 0 to 1.</summary>
    public double? TopEventShare { get; init; }

    /// <summary>Largest share of the notional that lies in one event, 0 to 1.</summary>
    public double? TopEventNotionalShare { get; init; }

    /// <summary>Share of the users who trade like a bot or a market maker, among those where that is known.</summary>
    public double? AutomatedUserShare { get; init; }

    /// <summary>Mean CLV over users and events, a fraction of the entry price.</summary>
    public double? MeanClv { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvLower { get; init; }

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvUpper { get; init; }

    /// <summary>Mean CLV in cents of a one dollar share.</summary>
    public double? MeanClvCents { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvCentsLower { get; init; }

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvCentsUpper { get; init; }

    /// <summary>Mean CLV in log-odds, the measure that is tested where events are known.</summary>
    public double? MeanClvLogOdds { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvLogOddsLower { get; init; }

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvLogOddsUpper { get; init; }

    /// <summary>Mean CLV after entry fees, a fraction of the entry price, over positions whose fees are known.</summary>
    public double? MeanClvNetOfFees { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvNetOfFeesLower { get; init; }

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvNetOfFeesUpper { get; init; }

    /// <summary>Variance of the users' true means, in the tested measure.</summary>
    public double? Tau2 { get; init; }

    /// <summary>Share of the variance that lies between users, 0 to 1, in the tested measure.</summary>
    public double? ISquared { get; init; }

    /// <summary>Cochran's Q of the users, in the tested measure.</summary>
    public double? CochranQ { get; init; }

    /// <summary>Lower end of where a new user's true mean lies, in the tested measure.</summary>
    public double? PredictionLower { get; init; }

    /// <summary>Upper end of it.</summary>
    public double? PredictionUpper { get; init; }

    /// <summary>The mean after DerSimonian and Laird, in the tested measure.</summary>
    public double? MomentMean { get; init; }

    /// <summary>Lower end of the bootstrap interval of the mean over all events, in the tested measure.</summary>
    public double? BootstrapLower { get; init; }

    /// <summary>Upper end of it.</summary>
    public double? BootstrapUpper { get; init; }

    /// <summary>Share of positions whose entry was better than the close, averaged over events, ties apart, 0 to 1.</summary>
    public double? BeatCloseRate { get; init; }

    /// <summary>Lower end of its Wilson interval over events.</summary>
    public double? BeatCloseLower { get; init; }

    /// <summary>Upper end of it.</summary>
    public double? BeatCloseUpper { get; init; }

    /// <summary>Positions whose entry equals the close.</summary>
    public long? BeatCloseTies { get; init; }

    /// <summary>Share of the resolved positions that were won, sold ones included, 0 to 1.</summary>
    public double? WinRate { get; init; }

    /// <summary>Users whose mean is above zero.</summary>
    public int? PositiveUsers { get; init; }

    /// <summary>Users whose mean is below zero.</summary>
    public int? NegativeUsers { get; init; }

    /// <summary>Exact binomial p of these two counts.</summary>
    public double? SignP { get; init; }

    /// <summary>p of a mean of zero, in the tested measure.</summary>
    public double? P { get; init; }

    /// <summary>Benjamini-Hochberg q of that p over all segments tested.</summary>
    public double? Q { get; init; }

    /// <summary>Benjamini-Hochberg q over the segments of the dimension.</summary>
    public double? QWithinDimension { get; init; }

    /// <summary>Benjamini-Yekutieli q over all segments tested.</summary>
    public double? QAnyDependence { get; init; }

    /// <summary>Benjamini-Yekutieli q over the segments of the dimension.</summary>
    public double? QAnyDependenceWithinDimension { get; init; }

    /// <summary>p after the skewness of the events is taken out.</summary>
    public double? SkewAdjustedP { get; init; }

    /// <summary>Benjamini-Hochberg q of the larger of both p.</summary>
    public double? SkewAdjustedQ { get; init; }

    /// <summary>Standard error of the mean when users who hold the same events are not taken as independent, in the tested measure.</summary>
    public double? SharedEventError { get; init; }

    /// <summary>p with that error.</summary>
    public double? SharedEventP { get; init; }

    /// <summary>Benjamini-Hochberg q of the larger of it and <see cref="P"/>.</summary>
    public double? SharedEventQ { get; init; }

    /// <summary>Segments tested on the board: the size of the family behind q.</summary>
    public int? Tests { get; init; }

    /// <summary>The mean after empirical-Bayes shrinkage, in the tested measure.</summary>
    public double? ShrunkMean { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? ShrunkLower { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? ShrunkUpper { get; init; }

    /// <summary>Smallest mean with one user left out, in the tested measure.</summary>
    public double? LeaveOneOutLowest { get; init; }

    /// <summary>Largest mean with one user left out.</summary>
    public double? LeaveOneOutHighest { get; init; }

    /// <summary>The user without whom the mean is nearest to zero or beyond.</summary>
    public string? HangsOn { get; init; }

    /// <summary>The mean over the early half of the events, in the tested measure.</summary>
    public double? EarlyHalfMean { get; init; }

    /// <summary>The mean over the late half of the events.</summary>
    public double? LateHalfMean { get; init; }

    /// <summary>The mean in one half of the users, parted by a hash of the wallet, in the tested measure.</summary>
    public double? UsersAMean { get; init; }

    /// <summary>The mean in the other half of the users.</summary>
    public double? UsersBMean { get; init; }

    /// <summary>Smallest mean that would be found with 80 % power, in the tested measure.</summary>
    public double? DetectableEffect { get; init; }
}
