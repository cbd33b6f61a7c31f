using System.Numerics;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Get-HypothesisLeaderboard and Get-BatchUser on what the original wrote.</summary>
public sealed class LeaderboardReadingTests : IDisposable
{
    private readonly HostedEngine _engine = new() { Location = Path.Combine(Checkout.Root, "tests", "golden", "batch01") };

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("out")]
    [InlineData("out/2026-02-20/batch01")]
    [InlineData("out/2026-02-20/batch01/hypothesis_leaderboard.json")]
    public void A_board_is_found_from_what_users_give(string path) =>
        Assert.NotEmpty(_engine.Run($"Get-HypothesisLeaderboard {path}").Succeeded().All<SegmentRow>());

    [Fact]
    public void Rows_come_best_first_and_rows_without_the_value_last_and_unranked()
    {
        var rows = _engine.Run("Get-HypothesisLeaderboard out").Succeeded().All<SegmentRow>();
        List<SegmentRow> ranked = [.. rows.Where(r => r.Rank is not null)];
        Assert.Equal(Enumerable.Range(1, ranked.Count), ranked.Select(r => r.Rank!.Value));
        Assert.Equal(ranked.OrderByDescending(r => r.NotionalClv).Select(r => r.NotionalClv), ranked.Select(r => r.NotionalClv));
        Assert.All(rows.Skip(ranked.Count), row => Assert.Null(row.NotionalClv));
    }

    [Fact]
    public void Every_ranking_filters_and_counts()
    {
        foreach (var by in Enum.GetValues<SegmentRankBy>())
        {
            var rows = _engine.Run($"Get-HypothesisLeaderboard out -RankBy {by} -Top 3 -Dimension LEAGUE, sport -Segment '*:*' -MinUsers 1").Succeeded().All<SegmentRow>();
            Assert.InRange(rows.Count, 1, 3);
            Assert.All(rows, row => Assert.True(row.Dimension is "league" or "sport" && row.Users >= 1));
        }
    }

    [Fact]
    public void A_row_holds_what_the_file_holds()
    {
        var row = _engine.Run("Get-HypothesisLeaderboard out -RankBy Users -Top 1").Succeeded().Single<SegmentRow>();
        var json = File.ReadAllText(Path.Combine(Checkout.Root, "tests", "golden", "batch01", "out", "2026-02-20", "batch01", "hypothesis_leaderboard.json"));
        Assert.Contains($"\"segment_key\": \"{row.Segment}\",\n      \"total_count\": {row.Positions},", json, StringComparison.Ordinal);
        Assert.True(row.Positions > BigInteger.Zero);
        Assert.NotEmpty(row.Examples);
    }

    [Fact]
    public void Users_come_in_the_batchs_order_and_by_status()
    {
        var all = _engine.Run("Get-BatchUser out").Succeeded().All<UserResult>();
        var failed = _engine.Run("Get-BatchUser out/2026-02-20/batch01 -Status failure").Succeeded().All<UserResult>();
        Assert.Equal(2, failed.Count);
        Assert.All(failed, user => Assert.False(string.IsNullOrEmpty(user.Error)));
        Assert.Equal(all.Count - 2, _engine.Run("Get-BatchUser out -Status Success").Succeeded().Output.Count);
        Assert.Equal(all.Select(u => u.User), _engine.Run("Get-BatchUser out/2026-02-20/batch01/hypothesis_leaderboard.json").Succeeded().All<UserResult>().Select(u => u.User), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("-Segment leage:nba", "There is no segment 'leage:nba'.")]
    [InlineData("-Dimension leage", "No segment has the dimension 'leage'. Dimensions that are there: ")]
    [InlineData("-Segment 'leage:*'", null)]
    public void A_name_that_is_on_no_board_is_warned_of(string filter, string? warning)
    {
        var run = _engine.Run($"Get-HypothesisLeaderboard out {filter}").Succeeded();
        Assert.Empty(run.Output);
        Assert.Equal(warning is null ? 0 : 1, run.Warnings.Count);
        Assert.All(run.Warnings, said => Assert.StartsWith(warning!, said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_is_there_and_filtered_out_is_not_warned_of()
    {
        var row = _engine.Run("Get-HypothesisLeaderboard out -Top 1").Succeeded().Single<SegmentRow>();
        var run = _engine.Run($"Get-HypothesisLeaderboard out -Segment '{row.Segment.ToUpperInvariant()}' -MinUsers 9999").Succeeded();
        Assert.Empty(run.Output);
        Assert.Empty(run.Warnings);
    }

    [Theory]
    [InlineData("Compare-HypothesisLeaderboard out/*/batch01 out/2026*/batch01", null)]
    [InlineData("Compare-HypothesisLeaderboard out/nope* out", "PathNotFound")]
    [InlineData("Compare-HypothesisLeaderboard out/*/*/*.json out", "PathAmbiguous")]
    public void A_wildcard_may_stand_for_one_board(string script, string? id)
    {
        var run = _engine.Run(script);
        Assert.Equal(id is null ? [] : [id], run.ErrorIds, StringComparer.Ordinal);
        Assert.Equal(id is null ? 1 : 0, run.Output.Count);
    }

    [Theory]
    [InlineData("Get-HypothesisLeaderboard nope", "PathNotFound")]
    [InlineData("Get-HypothesisLeaderboard roots", "NotALeaderboard")]
    [InlineData("Get-HypothesisLeaderboard out/2026-02-20/batch01/hypothesis_leaderboard.md", "NotALeaderboard")]
    [InlineData("Get-HypothesisLeaderboard out/2026-02-20/batch01/batch_manifest.json", "NotALeaderboard")]
    [InlineData("Get-BatchUser out/2026-02-20/batch01/batch_manifest.json", "NotALeaderboard")]
    [InlineData("Get-BatchUser Env:\\PATH", "PathNotFileSystem")]
    public void Another_file_is_refused(string script, string id)
    {
        var run = _engine.Run(script);
        Assert.Empty(run.Output);
        Assert.Equal([id], run.ErrorIds, StringComparer.Ordinal);
    }

    [Fact]
    public void A_stopped_pipeline_reads_no_further_and_says_nothing()
    {
        var run = _engine.Run("Get-BatchUser out | Select-Object -First 1").Succeeded();
        Assert.Single(run.Output);
    }
}
