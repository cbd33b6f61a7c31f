using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket.Prices;

/// <summary>Tells the payout with which series end from a price.</summary>
internal static class Payouts
{
    /// <summary>
    /// A point at or after settlement is the payout. So is an exact observation of exactly the payout where that time is not known, and whenever
    /// the Data API says it: there the payout stands next to the last price, which can be long before.
    /// </summary>
    public static bool Is(in PricePoint point, string source, HeldPosition position, MarketFacts? market)
    {
        if (market?.IsClosed != true)
        {
            return false;
        }

        if (point.Time >= market.SettledAt)
        {
            return true;
        }

        return (market.SettledAt is null || source != PriceReader.FromClob) && point is { IsTick: true, Price: 0 or 1 } && market.PayoutOf(position) == point.Price;
    }
}
