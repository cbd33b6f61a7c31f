using System.Text;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Tests.Dossiers.Segments;

public sealed class SegmentTableTests : IDisposable
{
    private const string Smallest = """
        {
          "name": "mine", "version": "7",
          "entry_price_tiers": [{"name": "low", "max": 0.5}, {"name": "high", "min": 0.5}],
          "sports": [{"sport": "basketball", "leagues": ["nba"]}],
          "market_types": ["moneyline"],
          "market_type_rules": [{"type": "moneyline"}],
          "closing_line": {"max_age_hours": 24, "max_age_hours_sports": 6, "anchors": [{"source": "end", "time": "end_date"}]}
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-table-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_table_of_ones_own_classifies()
    {
        var table = await Load(Smallest);

        var reports = DossierText.Reports(DossierText.Rows("""{"entry_price": 0.5, "market_slug": "nba-x"}"""), table);

        Assert.Equal(1, reports.Bucket("entry_price_tier:high")["count"]!.Number);
        Assert.Equal(1, reports.Bucket("market_type:moneyline")["count"]!.Number);
        Assert.Equal("""[{"max":0.5,"name":"low"},{"min":0.5,"name":"high"}]""", reports.SegmentAnalysis["segment_analysis"]!["entry_price_tiers"].Compact());
        Assert.Equal(("mine", "7"), (table.Name, table.Version));
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Smallest))).ToLowerInvariant(), table.Sha256);
    }

    [Fact]
    public async Task Tiers_may_leave_gaps_and_share_a_name()
    {
        var table = await Load(Smallest.Replace(
            """[{"name": "low", "max": 0.5}, {"name": "high", "min": 0.5}]""",
            """[{"name": "edge", "max": 0.1}, {"name": "edge", "min": 0.9, "max": 1}]""", StringComparison.Ordinal));

        var reports = DossierText.Reports(DossierText.Rows("""{"entry_price": 0.05}""", """{"entry_price": 0.95}""", """{"entry_price": 1}"""), table);

        Assert.Equal((2.0, 1.0), (reports.Bucket("entry_price_tier:edge")["count"]!.Number, reports.Bucket("entry_price_tier:unknown")["count"]!.Number));
    }

    [Theory]
    [InlineData("\"name\": \"mine\"", "\"name\": \"\"", "name: text")]
    [InlineData("\"version\": \"7\"", "\"version\": 7", "version: text")]
    [InlineData("\"name\": \"low\"", "\"name\": \"unknown\"", "entry_price_tiers[0]: a tier cannot be named")]
    [InlineData("\"max\": 0.5", "\"mx\": 0.5", "entry_price_tiers[0]: 'mx' is no member")]
    [InlineData(", \"max\": 0.5", "", "entry_price_tiers[0]: 'min' or 'max'")]
    [InlineData("\"min\": 0.5", "\"min\": 0.5, \"max\": 0.5", "entry_price_tiers[1]: 'min' must be below")]
    [InlineData("\"min\": 0.5", "\"min\": 1e999", "entry_price_tiers[1].min: a finite number")]
    [InlineData("[\"nba\"]", "[\"NBA\"]", "sports[0].leagues[0]: text in lower case")]
    [InlineData("[\"nba\"]", "[\"n-ba\"]", "sports[0].leagues[0]: a league code")]
    [InlineData("[\"nba\"]", "[\"nba\", \"nba\"]", "sports[0].leagues[1]: the league 'nba' is already there")]
    [InlineData("{\"type\": \"moneyline\"}", "{\"type\": \"spread\"}", "market_type_rules[0]: 'spread' is not among")]
    [InlineData("{\"type\": \"moneyline\"}", "{\"type\": \"moneyline\", \"words\": [\"VS\"]}", "market_type_rules[0].words[0]: text in lower case")]
    [InlineData("\"time\": \"end_date\"", "\"time\": \"tomorrow\"", "closing_line.anchors[0].time: one of game_start")]
    [InlineData("\"time\": \"end_date\"", "\"time\": \"end_date\", \"guard_minutes\": -1", "closing_line.anchors[0].guard_minutes: a number from 0.0")]
    [InlineData("[{\"source\": \"end\", \"time\": \"end_date\"}]", "[]", "closing_line.anchors: at least one")]
    [InlineData("\"max_age_hours\": 24, ", "", "closing_line: 'max_age_hours' is missing")]
    [InlineData("}\n}", "}", "not JSON")]
    public async Task A_mistake_is_named_by_its_place(string correct, string wrong, string message)
    {
        var text = Smallest.ReplaceLineEndings("\n");
        Assert.Contains(correct, text, StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<Failure>(() => Load(text.Replace(correct, wrong, StringComparison.Ordinal)));

        Assert.Equal("SegmentTableInvalid", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_said_so() => Assert.Equal(
        "SegmentTableNotFound",
        (await Assert.ThrowsAsync<Failure>(() => SegmentTables.LoadAsync(new(new GivenPath("none", Path.Combine(_folder, "none"))), TestContext.Current.CancellationToken))).Code);

    [Fact]
    public void The_default_table_knows_all_that_the_original_knows()
    {
        Assert.All(DossierText.Original.Leagues.Where(l => l.Key != "ncaafb"), l => Assert.Equal(l.Value.Sport, DossierText.Default.Leagues[l.Key].Sport));
        Assert.Equal(DossierText.Original.Tiers, DossierText.Default.Tiers);
        Assert.All(DossierText.Default.LeagueTags, t => Assert.True(DossierText.Default.Leagues.ContainsKey(t.Value), t.Value));
    }

    [Fact]
    public void The_default_ladder_knows_starts_alone_and_the_originals_keeps_resolutions_from_sports()
    {
        var ladder = DossierText.Default.ClosingLine;
        var original = DossierText.Original.ClosingLine;

        Assert.Equal((true, false), (ladder.EarliestStart, original.EarliestStart));
        Assert.Equal([AnchorTime.GameStart, AnchorTime.EventStart, AnchorTime.SlugDate], ladder.For(sports: true).Select(r => r.Time));
        Assert.Equal([AnchorTime.GameStart, AnchorTime.EventStart], ladder.For(sports: false).Select(r => r.Time));
        Assert.Equal([AnchorTime.GameStart, AnchorTime.EventStart, AnchorTime.SlugDate], original.For(sports: true).Select(r => r.Time));
        Assert.Equal([AnchorTime.GameStart, AnchorTime.EventStart, AnchorTime.Resolved, AnchorTime.Closed, AnchorTime.EndDate], original.For(sports: false).Select(r => r.Time));
        Assert.Equal((6.0, 24.0), (ladder.MaxAge(sports: true).TotalHours, ladder.MaxAge(sports: false).TotalHours));
        DateTimeOffset noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(noon.AddHours(-1), original.Rungs.Single(r => r.Time == AnchorTime.Resolved).Anchor(noon, "unknown"));
        Assert.Equal(noon.AddHours(-14), ladder.Rungs.Single(r => r.Time == AnchorTime.SlugDate).Anchor(noon, "afl"));
        Assert.Equal(noon, ladder.Rungs.Single(r => r.Time == AnchorTime.SlugDate).Anchor(noon, "nba"));
        // A league whose zone nobody knows: its day may begin fourteen hours before the UTC day.
        Assert.Equal(noon.AddHours(-14), ladder.Rungs.Single(r => r.Time == AnchorTime.SlugDate).Anchor(noon, "unknown"));
        Assert.Equal(noon, original.Rungs.Single(r => r.Time == AnchorTime.SlugDate).Anchor(noon, "unknown"));
    }

    private async Task<SegmentTable> Load(string text)
    {
        var path = Path.Combine(_folder, "table.json");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return await SegmentTables.LoadAsync(new(new GivenPath(path, path)), TestContext.Current.CancellationToken);
    }
}
