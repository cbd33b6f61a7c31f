namespace PolyTool.Core.Dossiers.Write;

/// <summary>
/// One outcome token of one wallet, after the closing-line step: a row of <c>dossier.json</c>. The first part has the
/// original's fields, the second part what this scan adds. Amounts are USD, sizes are shares, prices are USD a share
/// in [0, 1], times are UTC. Null means not known; it is written as <c>null</c>, never left out.
/// </summary>
internal sealed record DossierPosition
{
    /// <summary>The outcome token's id, a decimal number of up to 78 digits; written as <c>resolved_token_id</c>.</summary>
    public required string TokenId { get; init; }

    /// <summary>The market's slug.</summary>
    public string? MarketSlug { get; init; }

    /// <summary>The market's question.</summary>
    public string? Question { get; init; }

    /// <summary>The outcome's name, e.g. <c>Yes</c> or a team.</summary>
    public string? OutcomeName { get; init; }

    /// <summary>Category as the API gives it; mostly absent, the tags say more.</summary>
    public string? Category { get; init; }

    /// <summary>First buy.</summary>
    public DateTimeOffset? EntryTime { get; init; }

    /// <summary>Average price of the buys before the anchor, fees apart; of all buys where there is none before it. Null for shares that came by split or transfer.</summary>
    public double? EntryPrice { get; init; }

    /// <summary>Shares bought over the position's life.</summary>
    public double? TotalBought { get; init; }

    /// <summary>USD paid for them, fees apart: the notional weight of the position.</summary>
    public double? TotalCost { get; init; }

    /// <summary>The position's last event, where something was sold.</summary>
    public DateTimeOffset? ExitTime { get; init; }

    /// <summary>Proceeds a share.</summary>
    public double? ExitPrice { get; init; }

    /// <summary>Shares sold.</summary>
    public double? TotalSold { get; init; }

    /// <summary>USD received for them.</summary>
    public double? TotalProceeds { get; init; }

    /// <summary>Seconds from entry to resolution, exit or the time of the scan.</summary>
    public long? HoldDurationSeconds { get; init; }

    /// <summary>Shares held at the end, or at resolution.</summary>
    public double? PositionRemaining { get; init; }

    /// <summary>Fills; null where they were not read.</summary>
    public long? TradeCount { get; init; }

    /// <summary>Buys; null where they were not read.</summary>
    public long? BuyCount { get; init; }

    /// <summary>Sales; 1 where there were some and nobody counted them. A pending position without sales has no profit or loss.</summary>
    public long? SellCount { get; init; }

    /// <summary>Payout a share, any value in [0, 1].</summary>
    public double? SettlementPrice { get; init; }

    /// <summary>When the market resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Where the payout comes from, e.g. <c>gamma</c> or <c>data-v2</c>.</summary>
    public string? ResolutionSource { get; init; }

    /// <summary><c>WIN</c>, <c>LOSS</c>, <c>PROFIT_EXIT</c>, <c>LOSS_EXIT</c>, <c>PENDING</c> or <c>UNKNOWN_RESOLUTION</c>.</summary>
    public required string ResolutionOutcome { get; init; }

    /// <summary>Profit or loss before fees, USD.</summary>
    public double? GrossPnl { get; init; }

    /// <summary>Profit or loss as the API reports it, USD.</summary>
    public double? RealizedPnlNet { get; init; }

    /// <summary>Fees paid, USD.</summary>
    public double? FeesActual { get; init; }

    /// <summary>The market's closing time.</summary>
    public DateTimeOffset? CloseDate { get; init; }

    /// <summary>The market's end date.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>The closing line and what it says of the entry.</summary>
    public required PositionClosingLine ClosingLine { get; init; }

    /// <summary>The first buy, and what was bought and sold before the anchor and after it.</summary>
    public PositionEntry? Entry { get; init; }

    /// <summary>What the market was worth a fixed time after the first buy; null where it has a scheduled start, and then the closing line counts.</summary>
    public PositionMarkouts? Markouts { get; init; }

    /// <summary>The taker's fee that somebody would pay who bought at the first price five minutes after the first buy, cents a share; null where that price is not known.</summary>
    public double? TakerFeeCents { get; init; }

    /// <summary>The game that the market belongs to, by the slug of its main event.</summary>
    public string? Game { get; init; }

    /// <summary>Prices before entry; null where they were not asked for (<c>-Lite</c>).</summary>
    public PositionEntryContext? EntryContext { get; init; }

    /// <summary>The market's condition id (<c>0x</c> and 62 or 64 hex digits).</summary>
    public string? ConditionId { get; init; }

    /// <summary>The event's id.</summary>
    public string? EventId { get; init; }

    /// <summary>The event's slug; what resolves together has one event.</summary>
    public string? EventSlug { get; init; }

    /// <summary>The event's tag slugs, lower-case, in the API's order.</summary>
    public IReadOnlyList<string> EventTags { get; init; } = [];

    /// <summary>Gamma's <c>sportsMarketType</c>.</summary>
    public string? SportsMarketType { get; init; }

    /// <summary>Start of the game.</summary>
    public DateTimeOffset? GameStartTime { get; init; }

    /// <summary>Start of the event.</summary>
    public DateTimeOffset? EventStartTime { get; init; }

    /// <summary>Fees paid at entry, USD.</summary>
    public double? EntryFees { get; init; }

    /// <summary>Shares of both outcomes of the market were held, so this is no bet of its own.</summary>
    public bool Hedged { get; init; }

    /// <summary>The market is one of a group of which one wins.</summary>
    public bool? NegativeRisk { get; init; }

    /// <summary>The position's state as the API says it, e.g. <c>OPEN</c> or <c>REDEEMABLE_LOST</c>.</summary>
    public string? Status { get; init; }

    /// <summary>What of the position could not be had, as codes; empty where nothing is missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
