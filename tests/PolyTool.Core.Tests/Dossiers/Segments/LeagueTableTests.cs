using System.Text;
using PolyTool.Core.Dossiers.Segments;

namespace PolyTool.Core.Tests.Dossiers.Segments;

public sealed class LeagueTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_what_is_read_and_on_every_platform_the_same()
    {
        var table = LeagueTable.Of(new(2026, 11, 26), "here", new Dictionary<string, string> { ["b1"] = "soccer", ["a"] = "soccer", ["x_y"] = "unknown" }, new Dictionary<string, string> { ["28"] = "basketball" });

        var read = LeagueTable.Read(table.Bytes);

        Assert.Equal((table.Date, "here"), (read.Date, read.Source));
        Assert.Equal(table.Leagues.OrderBy(l => l.Key), read.Leagues.OrderBy(l => l.Key));
        Assert.Equal(table.SportTags, read.SportTags);
        Assert.DoesNotContain((byte)'\r', table.Bytes);
    }

    [Fact]
    public void The_programs_own_sports_are_those_of_its_rules() => Assert.All(
        LeagueTable.Shipped.Leagues, l => Assert.Equal(l.Value, DossierText.Default.Leagues[l.Key].Sport));

    [Fact]
    public async Task A_newer_table_in_the_cache_counts_and_names_itself_by_the_hash()
    {
        LeagueTables.Keep(LeagueTable.Of(new(2099, 1, 1), "later", new Dictionary<string, string> { ["zzz9"] = "soccer" }, new Dictionary<string, string>()), _folder);

        var table = await SegmentTables.LoadAsync(SegmentTableSource.Default with { LeagueFolder = _folder }, Token);

        Assert.Equal("soccer", table.Leagues["zzz9"].Sport);
        Assert.NotEqual(DossierText.Default.Sha256, table.Sha256);
        Assert.Null(table.Note);
    }

    [Fact]
    public async Task An_older_one_does_not()
    {
        LeagueTables.Keep(LeagueTable.Of(new(2020, 1, 1), "before", new Dictionary<string, string> { ["zzz9"] = "soccer" }, new Dictionary<string, string>()), _folder);

        var table = await SegmentTables.LoadAsync(SegmentTableSource.Default with { LeagueFolder = _folder }, Token);

        Assert.Equal(DossierText.Default.Sha256, table.Sha256);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"date\": \"soon\", \"source\": \"x\", \"sport_tags\": {}, \"leagues\": {}}")]
    [InlineData("{\"date\": \"2027-01-01\", \"source\": \"x\", \"sport_tags\": {}, \"leagues\": {\"soccer\": [\"A-B\"]}}")]
    [InlineData("{\"date\": \"2027-01-01\", \"source\": \"x\", \"sport_tags\": {}, \"leagues\": {\"soccer\": [\"a\"], \"golf\": [\"a\"]}}")]
    public async Task A_damaged_one_is_said_and_the_programs_own_counts(string text)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, LeagueTable.FileName), Encoding.UTF8.GetBytes(text), Token);

        var table = await SegmentTables.LoadAsync(SegmentTableSource.Default with { LeagueFolder = _folder }, Token);

        Assert.Equal(DossierText.Default.Sha256, table.Sha256);
        Assert.Contains("Update-SegmentTable", Assert.Single(table.NotesAt(new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero))), StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_year_is_old()
    {
        DateTimeOffset then = new(LeagueTable.Shipped.Date.ToDateTime(default), TimeSpan.Zero);

        Assert.Empty(DossierText.Default.NotesAt(then.AddDays(365)));
        Assert.Contains("more than a year old", Assert.Single(DossierText.Default.NotesAt(then.AddDays(366))), StringComparison.Ordinal);
        Assert.Empty(DossierText.Original.NotesAt(then.AddYears(50)));
    }
}
