using System.Diagnostics;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.RunRoots;

/// <summary>Every defect is told with file, place and reason, and is never an exception.</summary>
public sealed class DefectTests : IDisposable
{
    private static readonly string s_deep = new string('[', 1_000_000) + new string(']', 1_000_000);
    private readonly SampleRunRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("", "not JSON: it is empty, or a pipe or a device")]
    [InlineData(" \n", "not JSON: line 2, byte 1")]
    [InlineData("\uFEFF{}", "not JSON: it starts with a byte order mark")]
    [InlineData("{\"a\":NaN}", "not JSON: line 1, byte 6")]
    [InlineData("{\n\"a\":-Infinity}", "not JSON: line 2, byte 6")]
    [InlineData("{} []", "not JSON: line 1, byte 4")]
    [InlineData("[]", "$: object expected, found a list")]
    [InlineData("\"x\"", "$: object expected, found \"x\"")]
    [InlineData("""{"user_slug":5}""", "$.user_slug: string expected, found 5")]
    [InlineData("""{"user_slug":"\ud800"}""", "$.user_slug: it holds half of a surrogate pair")]
    [InlineData("""{"candidates":{}}""", "$.candidates: list expected, found an object")]
    [InlineData("""{"candidates":[5]}""", "$.candidates[0]: object expected, found 5")]
    [InlineData("""{"candidates":[null,{"segment_key":[1]}]}""", "$.candidates[1].segment_key: string expected, found a list")]
    [InlineData("""{"candidates":[{"segment_key":"\udc00"}]}""", "$.candidates[0].segment_key: it holds half of a surrogate pair")]
    [InlineData("""{"candidates":[{"metrics":[1]}]}""", "$.candidates[0].metrics: object expected, found a list")]
    [InlineData("""{"candidates":[{"denominators":"x"}]}""", "$.candidates[0].denominators: object expected, found \"x\"")]
    [InlineData("""{"candidates":[{"denominators":{"weighting":true}}]}""", "$.candidates[0].denominators.weighting: string expected, found true")]
    [InlineData("""{"candidates":[{"segment_key":"s","rank":"first"}]}""", "$.candidates[0].rank: number expected, found \"first\"")]
    [InlineData("""{"candidates":[{"segment_key":"s","metrics":{"count":"nan"}}]}""", "$.candidates[0].metrics.count: number expected, found \"nan\"")]
    [InlineData("""{"candidates":[{"x":[{"y":1e400}]}]}""", "$.candidates[0].x[0].y: finite number expected, found a number beyond the range of a double")]
    [InlineData("""{"candidates":[{"segment_key":"s","denominators":{"weighting":"notional","weight_used":"inf"}}]}""", "$.candidates[0].denominators.weight_used: number expected, found \"inf\"")]
    [InlineData("""{"candidates":[{"segment_key":"s","metrics":{"notional_weighted_avg_clv_pct":"1e400"},"denominators":{"weighting":"notional"}}]}""", "$.candidates[0].metrics.notional_weighted_avg_clv_pct: finite number expected, found \"1e400\"")]
    [InlineData("""{"candidates":[{"segment_key":"s","metrics":{"median_clv_pct":"abc"},"denominators":{"weighting":"notional"}}]}""", "$.candidates[0].metrics.median_clv_pct: number expected, found \"abc\"")]
    public void A_defect_of_the_candidates_is_named(string json, string message)
    {
        var reading = _root.Candidates(json).Read();
        Assert.Null(reading.Content);
        Assert.Equal($"{RunRootFileNames.Candidates}: {message}", reading.Defect!.Message);
    }

    [Theory]
    [InlineData("[]", "$: object expected, found a list")]
    [InlineData("""{"clv_coverage":[]}""", "$.clv_coverage: object expected, found a list")]
    [InlineData("""{"clv_coverage":{"coverage_rate":"nan"}}""", "$.clv_coverage.coverage_rate: number expected, found \"nan\"")]
    [InlineData("""{"clv_coverage":{"coverage_rate":1e400}}""", "$.clv_coverage.coverage_rate: finite number expected, found a number beyond the range of a double")]
    [InlineData("""{"clv_coverage":{"coverage_rate":"1_0"}}""", "$.clv_coverage.coverage_rate: number expected, found \"1_0\"")]
    [InlineData("""{"clv_coverage":{"coverage_rate":""}}""", "$.clv_coverage.coverage_rate: number expected, found \"\"")]
    [InlineData("""{"entry_context_coverage":"x"}""", "$.entry_context_coverage: object expected, found \"x\"")]
    [InlineData("""{"entry_context_coverage":{"eligible_positions":1e999}}""", "$.entry_context_coverage.eligible_positions: finite number expected, found a number beyond the range of a double")]
    [InlineData("""{"segment_analysis":false}""", "$.segment_analysis: object expected, found false")]
    [InlineData("""{"segment_analysis":{"hypothesis_meta":[]}}""", "$.segment_analysis.hypothesis_meta: object expected, found a list")]
    [InlineData("""{"segment_analysis":{"hypothesis_meta":{"notional_weight_total_global":"x"}}}""", "$.segment_analysis.hypothesis_meta.notional_weight_total_global: number expected, found \"x\"")]
    public void A_defect_of_the_coverage_report_is_named(string json, string message) =>
        Assert.Equal($"{RunRootFileNames.Coverage}: {message}", _root.Coverage(json).Read().Defect!.Message);

    [Fact]
    public void Integers_beyond_the_doubles_are_defects_where_a_number_is_used()
    {
        var huge = "1" + new string('0', 400);
        Assert.Contains("finite number expected", _root.Coverage($$$"""{"clv_coverage":{"coverage_rate":{{{huge}}}}}""").Read().Defect!.Message, StringComparison.Ordinal);
        Assert.Contains("beyond the range of a double", _root.Coverage($$$"""{"entry_context_coverage":{"eligible_positions":1,"open_price_present_count":{{{huge}}}}}""").Read().Defect!.Message, StringComparison.Ordinal);
        Assert.Contains("more than 4300 digits", _root.Coverage("{\"x\":" + new string('1', 4301) + "}").Read().Defect!.Message, StringComparison.Ordinal);
        Assert.Null(_root.Coverage("{\"x\":" + new string('1', 4300) + "}").Read().Defect);
    }

    [Theory]
    [InlineData("a NaN literal nobody reads", """{"unused":[NaN]}""")]
    [InlineData("a bad escape", """{"unused":"\q"}""")]
    public void The_segment_file_is_checked_like_the_others(string what, string json)
    {
        Assert.NotEmpty(what);
        Assert.StartsWith($"{RunRootFileNames.Segments}: not JSON", _root.Segments(json).Read().Defect!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_a_defect_in_each_file()
    {
        Assert.Equal($"{RunRootFileNames.Segments}: nested deeper than 900 levels", _root.Segments(s_deep).Read().Defect!.Message);
        Assert.Equal($"{RunRootFileNames.Coverage}: nested deeper than 900 levels", _root.Coverage("{\"a\":" + s_deep + "}").Read().Defect!.Message);
        Assert.Equal($"{RunRootFileNames.Candidates}: nested deeper than 900 levels", _root.Candidates("{\"candidates\":" + s_deep + "}").Read().Defect!.Message);
    }

    [Fact]
    public void Files_that_are_missing_folders_or_secret_are_defects()
    {
        File.Delete(Path.Combine(_root.Path, RunRootFileNames.Coverage));
        Assert.Equal($"{RunRootFileNames.Coverage}: the file is missing", _root.Read().Defect!.Message);
        Directory.CreateDirectory(Path.Combine(_root.Path, RunRootFileNames.Coverage));
        Assert.Equal($"{RunRootFileNames.Coverage}: a file is expected, found a folder", _root.Read().Defect!.Message);
        Assert.Equal($"{RunRootFileNames.Candidates}: the file is missing", RunRootReader.Read(new("x", _root.Path + "-nowhere"), TestContext.Current.CancellationToken).Defect!.Message);
    }

    [Fact]
    public void A_segment_file_that_is_a_folder_is_a_defect()
    {
        Directory.CreateDirectory(Path.Combine(_root.Path, RunRootFileNames.Segments));
        Assert.Equal($"{RunRootFileNames.Segments}: a file is expected, found a folder", _root.Read().Defect!.Message);
    }

    [Theory]
    [InlineData(RunRootFileNames.Candidates, false)]
    [InlineData(RunRootFileNames.Coverage, true)]
    [InlineData(RunRootFileNames.Segments, false)]
    public async Task A_pipe_in_place_of_a_file_is_a_defect_and_is_not_waited_for(string name, bool throughLink)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A folder there holds no pipes.");
        var file = Path.Combine(_root.Path, name);
        File.Delete(file);
        var pipe = throughLink ? file + ".pipe" : file;
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        if (throughLink)
        {
            File.CreateSymbolicLink(file, Path.GetFileName(pipe));
        }

        var token = TestContext.Current.CancellationToken;
        var reading = await Task.Run(_root.Read, token).WaitAsync(TimeSpan.FromSeconds(20), token);
        Assert.Equal($"{name}: not JSON: it is empty, or a pipe or a device", reading.Defect!.Message);
        Assert.Equal(reading.Defect, Assert.Single(RunRootChecker.Check(new("x", _root.Path), token).Defects));
    }

    [Theory]
    [InlineData(64L << 20, "not JSON")]
    [InlineData((64L << 20) + 1, "larger than 64 MB")]
    public void A_candidates_file_without_measure_costs_its_user_and_no_time(long bytes, string message)
    {
        using (var file = File.OpenWrite(Path.Combine(_root.Path, RunRootFileNames.Candidates)))
        {
            file.SetLength(bytes);
        }

        var reading = _root.Read();
        Assert.StartsWith($"{RunRootFileNames.Candidates}: {message}", reading.Defect!.Message, StringComparison.Ordinal);
        Assert.Equal(reading.Defect, Assert.Single(RunRootChecker.Check(new("x", _root.Path), TestContext.Current.CancellationToken).Defects));
    }

    [Fact]
    public void A_device_in_place_of_a_file_is_a_defect()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no such device here.");
        var file = Path.Combine(_root.Path, RunRootFileNames.Segments);
        File.CreateSymbolicLink(file, "/dev/zero");
        Assert.EndsWith("it is empty, or a pipe or a device", _root.Read().Defect!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_nowhere_is_no_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        File.CreateSymbolicLink(Path.Combine(_root.Path, RunRootFileNames.Segments), "nowhere");
        Assert.Null(_root.Read().Defect);
        File.Delete(Path.Combine(_root.Path, RunRootFileNames.Coverage));
        File.CreateSymbolicLink(Path.Combine(_root.Path, RunRootFileNames.Coverage), "nowhere");
        Assert.Equal($"{RunRootFileNames.Coverage}: the file is missing", _root.Read().Defect!.Message);
    }

    [Fact]
    public void The_label_survives_a_defect_elsewhere() =>
        Assert.Equal("alice", _root.Coverage("{").Read().User);
}
