using PolyTool.Core.Dossiers.Segments;

namespace PolyTool.Core.Tests.Dossiers.Segments;

public class DefaultClassificationTests
{
    [Theory]
    [InlineData("Will the Lakers win?", "nba-lal-bos-2026-01-01", "moneyline", "nba", "basketball")]
    [InlineData("Will it rain in Windsor?", "x", "unknown", "unknown", "unknown")]
    [InlineData("Will Trump win the election?", "trump-2028", "unknown", "unknown", "unknown")]
    [InlineData("Will TotalEnergies beat earnings?", "x", "unknown", "unknown", "unknown")]
    [InlineData("Counter-Strike: A vs B (BO3)", "cs2-a-b-2026-01-01", "moneyline", "cs2", "esports")]
    [InlineData("Duke vs. UNC", "cbb-duke-unc-2026-02-01", "moneyline", "cbb", "basketball")]
    [InlineData("Lakers vs. Celtics: O/U 220.5", "nba-lal-bos-2026-01-01-total-220pt5", "total", "nba", "basketball")]
    [InlineData("Spread: Lakers (-3.5)", "nba-lal-bos-2026-01-01-spread-away-3pt5", "spread", "nba", "basketball")]
    [InlineData("LeBron James: assists over 7", "nba-lal-bos-2026-01-01-assists", "prop", "nba", "basketball")]
    [InlineData("Will Arsenal vs. Chelsea end in a draw?", "epl-ars-che-2026-01-01-draw", "moneyline", "epl", "soccer")]
    [InlineData("Windsor Wanderers", "nba-x-2026-01-01", "unknown", "nba", "basketball")]
    [InlineData("Will India test a missile?", "test-missile-india", "unknown", "unknown", "unknown")]
    [InlineData("Inter vs. Milan", "sea-int-mil-2026-01-01", "moneyline", "sea", "soccer")]
    [InlineData("Sea level above 2 m?", "sea-level-above-2m", "unknown", "unknown", "unknown")]
    public void A_market_is_classified_by_words_not_by_parts_of_words(string question, string slug, string type, string league, string sport)
    {
        PositionSegments segments = Classify($$"""{"question": "{{question}}", "market_slug": "{{slug}}"}""");

        Assert.Equal((type, league, sport), (segments.MarketType, segments.League, segments.Sport));
    }

    [Theory]
    [InlineData("moneyline", "moneyline")]
    [InlineData("child_moneyline", "moneyline")]
    [InlineData("spreads", "spread")]
    [InlineData("map_handicap", "spread")]
    [InlineData("totals", "total")]
    [InlineData("team_totals", "total")]
    [InlineData("tennis_first_set_totals", "total")]
    [InlineData("kill_over_under_game", "total")]
    [InlineData("receiving_yards", "prop")]
    [InlineData("BOTH_TEAMS_TO_SCORE", "prop")]
    public void The_sports_market_type_decides_where_it_is_given(string type, string expected) => Assert.Equal(
        expected, Classify($$"""{"question": "Will A win vs B, spread total", "market_slug": "x", "sports_market_type": "{{type}}"}""").MarketType);

    [Fact]
    public void League_sport_and_category_come_from_the_events_tags()
    {
        PositionSegments segments = Classify("""{"market_slug": "lakers-celtics", "event_tags": ["Games", "Sports", "NBA"], "category": "Old"}""");

        Assert.Equal(("nba", "basketball", "Sports"), (segments.League, segments.Sport, segments.Category));
    }

    [Fact]
    public void A_sport_can_be_known_without_its_league()
    {
        PositionSegments segments = Classify("""{"market_slug": "ittf-final", "question": "A vs B", "event_tags": ["sports", "table-tennis"]}""");

        Assert.Equal(("unknown", "table_tennis", "moneyline"), (segments.League, segments.Sport, segments.MarketType));
    }

    [Theory]
    [InlineData("\"game_start_time\": \"2026-01-01T00:00:00Z\"", "ind")]
    [InlineData("\"sports_market_type\": \"moneyline\"", "ind")]
    [InlineData("\"x\": 1", "unknown")]
    public void A_code_that_is_also_a_word_needs_a_game(string evidence, string league) =>
        Assert.Equal(league, Classify($$"""{"market_slug": "ind-elections", {{evidence}}}""").League);

    [Fact]
    public void The_field_category_counts_where_no_tag_says_one() =>
        Assert.Equal("Crypto", Classify("""{"category": " Crypto ", "event_tags": ["something"]}""").Category);

    [Theory]
    [InlineData("nba-lal-bos-2026-01-05", "2026-01-05")]
    [InlineData("nba-lal-bos-2026-01-05-total-221pt5", "2026-01-05")]
    [InlineData("x-2025-12-31-2026-01-05", "2026-01-05")]
    [InlineData("x-2026-02-30", null)]
    [InlineData("x-2026-01-055", null)]
    [InlineData("2026-01-05", null)]
    public void The_date_of_a_slug_is_its_last_one(string slug, string? date) =>
        Assert.Equal(date, SlugDate.Of(slug)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static PositionSegments Classify(string position) => new SegmentClassifier(DossierText.Default).Classify(DossierText.Rows(position).Single());
}
