namespace PolyTool.Core.Polymarket.Probing;

/// <summary>Where an answer's rows lie, and what a scan reads of each.</summary>
/// <param name="Rows">The name of the list; null where the answer is the list; empty where the answer is one row.</param>
/// <param name="Rules">The fields.</param>
internal sealed record RouteShape(string? Rows, IReadOnlyList<ShapeRule> Rules)
{
    private const string Number = "number|text";
    private const string List = "text|list";

    public static RouteShape Profiles { get; } = new("profiles", [new("name", "text"), new("proxyWallet", "text", Sizes.Wallet)]);

    public static RouteShape Markets { get; } = new(null,
    [
        new("conditionId", "text", Sizes.Condition), new("slug", "text"), new("question", "text"), new("outcomes", List), new("outcomePrices", List),
        new("clobTokenIds", List), new("closed", "flag"), new("endDate", "text", Sizes.TimeText, Optional: true), new("closedTime", "text", Sizes.TimeText, Optional: true),
        new("gameStartTime", "text", Sizes.TimeText, Optional: true), new("sportsMarketType", "text", Optional: true), new("tags", "list", Optional: true), new("events", "list"),
    ]);

    public static RouteShape Sports { get; } = new(null, [new("sport", "text"), new("tags", "text")]);

    public static RouteShape Positions { get; } = new("data",
    [
        new("token_id", Number, Sizes.Token), new("condition_id", "text", Sizes.Condition), new("current_size", Number, Sizes.Shares), new("avg_price", Number, Sizes.Price),
        new("entry_cost_usdc", Number, Sizes.Dollars), new("entry_fees_usdc", Number, Sizes.Dollars), new("total_size", Number, Sizes.Shares), new("realized_pnl", Number, Sizes.Dollars),
        new("status", "text", Sizes.Status), new("title", "text"), new("slug", "text"), new("event_slug", "text"), new("outcome", "text"), new("outcome_index", Number, Sizes.Count),
        new("end_date", "text", Sizes.TimeText), new("last_event_at", Number, Sizes.Time), new("first_entry_at", Number, Sizes.Time), new("name", "text", Optional: true),
        new("negative_risk", "flag", Optional: true),
    ]);

    public static RouteShape Trades { get; } = new("data",
    [
        new("token_id", Number, Sizes.Token), new("condition_id", "text", Sizes.Condition), new("side", "text", Sizes.Side), new("size", Number, Sizes.Shares), new("price", Number, Sizes.Price),
        new("timestamp", Number, Sizes.Time), new("proxy_wallet", "text", Sizes.Wallet),
    ]);

    public static RouteShape Resolutions { get; } = new("data",
    [
        new("condition_id", "text", Sizes.Condition), new("status", "text"), new("payouts", "list", Sizes.Payouts), new("resolved_at", Number, Sizes.TimeText, Optional: true),
    ]);

    public static RouteShape UserStatistics { get; } = new("",
    [
        new("data.trades", Number, Sizes.Count), new("data.join_date", Number, Sizes.Time), new("data.all_time_pnl.trade_count", Number, Sizes.Count),
    ]);

    public static RouteShape Prices { get; } = new("data",
    [
        new("timestamp", Number, Sizes.Time), new("price", Number, Sizes.Price), new("resolution_seconds", Number, Sizes.Span, Optional: true),
    ]);

    public static RouteShape ClobPrices { get; } = new("history", [new("t", Number, Sizes.Time), new("p", Number, Sizes.Price)]);

    /// <summary>Prices of several tokens: by token, so the rows are looked at apart.</summary>
    public static RouteShape ClobBatch { get; } = new("", [new("history", "object")]);

    public static RouteShape Combos { get; } = new("data", [new("combo_condition_id", "text", Optional: true), new("combo_position_id", Number, Optional: true)]);
}
