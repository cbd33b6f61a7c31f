using PolyTool.Core.Dossiers.Read;

namespace PolyTool.Core.Tests.Dossiers.Read;

public class MetadataBackfillTests
{
    [Fact]
    public void A_position_learns_of_its_market_from_another_one_of_its_token()
    {
        var reports = DossierText.Reports(
            """{"resolved_token_id": "1", "category": " "}""",
            """{"token_id": "1", "market_slug": " nba-x ", "question": "A vs B", "outcome_name": "A", "category": "Sports"}""");

        Assert.Equal(2, reports.Bucket("league:nba")["count"]!.Number);
        Assert.Equal(2, reports.Bucket("category:Sports")["count"]!.Number);
        Assert.Equal("""{"backfilled":1,"ingested":1,"unknown":0}""", reports.Coverage["market_metadata_coverage"]!["source_counts"].Compact());
        Assert.Equal("""{"backfilled":1,"ingested":1,"unknown":0}""", reports.Coverage["category_coverage"]!["source_counts"].Compact());
    }

    [Fact]
    public void A_condition_tells_the_market_but_not_the_outcome()
    {
        var rows = MetadataBackfill.Of(DossierText.Rows(
            """{"condition_id": "c", "token_id": "1", "market_slug": "s", "outcome_name": "Yes"}""", """{"condition_id": "c"}""")).Rows;

        Assert.Equal(("s", ""), (rows[1].Row.MarketSlug, rows[1].Row.OutcomeName));
        Assert.True(rows[1].IsFilled);
    }

    [Fact]
    public void Only_the_first_identifier_of_a_position_is_asked()
    {
        // Its token is not known, so that its condition would help is not seen: the original's rule.
        var rows = MetadataBackfill.Of(DossierText.Rows(
            """{"condition_id": "c", "market_slug": "s"}""", """{"token_id": "9", "condition_id": "c"}""")).Rows;

        Assert.Equal("", rows[1].Row.MarketSlug);
    }

    [Fact]
    public void The_first_entry_wins_and_contradictions_are_counted()
    {
        var backfill = MetadataBackfill.Of(DossierText.Rows(
            """{"token_id": "1", "resolved_token_id": "1", "market_slug": "a", "outcome_name": "Yes"}""",
            """{"token_id": "1", "market_slug": "b"}""",
            """{"token_id": "1", "question": "q"}""",
            """{"token_id": "1", "outcome_name": "No"}"""));

        Assert.Equal(2, backfill.ConflictCount);
        Assert.Equal(["a", "b", "a", "a"], backfill.Rows.Select(r => r.Row.MarketSlug));
        Assert.Equal(
            """{"first":{"category":"","market_slug":"a","outcome_name":"Yes","question":""},"identifier":"1","second":{"category":"","market_slug":"b","outcome_name":"","question":""}}""",
            backfill.ConflictSample[0].Compact());
    }

    [Fact]
    public void Outcomes_of_one_condition_do_not_contradict() => Assert.Equal(0, MetadataBackfill.Of(DossierText.Rows(
        """{"condition_id": "c", "token_id": "1", "outcome_name": "Yes"}""", """{"condition_id": "c", "token_id": "2", "outcome_name": "No"}""")).ConflictCount);

    [Fact]
    public void Five_contradictions_are_shown_and_the_sample_is_absent_without_any()
    {
        string[] positions = [.. Enumerable.Range(0, 8).Select(i => $$"""{"token_id": "1", "market_slug": "s{{i}}"}""")];

        var coverage = DossierText.Reports(positions).Coverage["market_metadata_coverage"]!;

        Assert.Equal(("7", 5), (coverage["metadata_conflicts_count"].Compact(), coverage["metadata_conflict_sample"]!.Items.Count));
        Assert.Null(DossierText.Reports(positions[0]).Coverage["market_metadata_coverage"]!["metadata_conflict_sample"]);
    }

    [Fact]
    public void What_cannot_be_mapped_is_listed_by_number_then_by_kind_and_id()
    {
        var list = DossierText.Reports(
            """{"token_id": "b"}""", """{"condition_id": "c", "resolution_outcome": 5}""", """{"resolved_token_id": "a"}""", """{"token_id": "b"}""",
            """{}""", """{"token_id": "x", "outcome_name": "known"}""").Coverage["market_metadata_coverage"]!["top_unmappable"]!;

        Assert.Equal(["b", "c", "a"], list.Items.Select(i => (i["token_id"] ?? i["condition_id"])!.Text));
        Assert.Equal(
            """{"condition_id":"c","count":1,"example":{"condition_id":"c","resolution_outcome":5,"resolved_token_id":null,"token_id":null}}""", list.Items[1].Compact());
    }
}
