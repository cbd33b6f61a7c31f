using PolyTool.Core.Evidence;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Exports.Tables;

/// <summary>
/// The columns that CSV, JSON and Parquet share, in their order. The same for every batch: what a batch does not know is
/// empty, so that files of several batches can be stacked.
/// </summary>
internal static class ExportColumns
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<ExportColumn> All { get; } =
    [
        .. Keys(),
        .. Sizes(),
        .. Measure("log_odds", static e => e.LogOdds),
        .. Measure("percent", static e => e.Percent),
        .. Measure("cents", static e => e.Cents),
        .. Measure("percent_net_of_fees", static e => e.PercentNetOfFees),
        .. Rates(),
        .. Tests(),
        .. Part("early_half", static e => e.EarlyHalf),
        .. Part("late_half", static e => e.LateHalf),
        .. Part("users_a", static e => e.UsersA),
        .. Part("users_b", static e => e.UsersB),
        .. Candidates(),
    ];

    private static TextColumn Text(string name, Func<SegmentEvidence, string?> value) => new(name, r => r.Evidence is { } e ? value(e) : null);

    private static IntegerColumn Integer(string name, Func<SegmentEvidence, long?> value) => new(name, r => r.Evidence is { } e ? value(e) : null);

    private static NumberColumn Number(string name, Func<SegmentEvidence, double?> value) => new(name, r => r.Evidence is { } e ? value(e) : null);

    private static FlagColumn Flag(string name, Func<SegmentEvidence, bool?> value) => new(name, r => r.Evidence is { } e ? value(e) : null);

    private static IEnumerable<ExportColumn> Keys() =>
    [
        new IntegerColumn("rank", static r => r.Rank),
        new TextColumn("segment_key", static r => r.Segment),
        new TextColumn("dimension", static r => r.Dimension),
        new TextColumn("bucket", static r => r.Bucket),
        Text("verdict", static e => e.Verdict.ToString()),
        Text("reasons", static e => string.Join("; ", e.Reasons)),
        Flag("residual", static e => e.Residual),
        Text("basis", static e => e.Basis),
        Text("clv_variant", static e => e.ClvVariant),
        Text("test_measure", static e => e.TestMeasure),
    ];

    private static IEnumerable<ExportColumn> Sizes() =>
    [
        Integer("users", static e => e.Users),
        Integer("events", static e => e.Events),
        Integer("distinct_events", static e => e.DistinctEvents),
        Integer("positions", static e => e.Positions),
        Number("clv_coverage", static e => e.ClvCoverage),
        Number("notional", static e => e.Notional),
        Number("effective_size", static e => e.EffectiveSize),
        Number("top_user_share", static e => e.TopUserShare),
        Number("top_user_notional_share", static e => e.TopUserNotionalShare),
        Number("top_event_share", static e => e.TopEventShare),
        Number("top_event_notional_share", static e => e.TopEventNotionalShare),
        Number("automated_user_share", static e => e.AutomatedUserShare),
    ];

    private static IEnumerable<ExportColumn> Measure(string name, Func<SegmentEvidence, MeasureEvidence?> measure) =>
    [
        Integer($"{name}_users", e => measure(e)?.Users),
        Number($"{name}_mean", e => measure(e)?.Mean),
        Number($"{name}_standard_error", e => measure(e)?.StandardError),
        Number($"{name}_lower", e => measure(e)?.Lower),
        Number($"{name}_upper", e => measure(e)?.Upper),
        Number($"{name}_tau2", e => measure(e)?.Tau2),
        Number($"{name}_i_squared", e => measure(e)?.ISquared),
        Number($"{name}_prediction_lower", e => measure(e)?.PredictionLower),
        Number($"{name}_prediction_upper", e => measure(e)?.PredictionUpper),
        Number($"{name}_bootstrap_lower", e => measure(e)?.BootstrapLower),
        Number($"{name}_bootstrap_upper", e => measure(e)?.BootstrapUpper),
    ];

    private static IEnumerable<ExportColumn> Rates() =>
    [
        Number("beat_close_rate", static e => e.BeatCloseRate),
        Number("beat_close_lower", static e => e.BeatCloseLower),
        Number("beat_close_upper", static e => e.BeatCloseUpper),
        Integer("ties", static e => e.Ties),
        Number("win_rate", static e => e.WinRate),
    ];

    private static IEnumerable<ExportColumn> Tests() =>
    [
        Integer("positive_users", static e => e.PositiveUsers),
        Integer("negative_users", static e => e.NegativeUsers),
        Number("sign_p", static e => e.SignP),
        Number("p", static e => e.P),
        Number("q", static e => e.Q),
        Number("q_within_dimension", static e => e.QWithinDimension),
        Number("q_any_dependence", static e => e.QAnyDependence),
        Number("q_any_dependence_within_dimension", static e => e.QAnyDependenceWithinDimension),
        Number("skew_adjusted_p", static e => e.SkewAdjustedP),
        Number("skew_adjusted_q", static e => e.SkewAdjustedQ),
        Number("shared_event_error", static e => e.SharedEventError),
        Number("shared_event_p", static e => e.SharedEventP),
        Number("shared_event_q", static e => e.SharedEventQ),
        Number("shrunk_mean", static e => e.ShrunkMean),
        Number("shrunk_lower", static e => e.ShrunkLower),
        Number("shrunk_upper", static e => e.ShrunkUpper),
        Number("leave_one_out_lowest", static e => e.LeaveOneOutLowest),
        Number("leave_one_out_highest", static e => e.LeaveOneOutHighest),
        Flag("leave_one_out_holds", static e => e.LeaveOneOutHolds),
        Text("hangs_on", static e => e.HangsOn),
        Number("detectable_effect", static e => e.DetectableEffect),
    ];

    private static IEnumerable<ExportColumn> Part(string name, Func<SegmentEvidence, PartEvidence?> part) =>
    [
        Integer($"{name}_users", e => part(e)?.Users),
        Number($"{name}_mean", e => part(e)?.Mean),
        Number($"{name}_lower", e => part(e)?.Lower),
        Number($"{name}_upper", e => part(e)?.Upper),
    ];

    // The leaderboard's own figures rest on the users who proposed the segment, hence the prefix.
    private static IEnumerable<ExportColumn> Candidates() =>
    [
        new IntegerColumn("candidate_users", static r => r.Board?.Users),
        new IntegerColumn("candidate_positions", static r => r.Board?.Positions),
        new NumberColumn("candidate_notional_weight", static r => r.Board?.NotionalWeight),
        .. Score("notional_weighted_avg_clv_pct", static b => b.NotionalClv, static b => b.NotionalClvWeight, static b => b.NotionalClvUsers),
        .. Score("notional_weighted_beat_close_rate", static b => b.NotionalBeatClose, static b => b.NotionalBeatCloseWeight, static b => b.NotionalBeatCloseUsers),
        .. Score("count_weighted_avg_clv_pct", static b => b.CountClv, static b => b.CountClvWeight, static b => b.CountClvUsers),
        .. Score("count_weighted_beat_close_rate", static b => b.CountBeatClose, static b => b.CountBeatCloseWeight, static b => b.CountBeatCloseUsers),
    ];

    private static IEnumerable<ExportColumn> Score(string name, Func<SegmentRow, double?> value, Func<SegmentRow, double> weight, Func<SegmentRow, int> users) =>
    [
        new NumberColumn(name, r => r.Board is { } b ? value(b) : null),
        new NumberColumn($"{name}_weight_used", r => r.Board is { } b ? weight(b) : null),
        new IntegerColumn($"{name}_users_used", r => r.Board is { } b ? users(b) : null),
    ];
}
