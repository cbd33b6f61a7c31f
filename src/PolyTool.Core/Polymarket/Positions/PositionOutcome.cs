using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.Fills;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>How a position ended, and what it made: from its fills, from what the Data API says of it, and from the market's payouts.</summary>
internal static class PositionOutcome
{
    // Shares below this are dust that rounding left.
    private const double Dust = 1e-6;

    /// <summary>The position with purchases, sales, payout, outcome and profit filled in.</summary>
    /// <param name="to">The dossier's position.</param>
    /// <param name="held">What the API says, with its fills where they are known.</param>
    /// <param name="market">Its market; null where it is not known.</param>
    /// <param name="asOf">The time that the scan is of.</param>
    public static DossierPosition Fill(DossierPosition to, HeldPosition held, MarketFacts? market, DateTimeOffset asOf)
    {
        FillTotals? fills = held.Fills.Count > 0 ? FillTotals.Of(held.Fills) : null;
        var payout = market?.PayoutOf(held);
        var settledAt = payout is null ? null : market!.SettledAt;
        var bought = fills?.Bought ?? held.TotalSize;
        var gone = Math.Max(Math.Max(bought, held.TotalSize) - held.CurrentSize, 0);
        // Shares that left at or after settlement were redeemed, unless a fill says that they were sold. Where the time is not known, shares that left a closed position brought the payout or a price.
        var isRedeemed = payout is not null && gone > Dust && held.LastEvent is { } last && settledAt is { } settled && last >= settled;
        var sold = fills?.Sold ?? (isRedeemed ? 0 : gone);
        // More can be held than was ever bought: shares of a split or a transfer. Fewer than fills leave: merged or converted, which is neither.
        var remaining = held.CurrentSize + (isRedeemed ? Math.Max(gone - sold, 0) : 0);
        var proceeds = fills?.Proceeds ?? (sold > Dust ? held.RealizedPnl + (held.EntryPrice * sold) : 0);
        var gross = held.RealizedPnl + SettledProfit(held, payout);
        var exit = fills?.LastSell is { } sale ? DateTimeOffset.FromUnixTimeSeconds(sale) : sold > Dust && fills is null ? held.LastEvent : null;
        return to with
        {
            TotalBought = bought,
            TotalCost = fills is { Buys: > 0 } ? fills.Value.Cost : held.EntryPrice * held.TotalSize,
            TotalSold = sold,
            TotalProceeds = proceeds,
            ExitTime = exit,
            ExitPrice = proceeds / sold is { } average && double.IsFinite(average) && sold > Dust ? average : null,
            PositionRemaining = remaining > Dust ? remaining : 0,
            TradeCount = fills?.Buys + fills?.Sells,
            BuyCount = fills?.Buys,
            // Without fills nobody counts sales. One says that there were some: without any, a pending position has no profit in the reports.
            SellCount = fills?.Sells ?? (sold > Dust ? 1 : 0),
            SettlementPrice = payout,
            ResolvedAt = settledAt,
            ResolutionSource = payout is null ? null : market!.PayoutSource,
            ResolutionOutcome = Outcome(payout, remaining > Dust, gross),
            GrossPnl = gross,
            RealizedPnlNet = gross - (held.EntryFees ?? 0),
            HoldDurationSeconds = held.FirstEntry is { } first ? (long)Math.Max(0, ((settledAt ?? exit ?? asOf) - first).TotalSeconds) : null,
        };
    }

    // As the service itself counts: the payout of all that is held, however it came, less what the service says was paid for it.
    private static double SettledProfit(HeldPosition held, double? payout) => (payout, held) switch
    {
        ({ } paid, { EntryCost: { } cost }) => (held.CurrentSize * paid) - cost,
        ({ } paid, { EntryPrice: { } price }) => held.CurrentSize * (paid - price),
        _ => 0,
    };

    private static string Outcome(double? payout, bool remains, double gross) => (payout, remains) switch
    {
        (null, true) => "PENDING",
        (null, false) or (_, false) => gross > 0 ? "PROFIT_EXIT" : "LOSS_EXIT",
        (1, true) => "WIN",
        (0, true) => "LOSS",
        _ => "UNKNOWN_RESOLUTION",
    };
}
