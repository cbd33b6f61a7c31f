using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Completion;

public sealed class CompleterTests : IDisposable
{
    private const string Root = "artifacts/research/batch_runs";
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public CompleterTests()
    {
        _engine = new() { Location = _folder.Path };
        Board("2026-02-20", "winter", "league:nba", "league:nfl", "sport:basketball", "market:who's [next]?");
        _folder.Write($"{Root}/2026-02-21/begun/batch_journal.jsonl", "");
        _folder.Write($"{Root}/2026-02-22/empty/notes.txt", "");
        _folder.Write("users.txt", "\uFEFF# ours\n@Alice\n@alan\nbob smith\n");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Get-BatchRun -BatchId ", "begun winter")]
    [InlineData("Get-BatchRun -BatchId W", "winter")]
    [InlineData("Get-BatchRun -BatchId 'w", "'winter'")]
    [InlineData("Get-BatchRun -OutputRoot nowhere -BatchId ", "")]
    [InlineData("Invoke-BatchRun -Resume -BatchId b", "begun")]
    [InlineData("Get-HypothesisLeaderboard -Dimension ", "league market sport")]
    [InlineData("Get-HypothesisLeaderboard artifacts -Dimension ", "")]
    [InlineData("Get-HypothesisLeaderboard -Segment LEAGUE:", "league:nba league:nfl")]
    [InlineData("Get-HypothesisLeaderboard -LiteralPath artifacts/research/batch_runs/2026-02-20/winter -Segment sp", "sport:basketball")]
    [InlineData("Get-HypothesisLeaderboard ./artifacts/research/batch_runs/2026-02-20/winter -Segment sp", "sport:basketball")]
    [InlineData("Get-HypothesisLeaderboard win", "artifacts/research/batch_runs/2026-02-20/winter")]
    [InlineData("Get-BatchUser \"win", "\"artifacts/research/batch_runs/2026-02-20/winter\"")]
    public void Known_values_are_offered(string line, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Complete(line));

    [Fact]
    public void What_would_be_read_as_something_else_is_quoted()
    {
        Assert.Equal(["'@Alice'", "'@alan'", "'bob smith'"], Complete("Invoke-BatchRun -User "));
        Assert.Equal(["'@Alice'", "'@alan'"], Complete("Invoke-BatchRun -User al"));
        Assert.Equal(["'bob smith'"], Complete("Invoke-UserScan b"));
        var segment = Assert.Single(Complete("Get-HypothesisLeaderboard -Segment mar"));
        Assert.Equal("market:who's [next]?", _engine.Run($"Get-HypothesisLeaderboard {Root} -Segment {segment}").Succeeded().Single<SegmentRow>().Segment);
    }

    [Theory]
    [InlineData("Invoke-BatchRun -CachePath ./", "'./a cache' ./cache ./artifacts ./deep ./other")]
    [InlineData("Invoke-UserScan -CachePath c", "cache")]
    [InlineData("Clear-PolyToolCache 'deep/", "'deep/cache'")]
    public void Folders_that_hold_a_cache_come_before_the_others(string line, string expected)
    {
        foreach (var cache in new[] { "cache", "a cache", "deep/cache" })
        {
            _folder.Write(cache + "/0f/0123.answer", "");
        }

        _folder.Write("other/xy/notes.txt", "");
        Assert.Equal(expected, string.Join(' ', Complete(line)));
    }

    [Fact]
    public void The_platforms_cache_is_offered_where_it_exists()
    {
        var own = PolyTool.Core.Polymarket.DirectScanOptions.DefaultCachePath;
        Assert.Equal(Directory.Exists(own), Complete("Clear-PolyToolCache ").FirstOrDefault() == own);
    }

    [Fact]
    public void Trouble_offers_nothing_and_says_nothing()
    {
        _folder.Write($"{Root}/2026-02-20/winter/hypothesis_leaderboard.json", "{");
        var run = Tab("Get-HypothesisLeaderboard -Segment ");
        Assert.Empty(run.Errors);
        Assert.Empty(Matches(run));
    }

    [Fact]
    public void A_board_that_was_written_again_is_read_again()
    {
        Assert.Equal(["league:nba", "league:nfl"], Complete("Get-HypothesisLeaderboard -Segment lea"));
        Board("2026-02-20", "winter", "league:epl");
        Assert.Equal(["league:epl"], Complete("Get-HypothesisLeaderboard -Segment lea"));
    }

    [Fact]
    public void Tab_answers_within_50_ms()
    {
        Board("2026-02-23", "big", [.. Enumerable.Range(0, 5000).Select(i => "league:" + i.ToString(CultureInfo.InvariantCulture))]);
        for (var i = 0; i < 300; i++)
        {
            _folder.Write(string.Create(CultureInfo.InvariantCulture, $"{Root}/2025-{1 + (i / 28)}-{i % 28}/batch{i}/batch_manifest.json"), "{}");
        }

        _folder.Write("cache/0f/0123.answer", "");
        string[] lines = ["Get-HypothesisLeaderboard -Segment league:4", "Get-HypothesisLeaderboard -Dimension ", "Get-BatchRun -BatchId batch", "Invoke-BatchRun -User al", "Get-BatchUser batch", "Clear-PolyToolCache ca"];
        foreach (var line in lines)
        {
            Assert.NotEmpty(Complete(line));

            // The first time loads the engine's own completion; of the next ones the best is what the machine can do beside other work.
            var best = double.MaxValue;
            for (var start = Stopwatch.GetTimestamp(); best >= 50 && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20);)
            {
                best = Math.Min(best, Time(line));
            }

            Assert.True(best < 50, $"{line}: {best} ms");
        }
    }

    private double Time(string line)
    {
        var start = Stopwatch.GetTimestamp();
        Tab(line);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private string[] Complete(string line)
    {
        var run = Tab(line).Succeeded();
        if (line.Contains("-Segment", StringComparison.Ordinal) || line.Contains("-Dimension", StringComparison.Ordinal))
        {
            // A board may still be being read when Tab is pressed for the first time on a busy machine.
            SpinWait.SpinUntil(() => Matches(run = Tab(line)).Length > 0, TimeSpan.FromMilliseconds(500));
        }

        return Matches(run);
    }

    private static string[] Matches(EngineRun run) => [.. run.Output.Select(o => o.BaseObject).OfType<CompletionResult>().Select(match => match.CompletionText)];

    private EngineRun Tab(string line)
    {
        _engine.Set("line", line);
        return _engine.Run("(TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches");
    }

    private void Board(string date, string id, params string[] keys)
    {
        var segments = string.Join(",\n", keys.Order(StringComparer.Ordinal).Select(key =>
            $$"""{"examples": [], "scores": {}, "segment_key": {{System.Text.Json.JsonSerializer.Serialize(key)}}, "total_count": 1, "total_notional_weight_used": 1.0, "users_with_segment": 1}"""));
        _folder.Write($"{Root}/{date}/{id}/hypothesis_leaderboard.json", $$"""{"batch_id": "{{id}}", "segments": [{{segments}}]}""");
        _folder.Write($"{Root}/{date}/{id}/batch_manifest.json", """{"created_at": "2026-02-20T18:00:00+00:00"}""");
    }
}
