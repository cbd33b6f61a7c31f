namespace PolyTool.Core.Dossiers.Read;

/// <summary>The weight of a position.</summary>
internal static class Notional
{
    /// <summary>
    /// The first that is above 0: <c>position_notional_usd</c>, <c>total_cost</c>, <c>size</c> times <c>entry_price</c>.
    /// </summary>
    /// <param name="fields">The position.</param>
    /// <returns>USD; null where none is known. The product can be infinite, which the sums then refuse.</returns>
    public static double? Of(in PositionFields fields)
    {
        if (fields.Number("position_notional_usd") is > 0 and var stated)
        {
            return stated;
        }

        if (fields.Number("total_cost") is > 0 and var cost)
        {
            return cost;
        }

        return fields.Number("size") is { } size && fields.Number("entry_price") is > 0 and var price && size * price > 0 ? size * price : null;
    }
}
