using System.Text;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Evidence.Users;

public sealed class OriginalSegmentAnalysisTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-original-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_part_that_is_read_gives_the_figures_of_the_whole()
    {
        var path = Path.Combine(Repository.Root, "tests", "golden", "scan01", "run_root", "segment_analysis.json");
        Same(path);
    }

    [Theory]
    [InlineData("""{"segment_analysis":{"by_league":[],"by_sport":{"a":{"count":3,"avg_clv_pct":0.5,"avg_clv_pct_count_used":2}}}}""")]
    [InlineData("""{"segment_analysis":{"by_sport":{"a":{"count":{"x":1}},"b":[1],"c":7,"d":null}},"run_id":{"a":"b"}}""")]
    [InlineData("""{"segment_analysis":{"by_sport":{"a":{"count":1},"a":{"count":2,"wins":1}},"by_sport":{"z":{"count":5,"losses":1}}}}""")]
    [InlineData("""{"segment_analysis":{"by_sport":{}}}""")]
    [InlineData("""{"segment_analysis":[{"by_sport":{"a":{"count":1}}}]}""")]
    [InlineData("[1]")]
    public void It_does_so_for_strange_files(string text)
    {
        var path = Path.Combine(_folder, "segment_analysis.json");
        File.WriteAllText(path, text);
        Same(path);
    }

    private static void Same(string path)
    {
        var token = TestContext.Current.CancellationToken;
        var whole = OriginalSegmentAnalysis.Read("u", "0xA", JsonText.Parse(File.ReadAllBytes(path)));
        var part = OriginalSegmentAnalysis.Read("u", "0xA", new JsonFile().Read(path, OriginalSegmentAnalysis.Shape, token));
        Assert.Equal(Spelled(whole), Spelled(part));
    }

    private static string Spelled(UserFigures? figures)
    {
        if (figures is null)
        {
            return "nothing";
        }

        StringBuilder text = new($"{figures.User} {figures.Wallet} {figures.RunId} {figures.GeneratedAt}");
        foreach ((var key, var one) in figures.Segments)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{key} {one.MeanPercent:R} {one.Positions} {one.ClvPositions} {one.Notional:R} {one.ClvNotional:R} {one.PercentNotionalSum:R} {one.Wins} {one.Resolved}");
        }

        return text.ToString();
    }
}
