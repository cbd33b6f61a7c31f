using System.Runtime.InteropServices;

namespace PolyTool.Core.Polymarket.Fills;

/// <summary>One fill of a user in one token, as small as it can be: a busy user has a hundred thousand.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Price">USD a share, in (0, 1].</param>
/// <param name="Size">Shares; below 0 where they were sold.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Fill(long Time, double Price, double Size)
{
    /// <summary>By time; within a second the services know no order, so buys come first, then by price and size: sums are the same whatever order the feed had.</summary>
    public static int Compare(Fill one, Fill other) =>
        one.Time != other.Time ? one.Time.CompareTo(other.Time)
        : one.Size > 0 != other.Size > 0 ? (one.Size > 0 ? -1 : 1)
        : one.Price != other.Price ? one.Price.CompareTo(other.Price)
        : one.Size.CompareTo(other.Size);
}

/// <summary>What was bought and sold of a token over a position's whole life.</summary>
/// <param name="Buys">Fills bought.</param>
/// <param name="Bought">Their shares.</param>
/// <param name="Cost">USD paid, fees apart.</param>
/// <param name="Sells">Fills sold.</param>
/// <param name="Sold">Their shares.</param>
/// <param name="Proceeds">USD received.</param>
/// <param name="LastSell">Unix seconds of the last sale.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FillTotals(int Buys, double Bought, double Cost, int Sells, double Sold, double Proceeds, long? LastSell)
{
    /// <summary>Sums the fills of a token.</summary>
    public static FillTotals Of(IReadOnlyList<Fill> fills)
    {
        var (buys, bought, cost, sells, sold, proceeds) = (0, 0.0, 0.0, 0, 0.0, 0.0);
        long? last = null;
        foreach (var fill in fills)
        {
            if (fill.Size > 0)
            {
                buys++;
                bought += fill.Size;
                cost += fill.Size * fill.Price;
            }
            else
            {
                sells++;
                sold -= fill.Size;
                proceeds -= fill.Size * fill.Price;
                last = fill.Time;
            }
        }

        return new FillTotals(buys, bought, cost, sells, sold, proceeds, last);
    }
}
