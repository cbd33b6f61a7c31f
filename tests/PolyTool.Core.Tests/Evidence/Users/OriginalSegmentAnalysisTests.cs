using System.Globalization;
using System.Text;
using CsCheck;
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

    [Theory]
    [InlineData("_pre_event")]
    [InlineData("")]
    public void A_damaged_file_gives_the_figures_of_its_tree_or_its_fault(string suffix)
    {
        var sound = Encoding.UTF8.GetBytes("""
            {"generated_at":"t","run_id":"r","segment_analysis":{"by_category":{"Crypto":{"avg_clv_pctSUFFIX":0.55,"avg_clv_pctSUFFIX_count_used":7,"count":10,
            "loss_exits":2,"losses":2,"notional_w_total_weight_used":869.6,"notional_weighted_avg_clv_pctSUFFIX":-0.25,"notional_weighted_avg_clv_pctSUFFIX_weight_used":598.06,
            "profit_exits":1,"win_rate":0.5,"wins":3},"Sports":{"count":-1,"avg_clv_pctSUFFIX_count_used":1e13}},"by_sport":{"nba":{"avg_clv_pct":1.5,
            "avg_clv_pct_count_used":2,"count":1},"nfl":null},"hypothesis_meta":{"notional_weight_total_global":1.5}}}
            """.Replace("SUFFIX", suffix, StringComparison.Ordinal));
        var path = Path.Combine(_folder, "segment_analysis.json");
        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, 24].Select(static i => "\"\\{}[],: \nx0-+.eEtu1/\tn]}"u8[i]))).Array[0, 2].Sample(
            changes =>
            {
                byte[] bytes = [.. sound];
                foreach ((var at, var value) in changes)
                {
                    bytes[at] = value;
                }

                File.WriteAllBytes(path, bytes);
                Same(path);
            },
            iter: 1_000,
            threads: 1);
    }

    private static void Same(string path)
    {
        var token = TestContext.Current.CancellationToken;
        var whole = Told(() => TreeSegmentAnalysis.Read("u", "0xA", new JsonFile().Read(path, JsonShape.All, token)));
        Assert.Equal(whole, Told(() => OriginalSegmentAnalysis.Read("u", "0xA", new JsonFile().Read(path, JsonShape.All, token))));
        Assert.Equal(whole, Told(() => OriginalSegmentAnalysis.Read("u", "0xA", new JsonFile().Read(path, OriginalSegmentAnalysis.Shape, token))));
    }

    private static string Told(Func<UserFigures?> read)
    {
        try
        {
            return Spelled(read());
        }
        catch (JsonTextException error)
        {
            return error.Message;
        }
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
            text.Append(CultureInfo.InvariantCulture, $"\n{key} {one.MeanPercent:R} {one.Positions} {one.ClvPositions} {one.Notional:R} {one.ClvNotional:R} {one.PercentNotionalSum:R} {one.Wins} {one.Resolved}");
        }

        return text.ToString();
    }
}
