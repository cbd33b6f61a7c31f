using System.Text;
using System.Text.Json;
using PolyTool.Core.Batches;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.Batches;

/// <summary>
/// What one bad value does to a batch, for each row of the original's error matrix: the user's row is a failure that names
/// the place, and nothing of anybody else changes. Most of these ended the original's batch or gave two rows for one user.
/// </summary>
public sealed class ErrorMatrixTests : IDisposable
{
    private const string Candidates = RunRootFileNames.Candidates;
    private const string Coverage = RunRootFileNames.Coverage;
    private const string Segments = RunRootFileNames.Segments;
    private static readonly string s_huge = "1" + new string('0', 400);

    private readonly TestBatch _batch = new();

    public static MatrixTheoryData<string, string> Texts { get; } = new(
        [Candidates, Coverage, Segments], ["empty", "mark", "bytes", "json", "nan", "deep", "digits", "folder"]);

    public void Dispose() => _batch.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_file_that_is_no_text_of_json_fails_its_user(string file, string how)
    {
        var bytes = how switch
        {
            "empty" => [],
            "mark" => [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'],
            "bytes" => [.. "{\"x\":\""u8, 0xC3, (byte)'"', (byte)'}'],
            "json" => "{\"x\":1,}"u8.ToArray(),
            "nan" => "{\"unused\":[NaN]}"u8.ToArray(),
            "deep" => Encoding.ASCII.GetBytes("{\"x\":" + new string('[', 2000) + new string(']', 2000) + "}"),
            "digits" => Encoding.ASCII.GetBytes("{\"x\":" + new string('1', 4301) + "}"),
            _ => null,
        };
        var expected = how switch
        {
            "deep" => "nested deeper than 900 levels",
            "digits" => "an integer has more than 4300 digits",
            "folder" => "a file is expected, found a folder",
            _ => "not JSON",
        };
        await AssertFailsAloneAsync($"{file}: {expected}", root => Put(root, file, bytes));
    }

    [Theory]
    [InlineData(Candidates)]
    [InlineData(Coverage)]
    public async Task A_required_file_that_is_missing_fails_its_user(string file) =>
        await AssertFailsAloneAsync($"{file}: the file is missing", root => File.Delete(Path.Combine(root, file)));

    [Fact]
    public async Task A_file_that_may_not_be_read_fails_its_user()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions bind neither root nor, in this form, Windows.");
        await AssertFailsAloneAsync($"{Coverage}: permission to read it is denied", root =>
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path.Combine(root, Coverage), UnixFileMode.None);
            }
        });
    }

    [Theory]
    [InlineData(Coverage, """{"clv_coverage":[1]}""", "$.clv_coverage")]
    [InlineData(Coverage, """{"clv_coverage":"x"}""", "$.clv_coverage")]
    [InlineData(Coverage, """{"clv_coverage":5}""", "$.clv_coverage")]
    [InlineData(Coverage, """{"clv_coverage":0.5}""", "$.clv_coverage")]
    [InlineData(Coverage, """{"clv_coverage":true}""", "$.clv_coverage")]
    [InlineData(Coverage, """{"clv_coverage":{"coverage_rate":HUGE}}""", "$.clv_coverage.coverage_rate")]
    [InlineData(Coverage, """{"clv_coverage":{"coverage_rate":"nan"}}""", "$.clv_coverage.coverage_rate")]
    [InlineData(Coverage, """{"clv_coverage":{"coverage_rate":"-inf"}}""", "$.clv_coverage.coverage_rate")]
    [InlineData(Coverage, """{"clv_coverage":{"coverage_rate":1e400}}""", "$.clv_coverage.coverage_rate")]
    [InlineData(Coverage, """{"segment_analysis":{"hypothesis_meta":{"notional_weight_total_global":HUGE}}}""", "$.segment_analysis.hypothesis_meta.notional_weight_total_global")]
    [InlineData(Coverage, """{"segment_analysis":{"hypothesis_meta":{"notional_weight_total_global":"inf"}}}""", "$.segment_analysis.hypothesis_meta.notional_weight_total_global")]
    [InlineData(Segments, """{"segment_analysis":{"hypothesis_meta":{"notional_weight_total_global":HUGE}}}""", "$.segment_analysis.hypothesis_meta.notional_weight_total_global")]
    [InlineData(Segments, """{"segment_analysis":{"hypothesis_meta":{"notional_weight_total_global":"1e400"}}}""", "$.segment_analysis.hypothesis_meta.notional_weight_total_global")]
    [InlineData(Coverage, """{"entry_context_coverage":{"eligible_positions":1e999}}""", "$.entry_context_coverage.eligible_positions")]
    [InlineData(Coverage, """{"entry_context_coverage":{"eligible_positions":1,"open_price_present_count":-1e999}}""", "$.entry_context_coverage.open_price_present_count")]
    [InlineData(Coverage, """{"entry_context_coverage":{"eligible_positions":1,"open_price_present_count":HUGE}}""", "$.entry_context_coverage.open_price_present_count")]
    public async Task A_bad_value_of_the_coverage_fails_its_user(string file, string json, string place) =>
        await AssertFailsAloneAsync($"{file}: {place}: ", root => Put(root, file, Encoding.UTF8.GetBytes(json.Replace("HUGE", s_huge, StringComparison.Ordinal))));

    [Theory]
    [InlineData("""{"segment_key":"s","denominators":[1]}""", ".denominators")]
    [InlineData("""{"segment_key":"s","denominators":true}""", ".denominators")]
    [InlineData("""{"segment_key":"s","metrics":"x"}""", ".metrics")]
    [InlineData("""{"segment_key":"s","rank":1e999}""", ".rank")]
    [InlineData("""{"segment_key":"s","metrics":{"count":1e999}}""", ".metrics.count")]
    [InlineData("""{"segment_key":"s","metrics":{"notional_weighted_avg_clv_pct":HUGE},"denominators":{"weighting":"notional"}}""", ".metrics.notional_weighted_avg_clv_pct")]
    [InlineData("""{"segment_key":"s","metrics":{"beat_close_rate":HUGE},"denominators":{"weighting":"count"}}""", ".metrics.beat_close_rate")]
    [InlineData("""{"segment_key":"s","metrics":{"avg_clv_pct":"nan"},"denominators":{"weighting":"count"}}""", ".metrics.avg_clv_pct")]
    [InlineData("""{"segment_key":"s","metrics":{"avg_clv_pct":"inf"},"denominators":{"weighting":"count"}}""", ".metrics.avg_clv_pct")]
    [InlineData("""{"segment_key":"s","metrics":{"avg_clv_pct":"1e400"},"denominators":{"weighting":"count"}}""", ".metrics.avg_clv_pct")]
    [InlineData("""{"segment_key":"s","metrics":{"avg_clv_pct":1e400},"denominators":{"weighting":"count"}}""", ".metrics.avg_clv_pct")]
    [InlineData("""{"segment_key":"s","denominators":{"weighting":"notional","weight_used":"nan"}}""", ".denominators.weight_used")]
    [InlineData("""{"segment_key":"s","metrics":{"avg_clv_pct":1e308},"denominators":{"weighting":"count","count_used":1e308}}""", "")]
    [InlineData("""{"segment_key":"s","x":{"deep":[1e400]}}""", ".x.deep[0]")]
    [InlineData("""{"segment_key":"\ud800"}""", ".segment_key")]
    public async Task A_bad_value_of_a_candidate_fails_its_user_whole(string candidate, string place) =>
        await AssertFailsAloneAsync($"{Candidates}: $.candidates[1]{place}: ", root => PutCandidates(root, candidate, at: 1));

    [Fact]
    public async Task Behind_the_first_five_candidates_only_what_counts_is_a_defect()
    {
        await AssertFailsAloneAsync($"{Candidates}: $.candidates[6].metrics.x: ", root => PutCandidates(root, """{"segment_key":"s","metrics":{"x":1e400}}""", at: 6));
        await RunAsync("passed", root => PutCandidates(root, """{"segment_key":"s","x":1e400}""", at: 6));
        Assert.Equal(UserResult.Success, Rows("passed")[1].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_lone_surrogate_in_a_user_fails_that_user() =>
        await AssertFailsAloneAsync($"{Candidates}: $.user_slug: ", root => Put(root, Candidates, """{"user_slug":"x\udc00"}"""u8.ToArray()));

    private static void Put(string root, string file, byte[]? bytes)
    {
        var path = Path.Combine(root, file);
        File.Delete(path);
        if (bytes is null)
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    // Good candidates of a segment that others have too come before and after.
    private static void PutCandidates(string root, string candidate, int at)
    {
        const string Good = """{"segment_key":"league:nba","metrics":{"notional_weighted_avg_clv_pct":1,"count":1},"denominators":{"weighting":"notional","weight_used":1}}""";
        IEnumerable<string> all = [.. Enumerable.Repeat(Good, at), candidate.Replace("HUGE", s_huge, StringComparison.Ordinal), Good];
        Put(root, Candidates, Encoding.UTF8.GetBytes($$"""{"user_slug":"bad","candidates":[{{string.Join(',', all)}}]}"""));
    }

    private async Task AssertFailsAloneAsync(string error, Action<string> spoil)
    {
        await RunAsync("without", spoil: null);
        var events = await RunAsync("with", spoil);
        var failed = Assert.Single(events.OfType<UserFinished>(), user => !user.Result.Succeeded);
        Assert.Equal(("RunRootDefect", 2), (failed.FailureCode, failed.Number));
        var rows = Rows("with");
        Assert.Equal(3, rows.Length);
        Assert.Equal(UserResult.Failure, rows[1].GetProperty("status").GetString());
        Assert.StartsWith(error, rows[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(Rows("without").Select(Text), new[] { rows[0], rows[2] }.Select(Text));
        Assert.Equal(Text(Board("without").GetProperty("segments")), Text(Board("with").GetProperty("segments")));
        Assert.Equal(Text(Board("without").GetProperty("top_lists")), Text(Board("with").GetProperty("top_lists")));
    }

    private async Task<List<BatchEvent>> RunAsync(string id, Action<string>? spoil)
    {
        string[] roots = [_batch.RunRoot("ann"), _batch.RunRoot("bad"), _batch.RunRoot("cid", clv: 0.25)];
        var bad = Path.Combine(_batch.Folder, roots[1]);
        spoil?.Invoke(bad);
        var request = _batch.Aggregate(spoil is null ? [roots[0], roots[2]] : roots) with { Folder = _batch.NewFolder(id), Workers = 2, Force = true };
        return await TestBatch.RunAsync(request);
    }

    private JsonElement Board(string id) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_batch.NewFolder(id).FullPath, LeaderboardFileNames.Leaderboard))).RootElement;

    private JsonElement[] Rows(string id) => [.. Board(id).GetProperty("per_user").EnumerateArray()];

    private static string Text(JsonElement element) => element.GetRawText();
}
