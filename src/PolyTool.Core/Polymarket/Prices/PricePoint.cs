using System.Runtime.InteropServices;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket.Prices;

/// <summary>A price of a token at a time, as it came; it can be outside [0, 1].</summary>
/// <param name="Time">When; of a time span, its start.</param>
/// <param name="Price">USD a share.</param>
/// <param name="Span">The length of the time in which it was observed; zero for an exact observation.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PricePoint(DateTimeOffset Time, double Price, TimeSpan Span)
{
    // The finest grain of the services, and finer than any start of a game is known.
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(1);

    public bool IsValid => Price is >= 0 and <= 1;

    public bool IsTick => Span == TimeSpan.Zero;

    /// <summary>By when it was surely observed.</summary>
    public DateTimeOffset End => Time + Span;

    /// <summary>Whether it was surely observed by a time: of old markets there are prices of three hours only, and one that holds the start of a game may be of the game.</summary>
    public bool WasSeenBy(DateTimeOffset time) => End <= time + s_grace;

    /// <summary>How old it is at a time, at the least.</summary>
    public TimeSpan AgeAt(DateTimeOffset time) => time > End ? time - End : TimeSpan.Zero;
}

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
