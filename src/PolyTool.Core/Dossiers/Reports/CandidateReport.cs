using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>
/// The segments that a user's scan proposes as hypotheses: the five with the highest CLV among those with five positions or
/// more. It is a choice of the best of many, without any test; <c>segment_evidence.json</c> says what of it holds.
/// </summary>
internal static class CandidateReport
{
    private const int MostCandidates = 5;
    private static readonly string[] s_dimensions = ["entry_price_tier", "market_type", "league", "sport", "category"];

    private static readonly string[] s_metrics =
    [
        "count", "win_rate", "avg_clv_pct", "avg_clv_pct_count_used", "beat_close_rate", "beat_close_rate_count_used",
        "avg_entry_drift_pct", "avg_entry_drift_pct_count_used",
        "avg_minutes_to_close", "median_minutes_to_close", "minutes_to_close_count_used",
        "median_clv_pct", "trimmed_mean_clv_pct", "p25_clv_pct", "p75_clv_pct", "robust_clv_pct_count_used",
        "median_entry_drift_pct", "trimmed_mean_entry_drift_pct", "p25_entry_drift_pct", "p75_entry_drift_pct", "robust_entry_drift_pct_count_used",
        "notional_weighted_avg_clv_pct", "notional_weighted_avg_clv_pct_weight_used",
        "notional_weighted_beat_close_rate", "notional_weighted_beat_close_rate_weight_used",
        "notional_weighted_avg_clv_pct_settlement", "notional_weighted_avg_clv_pct_settlement_weight_used",
        "notional_weighted_avg_clv_pct_pre_event", "notional_weighted_avg_clv_pct_pre_event_weight_used",
        "avg_clv_pct_settlement", "avg_clv_pct_pre_event",
    ];

    // Weighted means first, the line before the event first: what is tried, in order.
    private static readonly (string Suffix, string Variant)[] s_variants = [("_pre_event", "pre_event"), ("_settlement", "settlement"), ("", "combined")];

    /// <summary>The candidates, best first.</summary>
    /// <param name="segmentAnalysis">The value that <see cref="SegmentReport.ToJson"/> gives.</param>
    public static JsonValue Of(JsonValue segmentAnalysis) => JsonValue.Array(
    [
        .. s_dimensions.SelectMany(d => segmentAnalysis[$"by_{d}"]!.Members.Select(b => Ranked($"{d}:{b.Key}", b.Value)))
            .OfType<RankedSegment>()
            .OrderByDescending(static s => s.Clv)
            .ThenByDescending(static s => s.BeatClose)
            .ThenBy(static s => s.Key, CodePointOrder.Comparer)
            .Take(MostCandidates)
            .Select(static (s, i) => s.ToJson(i + 1)),
    ]);

    private static RankedSegment? Ranked(string key, JsonValue bucket)
    {
        if (bucket["count"]!.Number < SegmentReport.MinimumCount)
        {
            return null;
        }

        // A missing rate ranks like 0.
        var beatClose = Number(bucket, "notional_weighted_beat_close_rate") ?? 0;
        foreach ((var suffix, var variant) in s_variants)
        {
            var field = $"notional_weighted_avg_clv_pct{suffix}";
            if (Number(bucket, field) is { } clv && Number(bucket, $"{field}_weight_used") is > 0 and var weight)
            {
                return new(key, bucket, clv, beatClose, variant, "notional", weight);
            }
        }

        foreach ((var suffix, var variant) in s_variants)
        {
            if (Number(bucket, $"avg_clv_pct{suffix}") is { } clv)
            {
                return new(key, bucket, clv, beatClose, variant, "count", 0);
            }
        }

        return null;
    }

    private static double? Number(JsonValue bucket, string field) => bucket[field] is { IsNull: false } value ? value.Number : null;

    private sealed record RankedSegment(string Key, JsonValue Bucket, double Clv, double BeatClose, string Variant, string Weighting, double Weight)
    {
        public JsonValue ToJson(int rank)
        {
            var count = (long)Bucket["count"]!.Number;
            return JsonValue.Object(
                ("segment_key", JsonValue.Of(Key)),
                ("rank", JsonValue.Of(rank)),
                ("clv_variant_used", JsonValue.Of(Variant)),
                ("metrics", JsonValue.Object(s_metrics.Select(m => KeyValuePair.Create(m, Bucket[m]!)))),
                ("denominators", JsonValue.Object(
                    ("count_used", JsonValue.Of(count)), ("weight_used", JsonValue.Of(Weight)), ("weighting", JsonValue.Of(Weighting)))),
                ("falsification_plan", JsonValue.Object(
                    ("min_sample_size", JsonValue.Of(Math.Max(30, 2 * count))),
                    ("min_coverage_rate", JsonValue.Of(0.8)),
                    ("stop_conditions", JsonValue.Array(
                    [
                        JsonValue.Of("notional_weighted_avg_clv_pct < 0 for 2 consecutive future periods"),
                        JsonValue.Of($"count drops below {SegmentReport.MinimumCount} in a future run"),
                    ])))));
        }
    }
}
