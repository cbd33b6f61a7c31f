using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Dossiers.Reports;

public class CandidateTests
{
    [Fact]
    public void Ties_go_by_key_and_unknown_segments_count()
    {
        var candidates = Five("""{"clv_pct": 0.1, "total_cost": 10}""");

        Assert.Equal(
            ["category:Unknown", "entry_price_tier:unknown", "league:unknown", "market_type:unknown", "sport:unknown"],
            candidates.Items.Select(c => c["segment_key"]!.Text));
        Assert.Equal([1.0, 2, 3, 4, 5], candidates.Items.Select(c => c["rank"]!.Number));
        Assert.All(candidates.Items, c => Assert.Equal("""{"count_used":5,"weight_used":50.0,"weighting":"notional"}""", c["denominators"].Compact()));
        Assert.All(candidates.Items, c => Assert.Equal("combined", c["clv_variant_used"]!.Text));
        Assert.All(candidates.Items, c => Assert.Equal(31, c["metrics"]!.Members.Count));
    }

    [Theory]
    [InlineData("""{"clv_pct": 0.1}""", "combined", "count")]
    [InlineData("""{"clv_pct": 0.1, "clv_pct_settlement": -0.2}""", "settlement", "count")]
    [InlineData("""{"clv_pct": 0.1, "clv_pct_settlement": -0.2, "clv_pct_pre_event": 0.3}""", "pre_event", "count")]
    [InlineData("""{"clv_pct": 0.1, "total_cost": 1}""", "combined", "notional")]
    [InlineData("""{"clv_pct": 0.1, "clv_pct_settlement": -0.2, "total_cost": 1}""", "settlement", "notional")]
    [InlineData("""{"clv_pct": 0.1, "clv_pct_settlement": -0.2, "clv_pct_pre_event": 0.3, "total_cost": 1}""", "pre_event", "notional")]
    public void The_line_before_the_event_by_notional_is_preferred(string position, string variant, string weighting)
    {
        var first = Five(position).Items[0];

        Assert.Equal((variant, weighting), (first["clv_variant_used"]!.Text, first["denominators"]!["weighting"]!.Text));
        Assert.Equal(weighting == "notional" ? "5.0" : "0.0", first["denominators"]!["weight_used"].Compact());
    }

    [Fact]
    public void Four_positions_are_no_candidate_and_neither_are_five_without_a_line()
    {
        Assert.Empty(DossierText.Reports([.. Enumerable.Repeat("""{"clv_pct": 1}""", 4)]).HypothesisCandidates["candidates"]!.Items);
        Assert.Empty(Five("""{"beat_close": true, "total_cost": 5}""").Items);
    }

    [Fact]
    public void A_missing_beat_close_rate_ranks_like_zero()
    {
        // nba has no rate, nhl a rate of 0, mlb one of 1: mlb first, then by key.
        string Position(string slug, string beat) => $$"""{"market_slug": "{{slug}}", "clv_pct": 0.5, "total_cost": 1, "beat_close": {{beat}} }""";
        string[] positions =
        [
            .. Enumerable.Repeat(Position("nba-x", "null"), 5), .. Enumerable.Repeat(Position("nhl-x", "false"), 5), .. Enumerable.Repeat(Position("mlb-x", "true"), 5),
        ];

        string[] keys = [.. DossierText.Reports(positions).HypothesisCandidates["candidates"]!.Items.Select(c => c["segment_key"]!.Text)];

        // 5 of all: those of three leagues and their sports, and the whole, whose rate is one half.
        Assert.Equal(["league:mlb", "sport:baseball", "category:Unknown", "entry_price_tier:unknown", "market_type:unknown"], keys);
    }

    [Fact]
    public void A_plan_asks_for_twice_the_count_and_thirty_at_least()
    {
        var few = Five("""{"clv_pct": 1}""").Items[0]["falsification_plan"]!;
        var many = DossierText.Reports([.. Enumerable.Repeat("""{"clv_pct": 1}""", 16)]).HypothesisCandidates["candidates"]!.Items[0]["falsification_plan"]!;

        Assert.Equal(("30", "32", "0.8"), (few["min_sample_size"].Compact(), many["min_sample_size"].Compact(), many["min_coverage_rate"].Compact()));
    }

    private static JsonValue Five(string position) => DossierText.Reports([.. Enumerable.Repeat(position, 5)]).HypothesisCandidates["candidates"]!;
}
