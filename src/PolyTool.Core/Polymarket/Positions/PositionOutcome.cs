using PolyTool.Core.Dossiers.Write;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>How a position ended, and what it made: from what the Data API says of it and the market's payouts.</summary>
internal static class PositionOutcome
{
    // Shares below this are dust that rounding left.
    private const double Dust = 1e-6;

    /// <summary>The position with sales, payout, outcome and profit filled in.</summary>
    /// <param name="to">The dossier's position.</param>
    /// <param name="held">What the API says.</param>
    /// <param name="market">Its market; null where it is not known.</param>
    /// <param name="asOf">The time that the scan is of.</param>
    public static DossierPosition Fill(DossierPosition to, HeldPosition held, MarketFacts? market, DateTimeOffset asOf)
    {
        var payout = market?.PayoutOf(held);
        var settledAt = payout is null ? null : market!.SettledAt;
        var gone = Math.Max(held.TotalSize - held.CurrentSize, 0);
        // Shares that left at or after settlement were redeemed, not sold. Where the time is not known, shares that left a closed position brought the payout or a price.
        var redeemed = payout is not null && gone > Dust && held.LastEvent is { } last && settledAt is { } settled && last >= settled;
        var sold = redeemed ? 0 : gone;
        // More can be held than was ever bought: shares of a split or a transfer.
        var remaining = held.CurrentSize + gone - sold;
        var cost = held.EntryPrice * held.TotalSize;
        var proceeds = sold > Dust && held.EntryPrice is { } price ? held.RealizedPnl + (price * sold) : sold > Dust ? (double?)null : 0;
        var gross = held.RealizedPnl + (payout is { } paid && held.EntryPrice is { } entry ? held.CurrentSize * (paid - entry) : 0);
        var exit = sold > Dust ? held.LastEvent : null;
        return to with
        {
            TotalBought = held.TotalSize,
            TotalCost = cost,
            TotalSold = sold,
            TotalProceeds = proceeds,
            ExitTime = exit,
            ExitPrice = proceeds / sold is { } average && double.IsFinite(average) && sold > Dust ? average : null,
            PositionRemaining = remaining > Dust ? remaining : 0,
            // The service does not count sales. One says that there were some: without any, a pending position has no profit in the reports.
            SellCount = sold > Dust ? 1 : 0,
            SettlementPrice = payout,
            ResolvedAt = settledAt,
            ResolutionSource = payout is null ? null : market!.PayoutSource,
            ResolutionOutcome = Outcome(payout, remaining > Dust, gross),
            GrossPnl = gross,
            RealizedPnlNet = gross - (held.EntryFees ?? 0),
            HoldDurationSeconds = held.FirstEntry is { } first ? (long)Math.Max(0, ((settledAt ?? exit ?? asOf) - first).TotalSeconds) : null,
        };
    }

    private static string Outcome(double? payout, bool remains, double gross) => (payout, remains) switch
    {
        (null, true) => "PENDING",
        (null, false) or (_, false) => gross > 0 ? "PROFIT_EXIT" : "LOSS_EXIT",
        (1, true) => "WIN",
        (0, true) => "LOSS",
        _ => "UNKNOWN_RESOLUTION",
    };
}
