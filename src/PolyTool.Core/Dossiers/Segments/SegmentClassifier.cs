using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Puts positions into segments by a table.</summary>
internal sealed class SegmentClassifier(SegmentTable table)
{
    /// <summary>The segments of one position.</summary>
    /// <param name="facts">Its market.</param>
    /// <param name="entryPrice">Its average price of entry; null where it is not known.</param>
    /// <param name="firstBuyPrice">The price of its first buy; null where it is not known.</param>
    public PositionSegments Classify(in MarketTraits facts, double? entryPrice, double? firstBuyPrice)
    {
        var league = League(facts);
        var sport = Sport(facts, league);
        MarketText market = new(
            facts.Question, facts.Slug, facts.SportsMarketType, facts.HasGameStart || SlugDate.Of(facts.Slug) is not null, league != SegmentTable.Unknown, sport != SegmentTable.Unknown);
        var slug = PythonText.Strip(facts.Slug);
        return new(
            Tier(table.TierByFirstBuy ? firstBuyPrice ?? entryPrice : entryPrice),
            table.MarketTypeRules.FirstOrDefault(r => r.AppliesTo(market))?.Type ?? SegmentTable.Unknown,
            league,
            sport,
            Category(facts),
            slug.Length > 0 ? slug : SegmentTable.Unknown);
    }

    /// <summary>The league code of a market, or <c>unknown</c>.</summary>
    public string League(in MarketTraits market)
    {
        var slug = CaseText.Lower(PythonText.Strip(market.Slug));
        var code = Code(slug);
        if (table.Leagues.TryGetValue(code, out var league) && (!league.NeedsDate || IsGame(market, slug)))
        {
            return code;
        }

        return ByTag(market, table.LeagueTags) ?? ByTagOfItsName(market) ?? ByPhrase(market) ?? SegmentTable.Unknown;
    }

    /// <summary>The code of a game's slug that no table has; null where there is none.</summary>
    public string? UnknownCode(in MarketTraits market)
    {
        var slug = CaseText.Lower(PythonText.Strip(market.Slug));
        var code = Code(slug);
        var isGame = market.HasGameStart || market.SportsMarketType.Length > 0 || market.EventTags.Any(IsSports);
        return table.LeagueTable is not null && isGame && code.Length < slug.Length && SlugDate.Of(slug) is not null && LeagueTable.IsCode(code) && !table.Leagues.ContainsKey(code) ? code : null;
    }

    /// <summary>The sport of a market, or <c>unknown</c>.</summary>
    public string Sport(in MarketTraits market, string league) =>
        table.Leagues.TryGetValue(league, out var known) && known.Sport != SegmentTable.Unknown
            ? known.Sport
            : ByTag(market, table.SportTags) ?? ByMarketType(market) ?? SegmentTable.Unknown;

    /// <summary>Whether a market is one of sports: it says so itself, or its league or tags tell the sport.</summary>
    /// <param name="market">The market.</param>
    /// <param name="league">Its league, where the caller has it.</param>
    public bool IsSports(in MarketTraits market, string? league = null) =>
        market.HasGameStart || market.SportsMarketType.Length > 0 || Sport(market, league ?? League(market)) != SegmentTable.Unknown;

    private static string Code(string slug)
    {
        var dash = slug.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? slug : slug[..dash];
    }

    private static bool IsSports(string tag) => tag.ToLowerInvariant() is "sports" or "esports";

    // The tag of a league is mostly its code. Outside of sports a tag that is also a code means something else.
    private string? ByTagOfItsName(in MarketTraits market) =>
        table.LeagueTable is not null && market.EventTags.Any(IsSports)
            ? market.EventTags.Select(static t => t.ToLowerInvariant()).FirstOrDefault(t => !IsSports(t) && table.Leagues.ContainsKey(t))
            : null;

    private string? ByPhrase(in MarketTraits market)
    {
        if (table.LeaguePhrases.Count == 0)
        {
            return null;
        }

        var question = CaseText.FoldForMatching(CaseText.Lower(market.Question));
        return table.LeaguePhrases.FirstOrDefault(p => WholeWords.IndexOf(question, p.Tag, 0) >= 0)?.Value;
    }

    // soccer_exact_score, tennis_set_totals, lol_penta_kill: the first part is a sport or a league.
    private string? ByMarketType(in MarketTraits market)
    {
        if (table.LeagueTable is null || market.SportsMarketType.Length == 0)
        {
            return null;
        }

        var first = CaseText.Lower(market.SportsMarketType).Split('_')[0];
        return table.Leagues.TryGetValue(first, out var league) ? league.Sport : table.Leagues.Values.Any(l => l.Sport == first) ? first : null;
    }

    private static bool IsGame(in MarketTraits market, string slug) =>
        market.HasGameStart || market.SportsMarketType.Length > 0 || SlugDate.Of(slug) is not null;

    private static string? ByTag(in MarketTraits market, IReadOnlyList<TagRule> rules)
    {
        if (market.EventTags.Count == 0)
        {
            return null;
        }

        foreach (var rule in rules)
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
            foreach (var tier in table.Tiers)
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

        var category = PythonText.Strip(market.Category);
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

/// <summary>What a market is classified by.</summary>
/// <param name="Slug">Its slug; empty where it is not known, like the other texts.</param>
/// <param name="Question">Its question.</param>
/// <param name="Category">Its category.</param>
/// <param name="SportsMarketType">Gamma's <c>sportsMarketType</c>.</param>
/// <param name="EventTags">The tag slugs of its event.</param>
/// <param name="HasGameStart">Whether it has a <c>gameStartTime</c>.</param>
internal readonly record struct MarketTraits(
    string Slug, string Question, string Category, string SportsMarketType, IReadOnlyList<string> EventTags, bool HasGameStart);
