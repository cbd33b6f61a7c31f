using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.ClosingLines;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket;

/// <summary>Puts a position, its market and its prices together.</summary>
internal static class PositionAssembler
{
    // Shares below this are dust that rounding left.
    private const double Dust = 0.01;

    public static DossierPosition From(PricedPosition priced, bool hedged, string? game)
    {
        var (held, market) = (priced.Held, priced.Market);
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
            ClosingLine = priced.Line,
            EntryContext = priced.Context,
            Entry = priced.Entry,
            Markouts = priced.Markouts,
            TakerFeeCents = priced.TakerFeeCents,
            ConditionId = held.ConditionId,
            EventId = market?.EventId ?? held.EventId,
            EventSlug = Shared(market?.EventSlug, held.EventSlug),
            Game = Shared(game, held.EventSlug),
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
        {
            missing.Add(ConditionIds.IsCombo(held.ConditionId) ? "COMBO_HAS_NO_MARKET" : "MARKET_UNKNOWN");
        }
        else if (market is { IsClosed: true, Payouts: null })
        {
            missing.Add("PAYOUT_UNKNOWN");
        }

        if (market?.ContradictionOf(held) is not null)
        {
            missing.Add("OUTCOME_DIFFERS");
        }

        if (held.EntryPrice is null)
        {
            missing.Add("ENTRY_PRICE_NOT_PAID");
        }
        // Of a split, a merge or a conversion: shares that have no price.
        if (held.EntryPrice is not null && held.CurrentSize - Math.Max(held.TotalSize, Fills.FillTotals.Of(held.Fills).Bought) > Dust)
        {
            missing.Add("SHARES_NOT_BOUGHT");
        }

        return missing.Count == 0 ? [] : [.. missing];
    }
}
