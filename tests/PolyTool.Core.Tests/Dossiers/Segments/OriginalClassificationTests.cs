using PolyTool.Core.Dossiers.Segments;

namespace PolyTool.Core.Tests.Dossiers.Segments;

/// <summary>What the original's rules make of markets, observed on the original itself.</summary>
public class OriginalClassificationTests
{
    [Theory]
    [InlineData("Will the Lakers win?", "nba-lal-bos", "moneyline", "nba", "basketball")]
    [InlineData("Will Trump win the election?", "trump-2028", "moneyline", "unknown", "unknown")]
    [InlineData("Will it rain in Windsor?", "x", "moneyline", "unknown", "unknown")]
    [InlineData("Will ETH rise within a week", "eth", "unknown", "unknown", "unknown")]
    [InlineData("Lakers vs. Celtics", "nba-lal-bos", "moneyline", "nba", "basketball")]
    [InlineData("Lakers vs. Celtics", "politics-x", "unknown", "unknown", "unknown")]
    [InlineData("Lakers v Celtics", "epl-a-b", "moneyline", "epl", "soccer")]
    [InlineData("Lakers vs. Celtics: O/U 220.5", "nba-a-b-total-220pt5", "total", "nba", "basketball")]
    [InlineData("Spread: Lakers (-3.5)", "nba-a-b-spread", "spread", "nba", "basketball")]
    [InlineData("Will TotalEnergies beat earnings?", "x", "total", "unknown", "unknown")]
    [InlineData("Lakers vs Celtics: LeBron assists", "nba-x", "unknown", "nba", "basketball")]
    [InlineData("Lakers vs Celtics: LeBron to score 30", "nba-x", "unknown", "nba", "basketball")]
    [InlineData("will lakers\nwin", "nba-x", "unknown", "nba", "basketball")]
    [InlineData("WILL LAKERS WIN", "x", "moneyline", "unknown", "unknown")]
    [InlineData("Nvidia vs AMD", "nvda-amd", "unknown", "unknown", "unknown")]
    [InlineData("", "nba-lal-vs-bos", "moneyline", "nba", "basketball")]
    [InlineData("", "mls-a-v-b", "moneyline", "mls", "soccer")]
    [InlineData("Handicap: x", "zzz", "spread", "unknown", "unknown")]
    [InlineData("Who wins? Yes", "nhl-a", "unknown", "nhl", "hockey")]
    [InlineData("Will the Capitals win vs. Total FC", "nhl", "total", "nhl", "hockey")]
    [InlineData("Map 1 Winner", "cs2-a-b", "unknown", "unknown", "unknown")]
    [InlineData("LoL: A vs B", "lol-a-b", "unknown", "unknown", "unknown")]
    public void A_market_is_classified_as_the_original_does(string question, string slug, string type, string league, string sport)
    {
        var segments = Classify(question, slug);

        Assert.Equal((type, league, sport), (segments.MarketType, segments.League, segments.Sport));
    }

    [Theory]
    [InlineData("NBA-x", "nba")]
    [InlineData("nba", "nba")]
    [InlineData("nba_x", "unknown")]
    [InlineData("unknown-x", "unknown")]
    [InlineData(" nba-x ", "nba")]
    [InlineData("f1-abc", "f1")]
    [InlineData("ncaamb-x", "ncaamb")]
    [InlineData("cbb-x", "unknown")]
    [InlineData("lol-x", "unknown")]
    [InlineData("", "unknown")]
    [InlineData("-nba", "unknown")]
    [InlineData("nba -x", "unknown")]
    public void The_league_is_the_first_part_of_the_slug(string slug, string league) => Assert.Equal(league, Classify("", slug).League);

    [Theory]
    // Neither part of a word nor beside an underscore, a digit or a numeral; a combining mark is no letter.
    [InlineData("A vs B", true)]
    [InlineData("A versus B", false)]
    [InlineData("A vs_B", false)]
    [InlineData("A vs2", false)]
    [InlineData("A v\u00b2", false)]
    [InlineData("A v\u0301", true)]
    [InlineData("A v\u203fB", true)]
    [InlineData("(vs)", true)]
    [InlineData("\u00e9v", false)]
    [InlineData("A \U0001D4CBv", false)]
    [InlineData("A \U0001F600v B", true)]
    [InlineData("A VS B", true)]
    [InlineData("A v\u017f B", true)]
    public void A_duel_needs_vs_or_v_as_a_word(string question, bool isDuel) =>
        Assert.Equal(isDuel ? "moneyline" : "unknown", Classify(question, "nba-x").MarketType);

    [Theory]
    [InlineData("will win", "unknown")]
    [InlineData("will  win", "moneyline")]
    [InlineData("Will A\r\nwin", "unknown")]
    [InlineData("x\nWill A win", "moneyline")]
    [InlineData("W\u0130ll A w\u0131n", "moneyline")]
    [InlineData("goodwill of winners", "moneyline")]
    [InlineData("win will", "unknown")]
    public void A_question_whether_somebody_will_win_is_a_moneyline(string question, string type) => Assert.Equal(type, Classify(question, "x").MarketType);

    [Theory]
    [InlineData("Hand\u0130cap", "unknown")]
    [InlineData("stri\u212Aeouts vs x", "unknown")]
    [InlineData("SPREAD", "spread")]
    [InlineData("Over Under", "total")]
    public void Hints_are_found_in_lower_case(string question, string type) => Assert.Equal(type, Classify(question, "nba-x").MarketType);

    [Theory]
    [InlineData("0.0", "deep_underdog")]
    [InlineData("-1", "deep_underdog")]
    [InlineData("0.2999999", "deep_underdog")]
    [InlineData("0.3", "underdog")]
    [InlineData("0.45", "coinflip")]
    [InlineData("0.55", "favorite")]
    [InlineData("1", "favorite")]
    [InlineData("5.0", "favorite")]
    [InlineData("null", "unknown")]
    [InlineData("\"0.3\"", "underdog")]
    [InlineData("\" 0_0.5 \"", "coinflip")]
    [InlineData("\"x\"", "unknown")]
    [InlineData("\"nan\"", "unknown")]
    [InlineData("\"inf\"", "unknown")]
    [InlineData("1e400", "unknown")]
    [InlineData("true", "favorite")]
    [InlineData("[0.3]", "unknown")]
    public void The_tier_is_the_first_that_holds_the_price(string price, string tier) =>
        Assert.Equal(tier, Classify($$"""{"entry_price": {{price}}}""").EntryPriceTier);

    [Theory]
    [InlineData("\" Sports \"", "Sports")]
    [InlineData("\"\"", "Unknown")]
    [InlineData("\" \\u001f\"", "Unknown")]
    [InlineData("null", "Unknown")]
    [InlineData("0", "Unknown")]
    [InlineData("7", "7")]
    [InlineData("true", "True")]
    [InlineData("1.50", "1.5")]
    [InlineData("[]", "Unknown")]
    public void The_category_is_the_stripped_text(string category, string bucket) =>
        Assert.Equal(bucket, Classify($$"""{"category": {{category}}}""").Category);

    [Fact]
    public void Tags_and_sports_market_types_change_nothing()
    {
        var segments = Classify("""{"market_slug": "x", "question": "A vs B", "event_tags": ["nba", "sports"], "sports_market_type": "spreads", "category": "C"}""");

        Assert.Equal(("unknown", "unknown", "unknown", "C"), (segments.MarketType, segments.League, segments.Sport, segments.Category));
    }

    private static PositionSegments Classify(string question, string slug) => Classify(
        $$"""{"question": {{System.Text.Json.JsonSerializer.Serialize(question)}}, "market_slug": {{System.Text.Json.JsonSerializer.Serialize(slug)}} }""");

    private static PositionSegments Classify(string position) => DossierText.Rows(position).Single().SegmentsBy(new SegmentClassifier(DossierText.Original));
}
