using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>What a taker pays in a market, by its category: shares × rate × p(1 - p). Makers pay nothing.</summary>
internal sealed class TakerFees(SegmentTable table)
{
    private static readonly (double Sports, double Other, List<(HashSet<string> Tags, double Rate)> Rates) s_table = Read();

    private readonly SegmentClassifier _classifier = new(table);

    /// <summary>The fee of a purchase, cents a share.</summary>
    /// <param name="market">The market.</param>
    /// <param name="price">USD a share.</param>
    public double CentsOf(MarketFacts market, double price) => 100 * RateOf(market) * price * (1 - price);

    private double RateOf(MarketFacts market)
    {
        foreach (var (tags, rate) in s_table.Rates)
        {
            if (market.Tags.Any(tags.Contains))
            {
                return rate;
            }
        }

        return _classifier.IsSports(MarketFacts.TraitsOf(market)) ? s_table.Sports : s_table.Other;
    }

    private static (double, double, List<(HashSet<string>, double)>) Read()
    {
        var table = JsonText.Parse(OwnResource.Read("taker_fees.json"));
        return (table["sports"]!.Number, table["other"]!.Number,
            [.. table["rates"]!.Items.Select(static r => (r["tags"]!.Items.Select(static t => t.Text).ToHashSet(StringComparer.OrdinalIgnoreCase), r["rate"]!.Number))]);
    }
}
