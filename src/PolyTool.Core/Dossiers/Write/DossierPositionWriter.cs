using System.Globalization;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>
/// A position as <c>dossier.json</c> holds it: the original's names, and the values that follow from others (CLV, movement,
/// minutes to close, estimated fees) computed here, so that every writer of a dossier computes them alike.
/// </summary>
internal static class DossierPositionWriter
{
    /// <summary>Below this a price has not moved.</summary>
    private const double FlatPrice = 1e-9;

    public static JsonValue ToJson(this DossierPosition position)
    {
        List<KeyValuePair<string, JsonValue>> members = new(160);
        AddAmounts(members, position);
        AddClosingLine(members, position);
        AddEntryContext(members, position);
        AddEntry(members, position);
        AddMarkouts(members, position);
        AddOurs(members, position);
        return JsonValue.Object(members);
    }

    private static void AddAmounts(List<KeyValuePair<string, JsonValue>> to, DossierPosition p)
    {
        var fees = FeeRule.Default.Apply(p.GrossPnl ?? p.RealizedPnlNet ?? 0, p.FeesActual ?? 0);
        Add(to, PositionMembers.ResolvedTokenId, p.TokenId);
        Add(to, PositionMembers.MarketSlug, p.MarketSlug);
        Add(to, PositionMembers.Question, p.Question);
        Add(to, PositionMembers.OutcomeName, p.OutcomeName);
        Add(to, PositionMembers.Category, p.Category);
        Add(to, PositionMembers.EntryTs, Zulu(p.EntryTime));
        Add(to, PositionMembers.EntryPrice, p.EntryPrice);
        Add(to, "total_bought", p.TotalBought);
        Add(to, PositionMembers.TotalCost, p.TotalCost);
        Add(to, "exit_ts", Zulu(p.ExitTime));
        Add(to, "exit_price", p.ExitPrice);
        Add(to, "total_sold", p.TotalSold);
        Add(to, "total_proceeds", p.TotalProceeds);
        Add(to, "hold_duration_seconds", p.HoldDurationSeconds);
        Add(to, PositionMembers.PositionRemaining, p.PositionRemaining);
        Add(to, PositionMembers.TradeCount, p.TradeCount);
        Add(to, "buy_count", p.BuyCount);
        Add(to, PositionMembers.SellCount, p.SellCount);
        Add(to, "settlement_price", p.SettlementPrice);
        Add(to, "resolved_at", Zulu(p.ResolvedAt));
        Add(to, "resolution_source", p.ResolutionSource);
        Add(to, PositionMembers.ResolutionOutcome, p.ResolutionOutcome);
        Add(to, PositionMembers.GrossPnl, fees.GrossPnl);
        Add(to, PositionMembers.RealizedPnlNet, p.RealizedPnlNet);
        Add(to, "realized_pnl_net_estimated_fees", fees.NetOfEstimatedFees);
        Add(to, PositionMembers.FeesActual, fees.Actual);
        Add(to, "fees_estimated", fees.Estimated);
        Add(to, "fees_source", fees.Source);
        Add(to, "close_date_iso", Zulu(p.CloseDate));
        Add(to, "end_date_iso", Zulu(p.EndDate));
        Add(to, "gamma_close_date_iso", Zulu(p.CloseDate));
        Add(to, "gamma_end_date_iso", Zulu(p.EndDate));
    }

    private static void AddClosingLine(List<KeyValuePair<string, JsonValue>> to, DossierPosition p)
    {
        var line = p.ClosingLine;
        var value = LineValue.Of(p.EntryPrice, line.Price);
        var source = value.ClvPct is null ? null : $"{line.PriceSource}|{line.AnchorSource}";
        Add(to, PositionMembers.CloseTs, Offset(line.Anchor));
        Add(to, PositionMembers.CloseTsSource, line.AnchorSource);
        to.Add(new("close_ts_attempted_sources", JsonValue.Array([.. line.AttemptedSources.Select(JsonValue.Of)])));
        Add(to, "close_ts_failure_reason", line.AnchorFailureReason);
        Add(to, PositionMembers.Clv, value.Clv);
        Add(to, "clv_log_odds", value.LogOdds);
        foreach (var variant in (string[])["", "_pre_event"])
        {
            Add(to, $"closing_price{variant}", line.Price);
            Add(to, $"clv_pct{variant}", value.ClvPct);
            to.Add(new($"beat_close{variant}", value.BeatClose is { } beat ? JsonValue.Of(beat) : JsonValue.Null));
            Add(to, $"clv_source{variant}", source);
            Add(to, $"clv_missing_reason{variant}", value.ClvPct is null ? line.MissingReason : null);
        }

        Add(to, "closing_ts_observed", Offset(line.ObservedAt));
        Add(to, "closing_ts_pre_event", Offset(line.ObservedAt));
        foreach (var name in (string[])["closing_price", "closing_ts", "clv_pct", "beat_close", "clv_source"])
        {
            to.Add(new($"{name}_settlement", JsonValue.Null));
        }

        Add(to, "clv_missing_reason_settlement", PositionClosingLine.SettlementIsNoLine);
        Add(to, "closing_price_age_seconds", line.ObservedAt is { } seen && line.Anchor is { } anchor ? (long)(anchor - seen).TotalSeconds : null);
        Add(to, "closing_price_span_seconds", line.Price is null ? null : (long)line.Span.TotalSeconds);
        Add(to, "closing_price_span_holds_entry", line.Price is null ? null : line.SpanHoldsEntry);
        Add(to, "closing_http_status", line.HttpStatus);
        Add(to, "closing_trace_id", line.TraceId);
    }

    private static void AddEntryContext(List<KeyValuePair<string, JsonValue>> to, DossierPosition p)
    {
        var context = p.EntryContext ?? new();
        AddPrice(to, PositionMembers.OpenPrice, context.Open);
        AddPrice(to, PositionMembers.PriceHourBeforeEntry, context.HourBeforeEntry);
        AddPrice(to, PositionMembers.PriceAtEntry, context.AtEntry);
        string? movement = null;
        if (context.HourBeforeEntry.Price is { } before && context.AtEntry.Price is { } at)
        {
            movement = at - before > FlatPrice ? "up" : before - at > FlatPrice ? "down" : "flat";
        }

        Add(to, PositionMembers.MovementDirection, movement);
        Add(to, PositionMembers.MovementDirectionMissingReason, movement is null ? context.HourBeforeEntry.MissingReason ?? context.AtEntry.MissingReason : null);
        (var minutes, var reason) = (p.ClosingLine.Anchor, p.EntryTime) switch
        {
            (null, _) => ((long?)null, "NO_CLOSE_TS"),
            (_, null) => (null, "MISSING_ENTRY_TS"),
            ({ } close, { } entry) when entry > close => (null, "INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE"),
            ({ } close, { } entry) => ((long)Math.Floor((close - entry).TotalMinutes), null),
        };
        Add(to, PositionMembers.MinutesToClose, minutes);
        Add(to, "minutes_to_close_missing_reason", reason);
    }

    private static void AddEntry(List<KeyValuePair<string, JsonValue>> to, DossierPosition p)
    {
        var entry = p.Entry;
        Add(to, PositionMembers.EntrySource, entry is null ? null : entry.IsFromFills ? "fills" : "service");
        Add(to, PositionMembers.FirstBuyTs, Zulu(entry?.FirstBuyTime));
        Add(to, PositionMembers.FirstBuyPrice, entry?.FirstBuyPrice);
        Add(to, "bought_before_close", entry?.BoughtBefore);
        Add(to, PositionMembers.PositionNotionalUsd, entry?.CostBefore);
        Add(to, "sold_before_close", entry?.SoldBefore);
        Add(to, PositionMembers.HeldAtClose, entry?.HeldAt);
        Add(to, PositionMembers.InPlayBuys, entry is null ? null : (long)entry.InPlayBuys);
        Add(to, "in_play_shares", entry?.InPlayShares);
        // Left out where nobody asked: a busy user has tens of thousands of positions.
        for (var i = 0; i < p.EntryContext?.After.Count; i++)
        {
            AddPrice(to, string.Create(CultureInfo.InvariantCulture, $"price_{PositionEntryContext.Delays[i]}m_after_entry"), p.EntryContext.After[i]);
        }

        Add(to, PositionMembers.FollowerFeeCents, p.TakerFeeCents);
    }

    private static void AddMarkouts(List<KeyValuePair<string, JsonValue>> to, DossierPosition p)
    {
        Add(to, PositionMembers.Variant, p.Markouts is null ? "pre_event" : PositionMembers.Markout24h);
        if (p.Markouts is not { } markouts)
        {
            return;
        }

        foreach ((var name, var markout) in (ReadOnlySpan<(string, Markout)>)[("24h", markouts.Day), ("1h", markouts.Hour), ("7d", markouts.Week)])
        {
            Add(to, $"markout_{name}", markout.Price);
            Add(to, $"markout_{name}_ts", Offset(markout.At));
            Add(to, $"markout_{name}_observed_ts", Offset(markout.ObservedAt));
            Add(to, $"markout_{name}_source", markout.Source);
            Add(to, $"markout_{name}_missing_reason", markout.Price is null ? markout.MissingReason : null);
        }

        Add(to, "markout_http_status", markouts.Day.HttpStatus);
        Add(to, "markout_trace_id", markouts.Day.TraceId);
    }

    private static void AddOurs(List<KeyValuePair<string, JsonValue>> to, DossierPosition p)
    {
        Add(to, PositionMembers.ConditionId, p.ConditionId);
        Add(to, PositionMembers.EventId, p.EventId);
        Add(to, PositionMembers.EventSlug, p.EventSlug);
        Add(to, PositionMembers.Game, p.Game);
        to.Add(new(PositionMembers.EventTags, JsonValue.Array([.. p.EventTags.Select(JsonValue.Of)])));
        Add(to, PositionMembers.SportsMarketType, p.SportsMarketType);
        Add(to, PositionMembers.GameStartTime, Zulu(p.GameStartTime));
        Add(to, "event_start_time", Zulu(p.EventStartTime));
        Add(to, PositionMembers.EntryFeesUsdc, p.EntryFees);
        to.Add(new("hedged", JsonValue.Of(p.Hedged)));
        to.Add(new("negative_risk", p.NegativeRisk is { } negative ? JsonValue.Of(negative) : JsonValue.Null));
        Add(to, "position_status", p.Status);
        to.Add(new(PositionMembers.Missing, JsonValue.Array([.. p.Missing.Select(JsonValue.Of)])));
    }

    private static void AddPrice(List<KeyValuePair<string, JsonValue>> to, string name, ObservedPrice price)
    {
        Add(to, name, price.Price);
        Add(to, $"{name}_ts", Offset(price.Time));
        Add(to, $"{name}_missing_reason", price.Price is null ? price.MissingReason : null);
    }

    private static void Add(List<KeyValuePair<string, JsonValue>> to, string name, string? value) => to.Add(new(name, JsonValue.Of(value)));

    private static void Add(List<KeyValuePair<string, JsonValue>> to, string name, bool? value) =>
        to.Add(new(name, value is { } flag ? JsonValue.Of(flag) : JsonValue.Null));

    private static void Add(List<KeyValuePair<string, JsonValue>> to, string name, long? value) => to.Add(new(name, JsonValue.Of(value)));

    // What is not finite is not known.
    private static void Add(List<KeyValuePair<string, JsonValue>> to, string name, double? value) =>
        to.Add(new(name, value is { } number && double.IsFinite(number) ? JsonValue.Of(Rounding.ToSixDecimals(number)) : JsonValue.Null));

    private static string? Zulu(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Offset(DateTimeOffset? time) => time is { } value ? Files.EpochClock.Format(value) : null;
}
