using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;

namespace PolyTool.Core.SavedBatches;

/// <content>What the batch's evidence says of the segment; all null where the batch has none.</content>
public sealed partial record SegmentRow
{
    /// <summary>What statistics say of the segment; null where the batch's evidence does not know it.</summary>
    internal SegmentEvidence? Evidence { get; init; }

    private MeasureEvidence? Tested => Evidence is null ? null : VerdictRule.Tested(Evidence);

    /// <summary>The place by evidence on the whole board, from 1; null where the batch has no evidence.</summary>
    public int? EvidenceRank => Evidence?.Rank;

    /// <summary>What can be claimed: Supported, Promising, Unproven, Contradicted or Insufficient; null where the batch has no evidence.</summary>
    public string? Verdict => Evidence?.Verdict.ToString();

    /// <summary>Why, in words.</summary>
    public string? VerdictReason => Evidence is null ? null : string.Join("; ", Evidence.Reasons);

    /// <summary><c>events</c>; <c>user_means</c> where run roots tell users' means only.</summary>
    public string? EvidenceBasis => Evidence?.Basis;

    /// <summary>Users behind the evidence: all who hold the segment with a closing line, not only those who proposed it.</summary>
    public int? EvidenceUsers => Evidence?.Users;

    /// <summary>Their events, counted once for each user; null where run roots tell users' means only.</summary>
    public long? EvidenceEvents => Evidence?.Events;

    /// <summary>Different events among them.</summary>
    public long? DistinctEvents => Evidence?.DistinctEvents;

    /// <summary>Their positions, with or without a closing line.</summary>
    public long? EvidencePositions => Evidence?.Positions;

    /// <summary>Their notional in USD.</summary>
    public double? EvidenceNotional => Evidence?.Notional;

    /// <summary>Share of these positions that have a closing line, 0 to 1.</summary>
    public double? ClvCoverage => Evidence?.ClvCoverage;

    /// <summary>Kish's effective number of events under notional weights (of users, on users' means).</summary>
    public double? EffectiveSize => Evidence?.EffectiveSize;

    /// <summary>Largest share of the events that one user holds, 0 to 1.</summary>
    public double? TopUserShare => Evidence?.TopUserShare;

    /// <summary>Largest share of the notional that one user holds, 0 to 1.</summary>
    public double? TopUserNotionalShare => Evidence?.TopUserNotionalShare;

    /// <summary>Largest share of the events that is one and the same event, 0 to 1.</summary>
    public double? TopEventShare => Evidence?.TopEventShare;

    /// <summary>Largest share of the notional that lies in one event, 0 to 1.</summary>
    public double? TopEventNotionalShare => Evidence?.TopEventNotionalShare;

    /// <summary>Share of the users who trade like a bot or a market maker, among those where that is known.</summary>
    public double? AutomatedUserShare => Evidence?.AutomatedUserShare;

    /// <summary>Mean CLV over users and events, a fraction of the entry price.</summary>
    public double? MeanClv => Evidence?.Percent?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvLower => Evidence?.Percent?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvUpper => Evidence?.Percent?.Upper;

    /// <summary>Mean CLV in cents of a one dollar share.</summary>
    public double? MeanClvCents => Evidence?.Cents?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvCentsLower => Evidence?.Cents?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvCentsUpper => Evidence?.Cents?.Upper;

    /// <summary>Mean CLV in log-odds, the measure that is tested where events are known.</summary>
    public double? MeanClvLogOdds => Evidence?.LogOdds?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvLogOddsLower => Evidence?.LogOdds?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvLogOddsUpper => Evidence?.LogOdds?.Upper;

    /// <summary>Mean CLV after entry fees, a fraction of the entry price, over positions whose fees are known.</summary>
    public double? MeanClvNetOfFees => Evidence?.PercentNetOfFees?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvNetOfFeesLower => Evidence?.PercentNetOfFees?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvNetOfFeesUpper => Evidence?.PercentNetOfFees?.Upper;

    /// <summary>Variance of the users' true means, in the tested measure.</summary>
    public double? Tau2 => Tested?.Tau2;

    /// <summary>Share of the variance that lies between users, 0 to 1, in the tested measure.</summary>
    public double? ISquared => Tested?.ISquared;

    /// <summary>Cochran's Q of the users, in the tested measure.</summary>
    public double? CochranQ => Tested?.Q;

    /// <summary>Lower end of where a new user's true mean lies, in the tested measure.</summary>
    public double? PredictionLower => Tested?.PredictionLower;

    /// <summary>Upper end of it.</summary>
    public double? PredictionUpper => Tested?.PredictionUpper;

    /// <summary>The mean after DerSimonian and Laird, in the tested measure.</summary>
    public double? MomentMean => Tested?.DerSimonianLairdMean;

    /// <summary>Lower end of the bootstrap interval of the mean over all events, in the tested measure.</summary>
    public double? BootstrapLower => Tested?.BootstrapLower;

    /// <summary>Upper end of it.</summary>
    public double? BootstrapUpper => Tested?.BootstrapUpper;

    /// <summary>Share of positions whose entry was better than the close, averaged over events, ties apart, 0 to 1.</summary>
    public double? BeatCloseRate => Evidence?.BeatCloseRate;

    /// <summary>Lower end of its Wilson interval over events.</summary>
    public double? BeatCloseLower => Evidence?.BeatCloseLower;

    /// <summary>Upper end of it.</summary>
    public double? BeatCloseUpper => Evidence?.BeatCloseUpper;

    /// <summary>Positions whose entry equals the close.</summary>
    public long? BeatCloseTies => Evidence?.Ties;

    /// <summary>Share of the resolved positions that were won, sold ones included, 0 to 1.</summary>
    public double? WinRate => Evidence?.WinRate;

    /// <summary>Users whose mean is above zero.</summary>
    public int? PositiveUsers => Evidence?.PositiveUsers;

    /// <summary>Users whose mean is below zero.</summary>
    public int? NegativeUsers => Evidence?.NegativeUsers;

    /// <summary>Exact binomial p of these two counts.</summary>
    public double? SignP => Evidence?.SignP;

    /// <summary>p of a mean of zero, in the tested measure.</summary>
    public double? P => Evidence?.P;

    /// <summary>Benjamini-Hochberg q of that p over all segments tested.</summary>
    public double? Q => Evidence?.Q;

    /// <summary>Benjamini-Hochberg q over the segments of the dimension.</summary>
    public double? QWithinDimension => Evidence?.QWithinDimension;

    /// <summary>Benjamini-Yekutieli q over all segments tested.</summary>
    public double? QAnyDependence => Evidence?.QAnyDependence;

    /// <summary>Benjamini-Yekutieli q over the segments of the dimension.</summary>
    public double? QAnyDependenceWithinDimension => Evidence?.QAnyDependenceWithinDimension;

    /// <summary>p after the skewness of the events is taken out.</summary>
    public double? SkewAdjustedP => Evidence?.SkewAdjustedP;

    /// <summary>Benjamini-Hochberg q of the larger of both p.</summary>
    public double? SkewAdjustedQ => Evidence?.SkewAdjustedQ;

    /// <summary>Standard error of the mean when users who hold the same events are not taken as independent, in the tested measure.</summary>
    public double? SharedEventError => Evidence?.SharedEventError;

    /// <summary>p with that error.</summary>
    public double? SharedEventP => Evidence?.SharedEventP;

    /// <summary>Benjamini-Hochberg q of the larger of it and <see cref="P"/>.</summary>
    public double? SharedEventQ => Evidence?.SharedEventQ;

    /// <summary>Segments tested on the board: the size of the family behind q.</summary>
    public int? Tests => Evidence is null ? null : Board?.Evidence?.Tests;

    /// <summary>The mean after empirical-Bayes shrinkage, in the tested measure.</summary>
    public double? ShrunkMean => Evidence?.ShrunkMean;

    /// <summary>Lower end of its interval.</summary>
    public double? ShrunkLower => Evidence?.ShrunkLower;

    /// <summary>Upper end of its interval.</summary>
    public double? ShrunkUpper => Evidence?.ShrunkUpper;

    /// <summary>Smallest mean with one user left out, in the tested measure.</summary>
    public double? LeaveOneOutLowest => Evidence?.LeaveOneOutLowest;

    /// <summary>Largest mean with one user left out.</summary>
    public double? LeaveOneOutHighest => Evidence?.LeaveOneOutHighest;

    /// <summary>The user without whom the mean is nearest to zero or beyond.</summary>
    public string? HangsOn => Evidence?.HangsOn;

    /// <summary>The mean over the early half of the events, in the tested measure.</summary>
    public double? EarlyHalfMean => Evidence?.EarlyHalf?.Mean;

    /// <summary>The mean over the late half of the events.</summary>
    public double? LateHalfMean => Evidence?.LateHalf?.Mean;

    /// <summary>The mean in one half of the users, parted by a hash of the wallet, in the tested measure.</summary>
    public double? UsersAMean => Evidence?.UsersA?.Mean;

    /// <summary>The mean in the other half of the users.</summary>
    public double? UsersBMean => Evidence?.UsersB?.Mean;

    /// <summary>Smallest mean that would be found with 80 % power, in the tested measure.</summary>
    public double? DetectableEffect => Evidence?.DetectableEffect;
}
