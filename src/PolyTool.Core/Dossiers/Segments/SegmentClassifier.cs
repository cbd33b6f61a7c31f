using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Puts positions into segments by a table.</summary>
/// <param name="table">The table.</param>
internal sealed class SegmentClassifier(SegmentTable table)
{
    /// <summary>The segments of one position.</summary>
    public PositionSegments Classify(PositionRow row)
    {
        MarketTraits facts = row.Facts;
        string league = League(facts);
        string sport = Sport(facts, league);
        MarketText market = new(
            facts.Question, facts.Slug, facts.SportsMarketType, league != SegmentTable.Unknown, sport != SegmentTable.Unknown);
        string slug = PythonText.Strip(facts.Slug);
        return new(
            Tier(row.EntryPrice),
            table.MarketTypeRules.FirstOrDefault(r => r.AppliesTo(market))?.Type ?? SegmentTable.Unknown,
            league,
            sport,
            Category(facts),
            slug.Length > 0 ? slug : SegmentTable.Unknown);
    }

    /// <summary>The league code of a market, or <c>unknown</c>.</summary>
    /// <param name="market">The market.</param>
    public string League(in MarketTraits market)
    {
        string slug = CaseText.Lower(PythonText.Strip(market.Slug));
        int dash = slug.IndexOf('-', StringComparison.Ordinal);
        string code = dash < 0 ? slug : slug[..dash];
        if (table.Leagues.TryGetValue(code, out League? league) && (!league.NeedsDate || IsGame(market, slug)))
        {
            return code;
        }

        return ByTag(market, table.LeagueTags) ?? SegmentTable.Unknown;
    }

    /// <summary>The sport of a market, or <c>unknown</c>.</summary>
    /// <param name="market">The market.</param>
    /// <param name="league">Its league.</param>
    public string Sport(in MarketTraits market, string league) =>
        table.Leagues.TryGetValue(league, out League? known) ? known.Sport : ByTag(market, table.SportTags) ?? SegmentTable.Unknown;

    private static bool IsGame(in MarketTraits market, string slug) =>
        market.HasGameStart || market.SportsMarketType.Length > 0 || SlugDate.Of(slug) is not null;

    private static string? ByTag(in MarketTraits market, IReadOnlyList<TagRule> rules)
    {
        if (market.EventTags.Count == 0)
        {
            return null;
        }

        foreach (TagRule rule in rules)
        {
            if (market.EventTags.Contains(rule.Tag, StringComparer.OrdinalIgnoreCase))
            {
                return rule.Value;
            }
        }

        return null;
    }

    private string Tier(double? price)
    {
        if (price is { } value)
        {
            foreach (PriceTier tier in table.Tiers)
            {
                if (!(value < tier.Min) && !(value >= tier.Max))
                {
                    return tier.Name;
                }
            }
        }

        return SegmentTable.Unknown;
    }

    private string Category(in MarketTraits market)
    {
        if (ByTag(market, table.CategoryTags) is { } byTag)
        {
            return byTag;
        }

        string category = PythonText.Strip(market.Category);
        return category.Length > 0 ? category : SegmentTable.UnknownCategory;
    }
}

/// <summary>The segments of one position, one bucket a dimension.</summary>
internal sealed record PositionSegments(string EntryPriceTier, string MarketType, string League, string Sport, string Category, string MarketSlug)
{
    /// <summary>The five dimensions that candidates come from, as <c>dimension:bucket</c>.</summary>
    public IEnumerable<string> Keys =>
        [$"entry_price_tier:{EntryPriceTier}", $"market_type:{MarketType}", $"league:{League}", $"sport:{Sport}", $"category:{Category}"];
}
