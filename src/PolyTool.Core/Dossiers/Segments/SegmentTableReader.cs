using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Reads a segment table from JSON.</summary>
internal static class SegmentTableReader
{
    private static readonly Dictionary<string, bool> s_knownOrUnknown = new(StringComparer.Ordinal) { ["known"] = true, [SegmentTable.Unknown] = false };
    private static readonly Dictionary<string, bool> s_entryPrices = new(StringComparer.Ordinal) { ["average"] = false, ["first_buy"] = true };
    private static readonly Dictionary<string, bool> s_givenOrAbsent = new(StringComparer.Ordinal) { ["given"] = true, ["absent"] = false };

    /// <summary>Reads a table.</summary>
    /// <param name="json">The table's JSON.</param>
    /// <param name="gamma">The league table, for a table that uses it.</param>
    /// <exception cref="JsonTextException">It says something that cannot be.</exception>
    public static SegmentTable Read(JsonValue json, LeagueTable gamma)
    {
        var table = new TableNode(json, "").Object(
            "name", "version", "entry_price", "entry_price_tiers", "sports", "gamma_leagues", "league_tags", "league_phrases", "category_tags", "market_types", "market_type_rules", "closing_line");
        var usesGamma = table.Optional("gamma_leagues")?.Flag == true;
        string[] types = [.. table["market_types"].Items.Select(static t => t.Text)];
        return new()
        {
            Name = table["name"].Text,
            Version = table["version"].Text,
            Sha256 = "",
            LeagueTable = usesGamma ? gamma : null,
            TierByFirstBuy = table.Optional("entry_price")?.OneOf(s_entryPrices) ?? false,
            Tiers = Tiers(table["entry_price_tiers"]),
            Leagues = Leagues(table["sports"], usesGamma ? gamma : null),
            SportTags = [.. table["sports"].Items.SelectMany(static s => Tags(s).Select(t => new TagRule(t, s["sport"].Text)))],
            LeagueTags = TagRules(table.Optional("league_tags"), "league"),
            LeaguePhrases =
            [
                .. table.Optional("league_phrases")?.Items.Select(static p => new TagRule(p.Object("words", "league")["words"].SearchText, p["league"].Text)) ?? [],
            ],
            CategoryTags = TagRules(table.Optional("category_tags"), "category"),
            MarketTypes = [.. types.Where(static t => t != SegmentTable.Unknown)],
            MarketTypeRules = [.. table["market_type_rules"].Items.Select(r => Rule(r, types))],
            ClosingLine = AnchorLadderReader.Read(table["closing_line"]),
        };
    }

    private static PriceTier[] Tiers(TableNode node)
    {
        PriceTier[] tiers = [.. node.Items.Select(Tier)];
        return tiers.Length > 0 ? tiers : throw node.Wrong("at least one tier was expected");
    }

    private static PriceTier Tier(TableNode node)
    {
        PriceTier tier = new(node.Object("name", "min", "max")["name"].Text, node.Optional("min")?.Number, node.Optional("max")?.Number);
        return tier.Name == SegmentTable.Unknown ? throw node.Wrong("a tier cannot be named 'unknown', which is for positions without a price")
            : tier.Min is null && tier.Max is null ? throw node.Wrong("'min' or 'max' was expected")
            : tier.Min >= tier.Max ? throw node.Wrong("'min' must be below 'max'")
            : tier;
    }

    // The services' word on a code's sport counts before ours. Whether a code is also a word they do not say: it is one until our table says that it is none.
    private static Dictionary<string, League> Leagues(TableNode node, LeagueTable? gamma)
    {
        var leagues = OwnLeagues(node);
        foreach ((var code, var sport) in gamma?.Leagues ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            leagues[code] = leagues.TryGetValue(code, out var own)
                ? sport == SegmentTable.Unknown ? own : own with { Sport = sport }
                : new(sport, NeedsDate: true);
        }

        return leagues;
    }

    private static Dictionary<string, League> OwnLeagues(TableNode node)
    {
        Dictionary<string, League> leagues = new(StringComparer.Ordinal);
        foreach (var sport in node.Items)
        {
            var name = sport.Object("sport", "leagues", "needs_date", "tags")["sport"].Text;
            Add(leagues, sport.Optional("leagues"), new(name, NeedsDate: false));
            Add(leagues, sport.Optional("needs_date"), new(name, NeedsDate: true));
        }

        return leagues;
    }

    private static void Add(Dictionary<string, League> leagues, TableNode? codes, League league)
    {
        foreach (var code in codes?.Items ?? [])
        {
            if (code.Text == SegmentTable.Unknown || code.Text != code.SearchText || code.Text.Contains('-', StringComparison.Ordinal))
            {
                throw code.Wrong("a league code in lower case, without '-', and not 'unknown' was expected");
            }

            if (!leagues.TryAdd(code.Text, league))
            {
                throw code.Wrong($"the league '{code.Text}' is already there");
            }
        }
    }

    private static IEnumerable<string> Tags(TableNode sport) => sport.Optional("tags")?.Items.Select(static t => t.Text) ?? [];

    private static TagRule[] TagRules(TableNode? node, string value) =>
        node is null ? [] : [.. node.Items.Select(r => new TagRule(r.Object("tag", value)["tag"].Text, r[value].Text))];

    private static MarketTypeRule Rule(TableNode node, string[] types)
    {
        node.Object(
            "type", "contains", "words", "no_words", "question_in_order", "question_words_in_order", "league", "sport",
            "game", "sports_market_type", "sports_market_types", "sports_market_type_parts");
        var type = node["type"].Text;
        if (type != SegmentTable.Unknown && !types.Contains(type, StringComparer.Ordinal))
        {
            throw node.Wrong($"'{type}' is not among the market_types");
        }

        return new()
        {
            Type = type,
            Contains = SearchTexts(node, "contains"),
            Words = SearchTexts(node, "words"),
            NoWords = SearchTexts(node, "no_words"),
            QuestionInOrder = SearchTexts(node, "question_in_order"),
            QuestionWordsInOrder = SearchTexts(node, "question_words_in_order"),
            LeagueKnown = Flag(node, "league", s_knownOrUnknown),
            SportKnown = Flag(node, "sport", s_knownOrUnknown),
            GameGiven = Flag(node, "game", s_givenOrAbsent),
            SportsMarketTypes = SearchTexts(node, "sports_market_types"),
            SportsMarketTypeGiven = Flag(node, "sports_market_type", s_givenOrAbsent),
            SportsMarketTypeParts = SearchTexts(node, "sports_market_type_parts"),
        };
    }

    private static string[]? SearchTexts(TableNode node, string name) => node.Optional(name) is { } list ? [.. list.Items.Select(static t => t.SearchText)] : null;

    private static bool? Flag(TableNode node, string name, IReadOnlyDictionary<string, bool> words) => node.Optional(name)?.OneOf(words);
}
