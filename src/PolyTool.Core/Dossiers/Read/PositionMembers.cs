namespace PolyTool.Core.Dossiers.Read;

/// <summary>The names of a position's members in <c>dossier.json</c> that both its writer and its reader know: the original's, and ours.</summary>
internal static class PositionMembers
{
    public const string Category = "category";
    public const string CloseTs = "close_ts";
    public const string CloseTsSource = "close_ts_source";
    public const string Clv = "clv";
    public const string ConditionId = "condition_id";
    public const string EntryFeesUsdc = "entry_fees_usdc";
    public const string EntryPrice = "entry_price";
    public const string EntrySource = "entry_source";
    public const string EntryTs = "entry_ts";
    public const string EventId = "event_id";
    public const string EventSlug = "event_slug";
    public const string EventTags = "event_tags";
    public const string FeesActual = "fees_actual";
    public const string FirstBuyPrice = "first_buy_price";
    public const string FirstBuyTs = "first_buy_ts";
    public const string FollowerFeeCents = "follower_fee_cents";
    public const string Game = "game";
    public const string GameStartTime = "game_start_time";
    public const string GrossPnl = "gross_pnl";
    public const string HeldAtClose = "held_at_close";
    public const string InPlayBuys = "in_play_buys";
    public const string MarketSlug = "market_slug";
    public const string Markout24h = "markout_24h";
    public const string MinutesToClose = "minutes_to_close";
    public const string Missing = "missing";
    public const string MovementDirection = "movement_direction";
    public const string MovementDirectionMissingReason = "movement_direction_missing_reason";
    public const string OpenPrice = "open_price";
    public const string OutcomeName = "outcome_name";
    public const string PositionNotionalUsd = "position_notional_usd";
    public const string PositionRemaining = "position_remaining";
    public const string PriceHourBeforeEntry = "price_1h_before_entry";
    public const string PriceAtEntry = "price_at_entry";
    public const string Question = "question";
    public const string RealizedPnlNet = "realized_pnl_net";
    public const string ResolutionOutcome = "resolution_outcome";
    public const string ResolvedTokenId = "resolved_token_id";
    public const string SellCount = "sell_count";
    public const string SportsMarketType = "sports_market_type";
    public const string TotalCost = "total_cost";
    public const string TradeCount = "trade_count";
    public const string Variant = "variant";
}
