namespace PolyTool.Core.Dossiers.Read;

/// <summary>What a closing price says of an entry price.</summary>
/// <param name="Clv">Closing price less entry price, USD a share.</param>
/// <param name="ClvPct">The same as a share of the entry price; 0.05 is five per cent.</param>
/// <param name="BeatClose">Whether the entry was cheaper than the close.</param>
/// <param name="LogOdds">ln(c/(1-c)) - ln(e/(1-e)); null where a price is 0 or 1. Unlike <paramref name="ClvPct"/> it does not favour cheap shares.</param>
internal readonly record struct LineValue(double? Clv, double? ClvPct, bool? BeatClose, double? LogOdds)
{
    /// <summary>The values of one entry and one close; all null where a price is missing or outside its range.</summary>
    /// <param name="entryPrice">In (0, 1].</param>
    /// <param name="closingPrice">In [0, 1].</param>
    public static LineValue Of(double? entryPrice, double? closingPrice)
    {
        if (entryPrice is not (> 0 and <= 1) || closingPrice is not (>= 0 and <= 1))
        {
            return default;
        }

        var entry = entryPrice.Value;
        var close = closingPrice.Value;
        double? logOdds = entry < 1 && close is > 0 and < 1
            ? Math.Log(close / (1 - close)) - Math.Log(entry / (1 - entry))
            : null;
        return new(close - entry, (close - entry) / entry, entry < close, logOdds);
    }
}
