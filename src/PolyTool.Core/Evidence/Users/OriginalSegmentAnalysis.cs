using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Evidence.Users;

/// <summary>
/// Reads users' means from the original's <c>segment_analysis.json</c> (or the same object in its coverage report).
/// It carries no variances and no events; settlement prices are no closing line and are not read.
/// </summary>
internal static class OriginalSegmentAnalysis
{
    private static readonly (string Key, string Dimension)[] s_dimensions =
    [
        ("by_category", "category"), ("by_entry_price_tier", "entry_price_tier"), ("by_league", "league"),
        ("by_market_type", "market_type"), ("by_sport", "sport"),
    ];

    private static readonly string[] s_fields =
    [
        "count", "losses", "loss_exits", "notional_w_total_weight_used", "profit_exits", "wins",
        .. new[] { "", "_pre_event" }.SelectMany(static suffix => new[]
        {
            "avg_clv_pct" + suffix, "avg_clv_pct" + suffix + "_count_used",
            "notional_weighted_avg_clv_pct" + suffix, "notional_weighted_avg_clv_pct" + suffix + "_weight_used",
        }),
    ];

    /// <summary>What is read of the document, and what a leaderboard reads of it.</summary>
    public static JsonShape Shape { get; } = JsonShape.Members(
        ("generated_at", JsonShape.All),
        ("run_id", JsonShape.All),
        ("segment_analysis", JsonShape.Members(
            [CoverageNumbers.MetaMember, .. s_dimensions.Select(static d => (d.Key, JsonShape.Each(JsonShape.Members([.. s_fields.Select(static name => (name, JsonShape.All))]))))])));

    /// <summary>The user's figures; null where the document has no segments.</summary>
    /// <param name="user">The user as the batch names them.</param>
    /// <param name="wallet">Their wallet, where the run root names it.</param>
    /// <param name="document">The document.</param>
    public static UserFigures? Read(string user, string? wallet, JsonValue document)
    {
        var analysis = document["segment_analysis"];
        var buckets = s_dimensions
            .SelectMany(d => (analysis?[d.Key]?.AsMembers ?? []).Select(b => KeyValuePair.Create($"{d.Dimension}:{b.Key}", b.Value)))
            .Where(b => b.Value.Kind == JsonKind.Object)
            .ToList();
        if (buckets.Count == 0)
        {
            return null;
        }

        // One variant a user: newer files have the line before the event, older ones only the combined price.
        var suffix = buckets.Exists(b => b.Value["avg_clv_pct_pre_event"] is not null) ? "_pre_event" : "";
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
