using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Evidence.Users;

/// <summary>The original's means read out of the whole document's tree, bucket by bucket: slow, and plain enough to check the quick way by.</summary>
internal static class TreeSegmentAnalysis
{
    private static readonly string[] s_dimensions = ["category", "entry_price_tier", "league", "market_type", "sport"];

    public static UserFigures? Read(string user, string? wallet, JsonValue document)
    {
        var buckets = s_dimensions
            .SelectMany(d => (document["segment_analysis"]?["by_" + d]?.AsMembers ?? []).Select(b => KeyValuePair.Create($"{d}:{b.Key}", b.Value)))
            .Where(static b => b.Value.Kind == JsonKind.Object)
            .ToList();
        if (buckets.Count == 0)
        {
            return null;
        }

        var suffix = buckets.Exists(static b => b.Value["avg_clv_pct_pre_event"] is not null) ? "_pre_event" : "";
        return new UserFigures
        {
            User = user,
            Wallet = UserFigures.NonEmpty(wallet),
            RunId = document["run_id"]?.AsText ?? "",
            GeneratedAt = document["generated_at"]?.AsText ?? "",
            Segments = [.. buckets.Select(b => KeyValuePair.Create(new RowName(b.Key, suffix.Length > 0 ? "pre_event" : "combined"), Bucket(b.Value, suffix)))],
        };
    }

    private static SegmentFigures Bucket(JsonValue bucket, string suffix)
    {
        var used = Count(bucket["avg_clv_pct" + suffix + "_count_used"]);
        var weight = Amount(bucket["notional_weighted_avg_clv_pct" + suffix + "_weight_used"]);
        var weighted = Real(bucket["notional_weighted_avg_clv_pct" + suffix]);
        var wins = Count(bucket["wins"]) + Count(bucket["profit_exits"]);
        return new SegmentFigures
        {
            MeanPercent = used > 0 ? Real(bucket["avg_clv_pct" + suffix]) : null,
            Positions = Math.Max(Count(bucket["count"]), used),
            ClvPositions = used,
            Notional = Amount(bucket["notional_w_total_weight_used"]),
            ClvNotional = weighted is null ? 0 : weight,
            PercentNotionalSum = (weighted ?? 0) * weight,
            Wins = wins,
            Resolved = wins + Count(bucket["losses"]) + Count(bucket["loss_exits"]),
        };
    }

    private static double? Real(JsonValue? value) => value?.AsNumber is >= -1e15 and <= 1e15 and var number ? number : null;

    private static double Amount(JsonValue? value) => Real(value) is > 0 and var amount ? amount : 0;

    private static long Count(JsonValue? value) => Real(value) is > 0 and <= 1e12 and var count ? (long)count : 0;
}
