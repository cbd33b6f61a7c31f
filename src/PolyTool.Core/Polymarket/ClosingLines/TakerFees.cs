using System.Text.Json;
using PolyTool.Core.Dossiers.Segments;
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

        var facts = new MarketTraits(market.Slug ?? "", market.Question ?? "", market.Category ?? "", market.SportsMarketType ?? "", market.Tags, market.GameStart is not null);
        return facts.HasGameStart || facts.SportsMarketType.Length > 0 || _classifier.Sport(facts, _classifier.League(facts)) != SegmentTable.Unknown ? s_table.Sports : s_table.Other;
    }

    private static (double, double, List<(HashSet<string>, double)>) Read()
    {
        using var file = typeof(TakerFees).Assembly.GetManifestResourceStream("taker_fees.json")!;
        using var json = JsonDocument.Parse(file);
        var root = json.RootElement;
        return (root.GetProperty("sports").GetDouble(), root.GetProperty("other").GetDouble(),
        [
            .. root.GetProperty("rates").EnumerateArray().Select(r => (
                r.GetProperty("tags").EnumerateArray().Select(t => t.GetString()!).ToHashSet(StringComparer.OrdinalIgnoreCase),
                r.GetProperty("rate").GetDouble())),
        ]);
    }
}
