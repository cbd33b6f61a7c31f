using System.Text.RegularExpressions;
using PolyTool.Benchmarks.Exports;
using PolyTool.Core.Exports;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.Report.Tests;

/// <summary>Five thousand segments and ten thousand users, from files to files. The <c>export</c> benchmark has the times.</summary>
public class LargeBatchTests
{
    [Fact]
    public async Task Five_thousand_segments_of_ten_thousand_users_stay_in_bounds()
    {
        using ScratchFolder folder = new();
        var leaderboard = new LargeBatch(5000, 10_000, seed: 6).Write(folder.Find("batch"));
        var path = folder.Find("report.html");
        await LeaderboardExport.WriteAsync(new(SavedBatch.Open(leaderboard, TestContext.Current.CancellationToken).ReadBoard(TestContext.Current.CancellationToken), ExportFormat.Html), path, TestContext.Current.CancellationToken);
        var report = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.InRange(report.Length, 1_000_000, 12_000_000);
        Assert.Equal(5000, Count(report, "<tbody data-"));
        Assert.Equal(50, Count(report, "<table class=\"users\">"));
        Assert.Equal(200, Count(report, "hypothesis_candidates.json: the file is missing"));
        Assert.Contains("And 800 more:", report, StringComparison.Ordinal);
        Assert.Contains("9,000 of 10,000 users read (90 %), 1,000 failed.", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Html)]
    [InlineData(ExportFormat.Json)]
    public async Task A_cancelled_export_leaves_nothing(ExportFormat format)
    {
        using ScratchFolder folder = new();
        var leaderboard = new LargeBatch(50, 10, seed: 6).Write(folder.Find("batch"));
        Directory.CreateDirectory(folder.Find("out"));
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LeaderboardExport.WriteAsync(new(SavedBatch.Open(leaderboard, TestContext.Current.CancellationToken).ReadBoard(TestContext.Current.CancellationToken), format), folder.Find("out", "x"), cancelled.Token));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Find("out")));
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part), RegexOptions.None, TimeSpan.FromSeconds(30));
}
