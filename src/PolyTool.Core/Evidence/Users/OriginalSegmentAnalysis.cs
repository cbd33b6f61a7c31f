using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Evidence.Users;

/// <summary>
/// Reads users' means from the original's <c>segment_analysis.json</c> (or the same object in its coverage report).
/// It carries no variances and no events; settlement prices are no closing line and are not read.
/// </summary>
internal static class OriginalSegmentAnalysis
{
    // Of a bucket these numbers, and four of each variant behind them.
    private const int Count = 0;
    private const int Losses = 1;
    private const int LossExits = 2;
    private const int Notional = 3;
    private const int ProfitExits = 4;
    private const int Wins = 5;
    private const int PreEvent = 6;
    private const int Combined = PreEvent + OfVariant;

    private const int Mean = 0;
    private const int CountUsed = 1;
    private const int WeightedMean = 2;
    private const int WeightUsed = 3;
    private const int OfVariant = 4;

    private static readonly NumberColumns s_columns = new(
        "count", "losses", "loss_exits", "notional_w_total_weight_used", "profit_exits", "wins",
        "avg_clv_pct_pre_event", "avg_clv_pct_pre_event_count_used",
        "notional_weighted_avg_clv_pct_pre_event", "notional_weighted_avg_clv_pct_pre_event_weight_used",
        "avg_clv_pct", "avg_clv_pct_count_used", "notional_weighted_avg_clv_pct", "notional_weighted_avg_clv_pct_weight_used");

    private static readonly (string Key, string Dimension)[] s_dimensions =
    [
        ("by_category", "category"), ("by_entry_price_tier", "entry_price_tier"), ("by_league", "league"),
        ("by_market_type", "market_type"), ("by_sport", "sport"),
    ];

    /// <summary>What is read of the document, and what a leaderboard reads of it.</summary>
    public static JsonShape Shape { get; } = JsonShape.Members(
        ("generated_at", JsonShape.All),
        ("run_id", JsonShape.All),
        ("segment_analysis", JsonShape.Members([CoverageNumbers.MetaMember, .. s_dimensions.Select(static d => (d.Key, JsonShape.Table(s_columns)))])));

    /// <summary>The user's figures; null where the document has no segments.</summary>
    /// <param name="user">The user as the batch names them.</param>
    /// <param name="wallet">Their wallet, where the run root names it.</param>
    /// <param name="document">The document.</param>
    public static UserFigures? Read(string user, string? wallet, JsonValue document)
    {
        var analysis = document["segment_analysis"];
        var tables = Array.ConvertAll(s_dimensions, d => analysis?[d.Key]?.Table(s_columns));
        var buckets = tables.Sum(static table => table?.Rows.Count ?? 0);
        if (buckets == 0)
        {
            return null;
        }

        // One variant a user: newer files have the line before the event, older ones only the combined price.
        var isPreEvent = Array.Exists(tables, static table => table?.HasColumn(PreEvent) == true);
        List<KeyValuePair<RowName, SegmentFigures>> segments = new(buckets);
        for (var dimension = 0; dimension < tables.Length; dimension++)
        {
            for (var row = 0; row < tables[dimension]?.Rows.Count; row++)
            {
                RowName name = new($"{s_dimensions[dimension].Dimension}:{tables[dimension]!.Rows[row]}", isPreEvent ? "pre_event" : "combined");
                segments.Add(KeyValuePair.Create(name, Bucket(tables[dimension]![row], isPreEvent ? PreEvent : Combined)));
            }
        }

        return new UserFigures
        {
            User = user,
            Wallet = UserFigures.NonEmpty(wallet),
            RunId = document["run_id"]?.AsText ?? "",
            GeneratedAt = document["generated_at"]?.AsText ?? "",
            Segments = segments,
        };
    }

    private static SegmentFigures Bucket(ReadOnlySpan<double> bucket, int variant)
    {
        var used = Whole(bucket[variant + CountUsed]);
        var weight = Amount(bucket[variant + WeightUsed]);
        var weighted = Real(bucket[variant + WeightedMean]);
        var wins = Whole(bucket[Wins]) + Whole(bucket[ProfitExits]);
        return new SegmentFigures
        {
            MeanPercent = used > 0 ? Real(bucket[variant + Mean]) : null,
            Positions = Math.Max(Whole(bucket[Count]), used),
            ClvPositions = used,
            Notional = Amount(bucket[Notional]),
            ClvNotional = weighted is null ? 0 : weight,
            PercentNotionalSum = (weighted ?? 0) * weight,
            Wins = wins,
            Resolved = wins + Whole(bucket[Losses]) + Whole(bucket[LossExits]),
        };
    }

    private static double? Real(double value) => value is >= -1e15 and <= 1e15 ? value : null;

    private static double Amount(double value) => Real(value) is > 0 and var amount ? amount : 0;

    private static long Whole(double value) => Real(value) is > 0 and <= 1e12 and var count ? (long)count : 0;
}
