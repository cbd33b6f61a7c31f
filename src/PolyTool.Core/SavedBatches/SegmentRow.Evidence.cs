using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;

namespace PolyTool.Core.SavedBatches;

/// <content>What the batch's evidence says of the segment; all null where the batch has none.</content>
public sealed partial record SegmentRow
{
    /// <summary>The evidence's row of the segment; null where the batch's evidence does not know it.</summary>
    internal EvidenceRow? EvidenceRow { get; init; }

    /// <summary>What statistics say of the segment, read when it is first asked for; null where the batch's evidence does not know it.</summary>
    internal SegmentEvidence? Evidence => EvidenceRow?.Whole;

    private MeasureEvidence? InCents => Evidence?.TestMeasure == "percent" ? null : Tested;

    private MeasureEvidence? Tested => Evidence is null ? null : VerdictRule.Tested(Evidence);

    /// <summary>The place by evidence on the whole board, from 1; null where the batch has no evidence.</summary>
    public int? EvidenceRank => EvidenceRow?.Rank;

    /// <summary>What can be claimed: Supported, Promising, Unproven, Contradicted or Insufficient; null where the batch has no evidence.</summary>
    public string? Verdict => EvidenceRow?.Verdict.ToString();

    /// <summary>Why, in words.</summary>
    public string? VerdictReason => Evidence is null ? null : string.Join("; ", Evidence.Reasons);

    /// <summary>Which line the evidence uses: <c>pre_event</c>, <c>markout_24h</c>, or <c>combined</c> of older files.</summary>
    public string? Variant => EvidenceRow?.Variant;

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

    /// <summary>What is tested: <c>follow_through</c> or <c>total</c>, in cents a share, or <c>percent</c>.</summary>
    public string? TestMeasure => Evidence?.TestMeasure;

    /// <summary>The tested mean over users, in cents a share; null where the run roots tell users' means in per cent only.</summary>
    public double? MeanCents => InCents?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanCentsLower => InCents?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanCentsUpper => InCents?.Upper;

    /// <summary>Close less average entry over users, in cents a share: what the users got.</summary>
    public double? TotalCents => Evidence?.Total?.Mean;

    /// <summary>The price five minutes after the first buy less that buy's own, in cents a share.</summary>
    public double? ExecutionCents => Evidence?.Execution?.Mean;

    /// <summary>Follow-through less the taker fee and half a cent of spread, in cents a share.</summary>
    public double? NetCents => Evidence?.Net?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? NetCentsLower => Evidence?.Net?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? NetCentsUpper => Evidence?.Net?.Upper;

    /// <summary>Sum over all positions of shares held at the line times (close - entry), in USD.</summary>
    public double? Money => Evidence?.Money;

    /// <summary>Mean CLV over users and events, a fraction of the entry price; shown, not tested, but on users' means.</summary>
    public double? MeanClv => Evidence?.Percent?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvLower => Evidence?.Percent?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvUpper => Evidence?.Percent?.Upper;

    /// <summary>Mean change of log-odds from entry to close; shown, never tested.</summary>
    public double? MeanClvLogOdds => Evidence?.LogOdds?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? MeanClvLogOddsLower => Evidence?.LogOdds?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? MeanClvLogOddsUpper => Evidence?.LogOdds?.Upper;

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

    /// <summary>Share of first positions whose entry was better than the close, ties apart, 0 to 1; null where the fair share is not known.</summary>
    public double? BeatCloseRate => Evidence?.BeatCloseRate;

    /// <summary>The share that fair prices would give at the same entries.</summary>
    public double? BeatCloseFair => Evidence?.BeatCloseFair;

    /// <summary>Lower end of the rate's Wilson interval over events.</summary>
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

    /// <summary>The largest p of a mean of zero: of users, skewness, games and days.</summary>
    public double? P => Evidence?.P;

    /// <summary>Benjamini-Hochberg q of that p over all rows tested.</summary>
    public double? Q => Evidence?.Q;

    /// <summary>Benjamini-Yekutieli q over all segments tested.</summary>
    public double? QAnyDependence => Evidence?.QAnyDependence;

    /// <summary>p with users as independent studies.</summary>
    public double? UserP => Evidence?.UserP;

    /// <summary>p clustered by user and game.</summary>
    public double? GameP => Evidence?.GameP;

    /// <summary>p clustered by user and day.</summary>
    public double? DayP => Evidence?.DayP;

    /// <summary>Different days of the events.</summary>
    public int? EvidenceDays => Evidence?.Days;

    /// <summary>What the same users have here over the rest of the dimension, in the tested measure.</summary>
    public double? OverRest => Evidence?.VsOwnRest?.Mean;

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? OverRestLower => Evidence?.VsOwnRest?.Lower;

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? OverRestUpper => Evidence?.VsOwnRest?.Upper;

    /// <summary>Benjamini-Hochberg q of that difference over all rows.</summary>
    public double? OverRestQ => Evidence?.VsOwnRest?.Q;

    /// <summary>p after the skewness of the events is taken out.</summary>
    public double? SkewAdjustedP => Evidence?.SkewAdjustedP;

    /// <summary>Segments tested on the board: the size of the family behind q.</summary>
    public int? Tests => EvidenceRow is null ? null : Board?.Evidence?.Tests;

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
