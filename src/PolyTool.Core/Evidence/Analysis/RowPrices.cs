using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>What a row tells the other rows of its board: its prices, and whose they are.</summary>
/// <param name="Variant">The row's variant.</param>
/// <param name="Measure">What is tested of it.</param>
/// <param name="Prices">Where the tested values start, and where they end.</param>
internal sealed record RowPrices(string Variant, TestMeasure Measure, StartPrices Prices)
{
    /// <summary>The prices of a row.</summary>
    public static RowPrices Of(Row row) => new(row.Name.Variant, row.Stratum.Measure, row.Prices);
}
