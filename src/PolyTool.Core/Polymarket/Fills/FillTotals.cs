using System.Runtime.InteropServices;

namespace PolyTool.Core.Polymarket.Fills;

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
