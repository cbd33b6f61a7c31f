using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;
using PolyTool.Core.Tests.Leaderboards;

namespace PolyTool.Core.Tests.RunRoots;

public class RunRootCheckerTests
{
    [Fact]
    public void All_defects_of_all_files_are_found()
    {
        using RunRootFolder root = new();
        root.Candidates("""
            {"user_slug": 7, "candidates": [
              {"segment_key": "league:nba", "metrics": {"count": "many", "notional_weighted_avg_clv_pct": 1e999}, "denominators": {"weighting": "notional", "weight_used": "heavy"}},
              "league:nfl",
              {"segment_key": "league:nhl", "metrics": [], "denominators": {"weighting": 3}}
            ]}
            """).Coverage("""{"clv_coverage": {"coverage_rate": "most"}, "entry_context_coverage": []}""").Segments("NaN");

        Assert.Equal(
        [
            "hypothesis_candidates.json: $.user_slug: string expected, found 7",
            "hypothesis_candidates.json: $.candidates[0].metrics.notional_weighted_avg_clv_pct: finite number expected, found a number beyond the range of a double",
            "hypothesis_candidates.json: $.candidates[0].metrics.count: number expected, found \"many\"",
            "hypothesis_candidates.json: $.candidates[0].denominators.weight_used: number expected, found \"heavy\"",
            "hypothesis_candidates.json: $.candidates[1]: object expected, found \"league:nfl\"",
            "hypothesis_candidates.json: $.candidates[2].metrics: object expected, found a list",
            "hypothesis_candidates.json: $.candidates[2].denominators.weighting: string expected, found 3",
            "coverage_reconciliation_report.json: $.clv_coverage.coverage_rate: number expected, found \"most\"",
            "coverage_reconciliation_report.json: $.entry_context_coverage: object expected, found a list",
            "segment_analysis.json: not JSON: line 1, byte 1",
        ], root.Check());
    }

    [Fact]
    public void An_empty_folder_lacks_both_required_files()
    {
        using RunRootFolder root = new();
        Assert.Equal(
            ["hypothesis_candidates.json: the file is missing", "coverage_reconciliation_report.json: the file is missing"], root.Check());
    }

    [Fact]
    public void A_total_in_the_segment_file_counts_only_where_the_report_has_none()
    {
        const string Bad = """{"segment_analysis": {"hypothesis_meta": {"notional_weight_total_global": "much"}}}""";
        using RunRootFolder root = new();
        root.Candidates("{}").Segments(Bad);
        Assert.Empty(root.Coverage(Bad.Replace("\"much\"", "5", StringComparison.Ordinal)).Check());
        Assert.Single(root.Coverage("{}").Check());
    }

    [Fact]
    public void A_test_says_whose_the_run_root_is_and_what_a_batch_would_say()
    {
        using RunRootFolder root = new();
        root.Candidates("""{"user_slug": "unknown", "wallet": "0xabc", "candidates": 5}""").Coverage("[]");

        var test = RunRootChecker.Check(new("./runs//ann/", root.FullPath), TestContext.Current.CancellationToken);

        Assert.Equal(("runs/ann", "0xabc", "0xabc", false, 2), (test.Path, test.User, test.Wallet, test.IsValid, test.DefectCount));
        Assert.Equal("hypothesis_candidates.json: $.candidates: list expected, found 5", test.Error);
    }

    [Fact]
    public void As_many_run_roots_have_a_defect_as_users_failed()
    {
        var tested = 0;
        foreach (var golden in GoldenCase.Aggregations.Where(name => name != "batch01").Select(name => new GoldenCase(name)))
        {
            var manifest = Assert.Single(Directory.GetFiles(golden.Folder, "batch_manifest.json", SearchOption.AllDirectories));
            var users = JsonText.Parse(File.ReadAllBytes(manifest));
            RunRootTest[] tests =
            [
                .. Directory.EnumerateFiles(Path.Combine(golden.Folder, "roots"), RunRootFileNames.Candidates, SearchOption.AllDirectories)
                    .Select(file => Path.GetDirectoryName(file)!)
                    .Select(folder => RunRootChecker.Check(new(folder, folder), TestContext.Current.CancellationToken)),
            ];
            Assert.True(
                tests.Count(test => !test.IsValid) == users["users_failed"]!.Integer,
                $"{golden.Name}: {string.Join("; ", tests.SelectMany(test => test.Defects))}");
            tested += tests.Length;
        }

        Assert.True(tested > 50, $"only {tested} run roots were there");
    }
}
