using PolyTool.Core.Dossiers.Write;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Puts a position, its market and its prices together.</summary>
internal static class DossierPositions
{
    public static DossierPosition From(HeldPosition held, MarketFacts? market, PositionClosingLine line, PositionEntryContext? context, bool hedged)
    {
        var outcome = market?.OutcomeOf(held);
        return new DossierPosition
        {
            TokenId = held.TokenId,
            MarketSlug = Shared(market?.Slug, held.Slug),
            Question = Shared(market?.Question, held.Title),
            OutcomeName = outcome is { } index && index < market!.Outcomes.Count && market.Outcomes[index].Length > 0 && market.ContradictionOf(held) is null ? market.Outcomes[index] : held.Outcome,
            Category = market?.Category,
            EntryTime = held.FirstEntry,
            EntryPrice = held.EntryPrice,
            CloseDate = market?.ClosedTime,
            EndDate = market?.EndDate ?? held.EndDate,
            ClosingLine = line,
            EntryContext = context,
            ConditionId = held.ConditionId,
            EventId = market?.EventId ?? held.EventId,
            EventSlug = Shared(market?.EventSlug, held.EventSlug),
            EventTags = market?.Tags ?? [],
            SportsMarketType = market?.SportsMarketType,
            GameStartTime = market?.GameStart,
            EventStartTime = market?.EventStart,
            EntryFees = held.EntryFees,
            FeesActual = held.EntryFees,
            Hedged = hedged,
            NegativeRisk = held.NegativeRisk,
            Status = held.Status,
            ResolutionOutcome = "PENDING",
            Missing = MissingOf(held, market),
        };
    }

    // The market's text, in one copy where the position has the same.
    private static string? Shared(string? market, string? held) => market is null || market == held ? held : market;

    private static string[] MissingOf(HeldPosition held, MarketFacts? market)
    {
        List<string> missing = [.. held.Missing];
        if (market is null)
            missing.Add(held.ConditionId is { Length: not 66 } ? "COMBO_HAS_NO_MARKET" : "MARKET_UNKNOWN");
        else if (market is { IsClosed: true, Payouts: null })
            missing.Add("PAYOUT_UNKNOWN");
        if (held.EntryPrice is null)
            missing.Add("ENTRY_PRICE_NOT_PAID");
        return missing.Count == 0 ? [] : [.. missing];
    }
}
