using System.Runtime.InteropServices;

namespace PolyTool.Core.Polymarket.Fills;

/// <summary>What a position's fills say of its entry, seen from an anchor: what was bought before it counts, what was bought after it is in play.</summary>
/// <param name="FirstBuyTime">Unix seconds of the first buy; null where nothing was bought.</param>
/// <param name="FirstBuyPrice">Its price, USD a share; of several fills in its second, their average by shares.</param>
/// <param name="BoughtBefore">Shares bought before the anchor.</param>
/// <param name="CostBefore">USD paid for them.</param>
/// <param name="SoldBefore">Shares sold before the anchor.</param>
/// <param name="BuysAfter">Fills bought at or after it.</param>
/// <param name="BoughtAfter">Shares of those.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntryOfFills(
    long? FirstBuyTime, double? FirstBuyPrice, double BoughtBefore, double CostBefore, double SoldBefore, int BuysAfter, double BoughtAfter)
{
    /// <summary>The average price of what was bought before the anchor; null where nothing was.</summary>
    public double? Average => BoughtBefore > 0 ? CostBefore / BoughtBefore : null;

    /// <summary>Shares held at the anchor, as far as fills tell.</summary>
    public double HeldAtAnchor => Math.Max(0, BoughtBefore - SoldBefore);

    /// <summary>Sums the fills of a token.</summary>
    /// <param name="fills">Oldest first.</param>
    /// <param name="anchor">Unix seconds; without one all counts as before it.</param>
    public static EntryOfFills Of(IReadOnlyList<Fill> fills, long? anchor)
    {
        long? first = null;
        var (firstCost, firstSize, bought, cost, sold, after, boughtAfter) = (0.0, 0.0, 0.0, 0.0, 0.0, 0, 0.0);
        foreach (var fill in fills)
        {
            if (fill.Size > 0 && (first ??= fill.Time) == fill.Time)
            {
                firstCost += fill.Price * fill.Size;
                firstSize += fill.Size;
            }

            if (fill.Time < (anchor ?? long.MaxValue))
            {
                bought += Math.Max(fill.Size, 0);
                cost += fill.Price * Math.Max(fill.Size, 0);
                sold += Math.Max(-fill.Size, 0);
            }
            else if (fill.Size > 0)
            {
                after++;
                boughtAfter += fill.Size;
            }
        }

        return new EntryOfFills(first, first is null ? null : firstCost / firstSize, bought, cost, sold, after, boughtAfter);
    }
}
