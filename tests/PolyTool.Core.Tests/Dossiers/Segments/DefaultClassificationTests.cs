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
    [InlineData("LeBron James: assists over 7", "nba-lal-bos-2026-01-01-assists", "player_prop", "nba", "basketball")]
    [InlineData("Will Arsenal vs. Chelsea end in a draw?", "epl-ars-che-2026-01-01-draw", "moneyline", "epl", "soccer")]
    [InlineData("Windsor Wanderers", "nba-x-2026-01-01", "unknown", "nba", "basketball")]
    [InlineData("Will India test a missile?", "test-missile-india", "unknown", "unknown", "unknown")]
    [InlineData("Inter vs. Milan", "sea-int-mil-2026-01-01", "moneyline", "sea", "soccer")]
    [InlineData("Sea level above 2 m?", "sea-level-above-2m", "unknown", "unknown", "unknown")]
    public void A_market_is_classified_by_words_not_by_parts_of_words(string question, string slug, string type, string league, string sport)
    {
        var segments = Classify($$"""{"question": "{{question}}", "market_slug": "{{slug}}"}""");

        Assert.Equal((type, league, sport), (segments.MarketType, segments.League, segments.Sport));
    }

    [Theory]
    [InlineData("moneyline", "moneyline")]
    [InlineData("child_moneyline", "map_winner")]
    [InlineData("map_winner", "map_winner")]
    [InlineData("first_half_moneyline", "half")]
    [InlineData("first_half_spreads", "half")]
    [InlineData("first_half_totals", "half")]
    [InlineData("second_half_totals", "half")]
    [InlineData("soccer_halftime_result", "half")]
    [InlineData("soccer_second_half_team_totals", "half")]
    [InlineData("both_teams_to_score_first_half", "half")]
    [InlineData("baseball_team_first_five_winner", "half")]
    [InlineData("points", "player_prop")]
    [InlineData("assists_points_rebounds", "player_prop")]
    [InlineData("baseball_player_total_bases", "player_prop")]
    [InlineData("soccer_anytime_goalscorer", "player_prop")]
    [InlineData("anytime_touchdowns", "player_prop")]
    [InlineData("home_runs", "player_prop")]
    [InlineData("barrack_handicap_match", "spread")]
    [InlineData("kill_most_2_way_match", "prop")]
    [InlineData("baseball_game_extra_innings", "prop")]
    [InlineData("baseball_team_first_five_total", "half")]
    [InlineData("round_over_under_game_1", "total")]
    [InlineData("tennis_set_handicap", "spread")]
    [InlineData("rushing_yards", "player_prop")]
    [InlineData("cricket_team_top_batter", "player_prop")]
    [InlineData("basketball_total_points", "total")]
    [InlineData("total_corners", "total")]
    [InlineData("soccer_exact_score", "prop")]
    [InlineData("ufc_method_of_victory", "prop")]
    [InlineData("cricket_toss_winner", "prop")]
    [InlineData("outright", "outright")]
    [InlineData("futures", "outright")]
    [InlineData("spreads", "spread")]
    [InlineData("map_handicap", "spread")]
    [InlineData("totals", "total")]
    [InlineData("team_totals", "total")]
    [InlineData("tennis_first_set_totals", "total")]
    [InlineData("kill_over_under_game", "total")]
    [InlineData("receiving_yards", "player_prop")]
    [InlineData("BOTH_TEAMS_TO_SCORE", "prop")]
    public void The_sports_market_type_decides_where_it_is_given(string type, string expected) => Assert.Equal(
        expected, Classify($$"""{"question": "Will A win vs B, spread total", "market_slug": "x", "sports_market_type": "{{type}}"}""").MarketType);

    [Theory]
    [InlineData("Will Spain win the 2026 FIFA World Cup?", "will-spain-win-the-2026-fifa-world-cup-963", "", "[\"sports\", \"soccer\", \"fifa-world-cup\"]", "outright")]
    [InlineData("Will Spain win the 2026 FIFA World Cup?", "will-spain-win-the-2026-fifa-world-cup-963", "", "[]", "outright")]
    [InlineData("Will Spain win the 2026 FIFA World Cup?", "will-spain-win-the-2026-fifa-world-cup-963", "moneyline", "[\"sports\", \"soccer\"]", "outright")]
    [InlineData("Will the Boston Celtics win the 2026 NBA Finals?", "will-the-boston-celtics-win-the-2026-nba-finals", "", "[\"sports\", \"nba\"]", "outright")]
    [InlineData("Will Arsenal win the Premier League?", "will-arsenal-win-the-premier-league", "", "[\"sports\", \"soccer\", \"epl\"]", "outright")]
    [InlineData("NBA Champion 2026: Celtics", "nba-champion-2026-celtics", "", "[\"sports\", \"nba\"]", "outright")]
    [InlineData("Will Arsenal FC win on 2026-01-01?", "epl-ars-che-2026-01-01-ars", "moneyline", "[]", "moneyline")]
    [InlineData("Will Arsenal FC win on 2026-01-01?", "epl-ars-che-2026-01-01-ars", "", "[]", "moneyline")]
    [InlineData("LoL: T1 vs Gen.G - Game 4 Winner", "lol-t1-gen-2026-01-01-game4", "", "[]", "map_winner")]
    [InlineData("Counter-Strike: A vs B - Map 2 Winner", "cs2-a-b-2026-01-01-game2", "child_moneyline", "[]", "map_winner")]
    [InlineData("Lakers vs. Celtics: 1H Moneyline", "nba-lal-bos-2026-01-01-1h-moneyline", "", "[]", "half")]
    [InlineData("Arsenal leading at halftime?", "epl-ars-che-2026-01-01-halftime-result-home", "", "[]", "half")]
    [InlineData("LeBron James: Points O/U 25.5", "nba-lal-bos-2026-01-01-points-lebron-james-25pt5", "", "[]", "player_prop")]
    [InlineData("Lakers vs. Celtics: Total Points O/U 220.5", "nba-lal-bos-2026-01-01-total-220pt5", "", "[]", "total")]
    [InlineData("Both Teams to Score: Arsenal vs. Chelsea", "epl-ars-che-2026-01-01-btts", "", "[]", "prop")]
    [InlineData("Will Trump win the election?", "will-trump-win-the-election", "", "[\"politics\"]", "unknown")]
    public void Outrights_map_winners_halves_and_players_are_types_of_their_own(string question, string slug, string type, string tags, string expected) => Assert.Equal(
        expected, Classify($$"""{"question": "{{question}}", "market_slug": "{{slug}}", "sports_market_type": "{{type}}", "event_tags": {{tags}}}""").MarketType);

    [Theory]
    [InlineData("lec-orl-mia-2025-08-27", "lec", "soccer")]
    [InlineData("j1100-kob-kas-2026-03-01", "j1100", "soccer")]
    [InlineData("col1-mil-nac-2026-03-01", "col1", "soccer")]
    [InlineData("uzb1-pak-nas-2026-03-01", "uzb1", "soccer")]
    [InlineData("clf-a-b-2026-03-01", "clf", "soccer")]
    [InlineData("acle-a-b-2026-03-01", "acle", "soccer")]
    [InlineData("unl-ger-fra-2026-09-28", "unl", "soccer")]
    [InlineData("el1-a-b-2026-03-01", "el1", "soccer")]
    [InlineData("pol-leg-lec-2026-03-01", "pol", "soccer")]
    [InlineData("sui-bas-you-2026-03-01", "sui", "soccer")]
    [InlineData("chi1-a-b-2026-03-01", "chi1", "soccer")]
    [InlineData("bkbsl-fen-ana-2026-06-03", "bkbsl", "basketball")]
    [InlineData("dehl-a-b-2026-03-01", "dehl", "hockey")]
    [InlineData("ncaaw-a-b-2026-03-01", "ncaaw", "basketball")]
    [InlineData("wttms-a-b-2026-03-01", "wttms", "table_tennis")]
    [InlineData("cricpsl-a-b-2026-03-01", "cricpsl", "cricket")]
    [InlineData("ruprem-a-b-2026-03-01", "ruprem", "rugby")]
    [InlineData("lmp-a-b-2026-03-01", "lmp", "baseball")]
    [InlineData("bkfc-a-b-2026-03-01", "bkfc", "boxing")]
    public void Leagues_are_those_of_the_services(string slug, string league, string sport)
    {
        var segments = Classify($$"""{"question": "A vs. B", "market_slug": "{{slug}}"}""");

        Assert.Equal((league, sport, "moneyline"), (segments.League, segments.Sport, segments.MarketType));
    }

    [Theory]
    [InlineData("pol-elections-who-wins")]
    [InlineData("sui-price-above-4")]
    [InlineData("col1-x")]
    public void A_services_code_that_may_be_a_word_needs_a_game(string slug) => Assert.Equal("unknown", Classify($$"""{"question": "A?", "market_slug": "{{slug}}"}""").League);

    [Theory]
    [InlineData("[\"sports\", \"soccer\"]", "", "soccer")]
    [InlineData("[\"sports\", \"volleyball\"]", "moneyline", "volleyball")]
    [InlineData("[]", "soccer_exact_score", "soccer")]
    [InlineData("[]", "lol_penta_kill", "esports")]
    [InlineData("[]", "moneyline", "unknown")]
    public void A_league_that_no_table_has_is_sorted_by_its_tags_and_types(string tags, string type, string sport)
    {
        var segments = Classify($$"""{"question": "A vs. B", "market_slug": "zzz9-a-b-2026-03-01", "event_tags": {{tags}}, "sports_market_type": "{{type}}"}""");

        Assert.Equal(("unknown", sport), (segments.League, segments.Sport));
    }

    [Theory]
    [InlineData("geopolitics", "Geopolitics")]
    [InlineData("fed", "Economy")]
    [InlineData("economy", "Economy")]
    [InlineData("politics\", \"geopolitics\", \"middle-east", "Geopolitics")]
    [InlineData("economic-policy\", \"jerome-powell\", \"fed-rates\", \"fed\", \"politics\", \"economy\", \"fomc\", \"finance\", \"business", "Economy")]
    [InlineData("crypto\", \"microstrategy\", \"stocks", "Crypto")]
    [InlineData("sports\", \"politics", "Sports")]
    public void The_category_is_what_the_tags_say_most_closely(string tags, string category) =>
        Assert.Equal(category, Classify($$"""{"market_slug": "x", "event_tags": ["{{tags}}"], "category": "Old"}""").Category);

    [Fact]
    public void League_sport_and_category_come_from_the_events_tags()
    {
        var segments = Classify("""{"market_slug": "lakers-celtics", "event_tags": ["Games", "Sports", "NBA"], "category": "Old"}""");

        Assert.Equal(("nba", "basketball", "Sports"), (segments.League, segments.Sport, segments.Category));
    }

    [Fact]
    public void A_sport_can_be_known_without_its_league()
    {
        var segments = Classify("""{"market_slug": "ittf-final", "question": "A vs B", "event_tags": ["sports", "table-tennis"]}""");

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

    private static PositionSegments Classify(string position) => DossierText.Rows(position).Single().SegmentsBy(new SegmentClassifier(DossierText.Default));
}
