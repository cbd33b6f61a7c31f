using System.Numerics;
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
        .. Measure("follow_through", static e => e.FollowThrough),
        .. Measure("total", static e => e.Total),
        .. Measure("execution", static e => e.Execution),
        .. Measure("net", static e => e.Net),
        .. Measure("percent", static e => e.Percent),
        .. Measure("log_odds", static e => e.LogOdds),
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
        Text("variant", static e => e.Variant),
        Text("test_measure", static e => e.TestMeasure),
    ];

    private static IEnumerable<ExportColumn> Sizes() =>
    [
        Integer("users", static e => e.Users),
        Integer("wallets", static e => e.Wallets),
        Integer("events", static e => e.Events),
        Integer("distinct_events", static e => e.DistinctEvents),
        Integer("days", static e => e.Days),
        Integer("positions", static e => e.Positions),
        Number("clv_coverage", static e => e.ClvCoverage),
        Number("tested_share", static e => e.TestedShare),
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
        Number("money", static e => e.Money),
        Number("beat_close_rate", static e => e.BeatCloseRate),
        Number("beat_close_fair", static e => e.BeatCloseFair),
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
        Number("q_any_dependence", static e => e.QAnyDependence),
        Number("user_p", static e => e.UserP),
        Number("skew_adjusted_p", static e => e.SkewAdjustedP),
        Number("game_error", static e => e.GameError),
        Number("game_p", static e => e.GameP),
        Number("day_error", static e => e.DayError),
        Number("day_p", static e => e.DayP),
        Number("variance_floor", static e => e.VarianceFloor),
        Number("mean_price", static e => e.MeanPrice),
        Number("near_payout_share", static e => e.NearPayoutShare),
        Integer("rest_owners", static e => e.VsOwnRest?.Owners),
        Number("over_rest_mean", static e => e.VsOwnRest?.Mean),
        Number("over_rest_lower", static e => e.VsOwnRest?.Lower),
        Number("over_rest_upper", static e => e.VsOwnRest?.Upper),
        Number("over_rest_p", static e => e.VsOwnRest?.P),
        Number("over_rest_q", static e => e.VsOwnRest?.Q),
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

/// <summary>A column of the exports that programs read: a name, and a value of one type for every segment.</summary>
/// <param name="Name">Its name, in snake case, as the batch's files name things.</param>
internal abstract record ExportColumn(string Name);

/// <summary>A column of text.</summary>
internal sealed record TextColumn(string Name, Func<ExportRow, string?> Value) : ExportColumn(Name);

/// <summary>A column of integers of any size.</summary>
internal sealed record IntegerColumn(string Name, Func<ExportRow, BigInteger?> Value) : ExportColumn(Name);

/// <summary>A column of finite doubles.</summary>
internal sealed record NumberColumn(string Name, Func<ExportRow, double?> Value) : ExportColumn(Name);

/// <summary>A column of true and false.</summary>
internal sealed record FlagColumn(string Name, Func<ExportRow, bool?> Value) : ExportColumn(Name);
