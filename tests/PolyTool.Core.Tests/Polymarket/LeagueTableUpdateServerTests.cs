using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

public class LeagueTableUpdateServerTests
{
    // Rows as the service has them: a code, and the ids of its tags in one text.
    private const string Sports = """
        [
          {"id": 1, "sport": "ncaab", "tags": "1,100639,28,101178", "primaryTagId": 101178, "series": "1"},
          {"id": 2, "sport": "NEWB", "tags": "1, 28, 100639, 999", "series": "2"},
          {"id": 3, "sport": "ruprem", "tags": "1,100639,555"},
          {"id": 4, "sport": "ruurc", "tags": "1,100639,555"},
          {"id": 5, "sport": "newru", "tags": "1,100639,555,556"},
          {"id": 6, "sport": "strange", "tags": "1,100639,777"},
          {"id": 7, "sport": "lpl", "tags": "1,64,100639"},
          {"id": 8, "sport": "a-b", "tags": "1"},
          {"id": 9, "sport": {}, "tags": "1"},
          {"id": 10, "sport": "objtag", "tags": [1, 2]},
          null, 5
        ]
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_services_leagues_are_kept_with_their_day_and_used_by_the_next_scan()
    {
        await using var served = await ServeAsync(Sports);
        var folder = served.NewFolder();
        var report = await LeagueTableUpdate.RunAsync(served.Client, folder, EpochClock.From(TimeProvider.System), Token);

        var table = await SegmentTables.LoadAsync(SegmentTableSource.Default with { LeagueFolder = folder }, Token);
        Assert.Equal(["newb", "newru", "objtag", "strange"], report.Added);
        Assert.Equal(["objtag", "strange"], report.WithoutSport);
        Assert.Equal(["lpl: cricket to esports"], report.Changed);
        Assert.Equal(
            ("basketball", "rugby", "esports", "basketball", "unknown"),
            (table.Leagues["newb"].Sport, table.Leagues["newru"].Sport, table.Leagues["lpl"].Sport, table.Leagues["ncaab"].Sport, table.Leagues["strange"].Sport));
        // What the service names no more keeps its code.
        Assert.Equal("soccer", table.Leagues["lec"].Sport);
        Assert.Equal((report.Date, report.Leagues), (table.LeagueTable!.Date, table.LeagueTable.Leagues.Count));
    }

    [Theory]
    [InlineData("[]", "LeagueTableEmpty")]
    [InlineData("[null]", "LeagueTableEmpty")]
    [InlineData("{}", "ApiAnswerMalformed")]
    [InlineData("<html>blocked</html>", "ApiAccessRefused")]
    public async Task An_answer_without_leagues_leaves_the_table_as_it_was(string answer, string code)
    {
        await using var served = await ServeAsync(answer);
        var folder = served.NewFolder();
        var error = await Assert.ThrowsAsync<Failure>(() => LeagueTableUpdate.RunAsync(served.Client, folder, EpochClock.From(TimeProvider.System), Token));
        Assert.Equal(code, error.Code);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_game_of_a_league_that_no_table_has_is_said()
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world =>
        {
            world.Market(1).Remove("category");
            world.Market(1)["slug"] = "zzz9-ggg-hhh-2026-07-03";
        });
        var (user, positions) = await served.ScanAsync();
        Assert.Equal(0.6, positions["603"].ClosingLine.Price);
        Assert.Contains(user.Warnings, w => w.StartsWith("leagues_unknown: ", StringComparison.Ordinal) && w.EndsWith(" zzz9", StringComparison.Ordinal));
    }

    private static Task<ServedWorld> ServeAsync(string sports) => ServedWorld.StartAsync(
        new FakeWorld([], []), new FakeServerOptions { Replace = r => r.Path == "/sports" ? sports : null });
}
