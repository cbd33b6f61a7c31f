using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Probing;

/// <summary>Where a route's rows lie, and what a scan reads of each.</summary>
/// <param name="Rows">The name of the list; null where the answer is the list; empty where the answer is one row.</param>
/// <param name="Rules">The fields.</param>
internal sealed record RouteShape(string? Rows, IReadOnlyList<ShapeRule> Rules)
{
    private const string Number = "number|text";

    public static RouteShape Of(ApiRoute route) => Shapes[route];

    private static readonly Dictionary<ApiRoute, RouteShape> Shapes = new()
    {
        [ApiRoute.Search] = new("profiles", [new("name", "text"), new("proxyWallet", "text")]),
        [ApiRoute.Markets] = new(null,
        [
            new("conditionId", "text"), new("slug", "text"), new("question", "text"), new("outcomes", "text|list"), new("outcomePrices", "text|list"),
            new("clobTokenIds", "text|list"), new("closed", "flag"), new("endDate", "text", Optional: true), new("closedTime", "text", Optional: true),
            new("gameStartTime", "text", Optional: true), new("sportsMarketType", "text", Optional: true), new("tags", "list", Optional: true), new("events", "list"),
        ]),
        [ApiRoute.Positions] = new("data",
        [
            new("token_id", Number), new("condition_id", "text"), new("current_size", Number), new("avg_price", Number), new("entry_cost_usdc", Number),
            new("entry_fees_usdc", Number), new("total_size", Number), new("realized_pnl", Number), new("status", "text"), new("title", "text"), new("slug", "text"),
            new("event_slug", "text"), new("outcome", "text"), new("outcome_index", Number), new("end_date", "text"), new("last_event_at", Number),
            new("first_entry_at", Number), new("name", "text", Optional: true), new("negative_risk", "flag", Optional: true),
        ]),
        [ApiRoute.OldPositions] = new(null,
        [
            new("asset", Number), new("conditionId", "text"), new("size", Number), new("avgPrice", Number), new("initialValue", Number), new("totalBought", Number),
            new("realizedPnl", Number), new("redeemable", "flag"), new("slug", "text"), new("outcome", "text"), new("outcomeIndex", Number),
        ]),
        [ApiRoute.OldClosedPositions] = new(null,
        [
            new("asset", Number), new("conditionId", "text"), new("avgPrice", Number), new("totalBought", Number), new("realizedPnl", Number), new("slug", "text"),
            new("outcome", "text"), new("outcomeIndex", Number), new("timestamp", Number),
        ]),
        [ApiRoute.Trades] = new("data", [new("token_id", Number), new("side", "text"), new("size", Number), new("price", Number), new("timestamp", Number)]),
        [ApiRoute.OldTrades] = new(null, [new("asset", Number), new("side", "text"), new("timestamp", Number)]),
        [ApiRoute.Resolutions] = new("data", [new("condition_id", "text"), new("status", "text"), new("payouts", "list"), new("resolved_at", "text", Optional: true)]),
        [ApiRoute.UserStatistics] = new("", [new("data.trades", Number), new("data.join_date", Number), new("data.all_time_pnl.trade_count", Number)]),
        [ApiRoute.Prices] = new("data", [new("timestamp", Number), new("price", Number), new("resolution_seconds", Number, Optional: true)]),
        [ApiRoute.ClobPrices] = new("history", [new("t", Number), new("p", Number)]),
    };
}
