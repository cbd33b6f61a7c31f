using System.Globalization;
using System.Text;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Evidence from Invoke-BatchRun to Get-SegmentEvidence and Compare-HypothesisLeaderboard.</summary>
[Collection(AloneCollection.Name)] // it sets SOURCE_DATE_EPOCH, which is the process's
public sealed class EvidenceCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public EvidenceCommandTests() => _engine = new HostedEngine { Location = _folder.Path };

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_batch_has_evidence_and_its_leaderboard_is_ranked_by_it()
    {
        WriteRunRoots("roots", 30, "2026-02-01");
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a").Succeeded().All<BatchRun>().Single();
        Assert.True(File.Exists(Path.Combine(run.BatchRoot, "segment_evidence.json")));
        var best = _engine.Run("Get-HypothesisLeaderboard out").Succeeded().All<SegmentRow>()[0];
        Assert.Equal(("league:good", "Supported", 1, 30), (best.Segment, best.Verdict, best.Rank!.Value, best.EvidenceUsers!.Value));
        Assert.True(best.MeanCentsLower > 0 && best.OverRestLower > 0 && best.Q < 0.05 && best.OverRestQ < 0.05);
        Assert.Equal(("follow_through", "pre_event"), (best.TestMeasure, best.Variant));
        Assert.Equal("league:good", _engine.Run("Get-HypothesisLeaderboard out -Verdict supported").Succeeded().All<SegmentRow>().Single().Segment);
        Assert.Equal("league:bad", _engine.Run("Get-HypothesisLeaderboard out -RankBy NotionalClv -Top 1").Succeeded().All<SegmentRow>().Single().Segment);
    }

    [Fact]
    public void A_segment_that_nobody_proposed_has_a_row_from_its_evidence()
    {
        WriteRunRoots("roots", 6, "2026-02-01");
        foreach (var candidates in Directory.GetFiles(_folder.Find("roots"), "hypothesis_candidates.json", SearchOption.AllDirectories))
        {
            File.WriteAllText(candidates, File.ReadAllText(candidates).Replace("league:poor", "league:other", StringComparison.Ordinal));
        }

        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a").Succeeded();
        var run = _engine.Run("Get-HypothesisLeaderboard out -Segment league:POOR").Succeeded();
        var row = run.All<SegmentRow>().Single();
        Assert.Equal(("league:poor", 0, 6), (row.Segment, row.Users, row.EvidenceUsers!.Value));
        Assert.Empty(run.Warnings);
        Assert.Equal(7, _engine.Run("Get-SegmentEvidence out league:poor").Succeeded().Output.Count);
        var none = _engine.Run("Get-SegmentEvidence out league:poorr").Succeeded();
        Assert.StartsWith("No user whose run root has figures for evidence holds 'league:poorr'.", Assert.Single(none.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_without_segments_says_so()
    {
        Directory.CreateDirectory(_folder.Find("roots", "broken"));
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a -ErrorAction Ignore");
        // Nobody succeeded in it, so the output root alone does not stand for it.
        Assert.Equal(["NotALeaderboard"], _engine.Run("Get-HypothesisLeaderboard out").ErrorIds);
        Assert.EndsWith("' has no segments. Get-BatchUser says which users failed, and why.", Assert.Single(_engine.Run("Get-BatchRun out | Get-HypothesisLeaderboard -Segment league:nba").Succeeded().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_say_the_unit_of_what_they_name()
    {
        WriteRunRoots("roots", 30, "2026-02-01");
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a").Succeeded();
        Assert.All(
            _engine.Run("Get-HypothesisLeaderboard out -Segment league:good, league:poor").Succeeded().All<SegmentRow>(),
            row => Assert.Matches(@"^the mean lies (above|below) zero \(q [^,]+, -?[0-9.]+ to -?[0-9.]+ cents\)", row.VerdictReason!));
    }

    [Fact]
    public void Without_evidence_nothing_of_it_is_left()
    {
        WriteRunRoots("roots", 6, "2026-02-01");
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a").Succeeded();
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a -Force -NoEvidence").Succeeded().All<BatchRun>().Single();
        Assert.False(File.Exists(Path.Combine(run.BatchRoot, "segment_evidence.json")));
        Assert.Null(_engine.Run("Get-HypothesisLeaderboard out").Succeeded().All<SegmentRow>()[0].Verdict);
        Assert.Equal("EvidenceNotFound", _engine.Run("Get-SegmentEvidence out").ErrorIds.Single());
    }

    [Fact]
    public async Task Without_evidence_statistics_are_not_even_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a named pipe as a file");
        WriteRunRoots("roots", 3, "2026-02-01");
        var statistics = Path.Combine(_folder.Path, "roots", "u1", "segment_statistics.json");
        File.Delete(statistics);
        using (var make = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("mkfifo") { ArgumentList = { statistics } })!)
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Who opens a pipe to read waits for a writer.
        var run = Task.Run(() => _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a -NoEvidence"), TestContext.Current.CancellationToken);
        var ended = await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)) == run;
        if (!ended)
        {
            await using var writer = File.OpenWrite(statistics); // lets the reader go
        }

        Assert.True(ended, "the statistics were opened");
        Assert.Equal(3, (await run).Succeeded().All<BatchRun>().Single().UsersSucceeded);
    }

    [Fact]
    public void The_bytes_do_not_depend_on_workers()
    {
        WriteRunRoots("roots", 12, "2026-02-01");
        byte[][] bytes = [.. new[] { 1, 2, 8 }.Select(workers =>
        {
            var run = _engine.Run($"$env:SOURCE_DATE_EPOCH = '1771610400'; Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out{workers} -BatchId a -Workers {workers}; $env:SOURCE_DATE_EPOCH = $null").Succeeded().All<BatchRun>().Single();
            return File.ReadAllBytes(Path.Combine(run.BatchRoot, "segment_evidence.json"));
        })];
        Assert.Equal(bytes[0], bytes[1]);
        Assert.Equal(bytes[0], bytes[2]);
    }

    [Fact]
    public void Every_user_of_a_segment_has_a_line_and_the_pool_comes_last()
    {
        WriteRunRoots("roots", 30, "2026-02-01");
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a").Succeeded();
        var lines = _engine.Run("Get-SegmentEvidence out -Segment league:g*").Succeeded().All<ForestLine>();
        Assert.Equal(31, lines.Count);
        Assert.Equal(("Pooled", "Supported"), (lines[^1].Kind, lines[^1].Verdict));
        Assert.Equal(1, lines.SkipLast(1).Sum(line => line.Weight), 6);
        Directory.Delete(Path.Combine(_folder.Path, "roots", "u0"), recursive: true);
        var again = _engine.Run("Get-SegmentEvidence out -Segment league:good");
        Assert.Equal(30, again.All<ForestLine>().Count);
        Assert.Contains("1 user hold", again.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_statistics_cost_nobody_a_row_and_are_named()
    {
        WriteRunRoots("roots", 6, "2026-02-01");
        File.WriteAllText(Path.Combine(_folder.Path, "roots", "u1", "segment_statistics.json"), "{\"form\": NaN}");
        File.Delete(Path.Combine(_folder.Path, "roots", "u2", "segment_statistics.json"));
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a").Succeeded().All<BatchRun>().Single();
        Assert.Equal((6, 0), (run.UsersSucceeded, run.UsersFailed));
        var board = EvidenceReader.Read(File.ReadAllBytes(Path.Combine(run.BatchRoot, "segment_evidence.json")));
        Assert.Equal(4, board.Users);
        Assert.Equal(["u1", "u2"], board.UsersWithout.Select(u => u.User));
        Assert.StartsWith("segment_statistics.json: $.form: not JSON text", board.UsersWithout[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_evidence_is_an_error_with_its_place()
    {
        WriteRunRoots("roots", 2, "2026-02-01");
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId a").Succeeded().All<BatchRun>().Single();
        foreach (var text in new[] { "", "[]", "{\"form\": 3}", "{\"form\": 1, \"segments\": []}", "{\"form\": 2, \"segments\": [{\"users\": \"many\"}]}", "null" })
        {
            File.WriteAllText(Path.Combine(run.BatchRoot, "segment_evidence.json"), text);
            Assert.Equal("EvidenceUnreadable", _engine.Run("Get-HypothesisLeaderboard out").ErrorIds.Single());
            Assert.Equal("EvidenceUnreadable", _engine.Run("Get-SegmentEvidence out").ErrorIds.Single());
        }
    }

    [Fact]
    public void Two_boards_are_compared_by_segment_user_and_option()
    {
        WriteRunRoots("roots", 10, "2026-02-01");
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot one -BatchId a").Succeeded();
        Directory.Delete(Path.Combine(_folder.Path, "roots", "u3"), recursive: true);
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot two -BatchId b").Succeeded();
        var comparison = _engine.Run("Compare-HypothesisLeaderboard one two").Succeeded().All<LeaderboardComparison>().Single();
        Assert.Equal(("a", "b"), (comparison.ReferenceBatchId, comparison.DifferenceBatchId));
        Assert.Equal(["u3"], comparison.UsersRemoved);
        Assert.Empty(comparison.OptionsChanged);
        var good = comparison.Segments.Single(s => s.Segment == "league:good");
        Assert.Equal((1, 1), (good.ReferenceRank, good.DifferenceRank));
        Assert.True(good.Lower < good.EffectChange && good.EffectChange < good.Upper);
        Assert.Equal(("cents", "pre_event"), (good.Unit, good.Variant));
        Assert.Equal((9, 9, 72L, 72L), (comparison.OwnersShared!.Value, comparison.Owners!.Value, comparison.EventsShared!.Value, comparison.Events!.Value));
        Assert.Contains("9 of 9 owners and 72 of 72 of their events", comparison.Overlap, StringComparison.Ordinal);
        Assert.Equal("PathNotFound", _engine.Run("Compare-HypothesisLeaderboard one nowhere").ErrorIds.Single());
    }

    /// <summary>
    /// Users with three leagues: good (an edge), poor (a loss) and bad (an even one whose few users propose it with a
    /// great CLV, as the original would).
    /// </summary>
    private void WriteRunRoots(string folder, int users, string date, params (string League, double Clv)[] leagues)
    {
        var wanted = leagues.Length > 0 ? leagues : [("good", 0.1), ("poor", -0.1), ("bad", 0.0)];
        for (var u = 0; u < users; u++)
        {
            var root = Path.Combine(_folder.Path, folder, $"u{u}");
            Directory.CreateDirectory(root);
            File.WriteAllText(Path.Combine(root, "coverage_reconciliation_report.json"), "{\"clv_coverage\": {\"coverage_rate\": 1.0}}");
            var candidates = string.Join(",", wanted.Select(l => (l.League, l.League == "bad" ? 0.9 : l.Clv)).Select((c, i) => FormattableString.Invariant(
                $$$"""{"segment_key": "league:{{{c.Item1}}}", "rank": {{{i + 1}}}, "metrics": {"count": 10, "notional_weighted_avg_clv_pct": {{{c.Item2}}} }, "denominators": {"count_used": 10, "weight_used": 100.0, "weighting": "notional"}, "falsification_plan": {"min_sample_size": 30, "min_coverage_rate": 0.8, "stop_conditions": ["count drops below 5 in a future run"]}}""")));
            File.WriteAllText(Path.Combine(root, "hypothesis_candidates.json"), $"{{\"user_slug\": \"u{u}\", \"wallet\": \"0x{u}\", \"generated_at\": \"{date}T00:00:00+00:00\", \"candidates\": [{candidates}]}}");
            File.WriteAllText(Path.Combine(root, "segment_statistics.json"), Statistics(u, date, wanted));
        }
    }

    private static string Statistics(int user, string date, (string League, double Clv)[] leagues)
    {
        StringBuilder text = new("{\"form\": 2, \"activity\": {}, \"generated_at\": \"" + date + "T00:00:00+00:00\", \"run_id\": \"r\", \"user\": \"u" + user + "\", \"wallet\": \"0x" + user + "\", \"segments\": {");
        Random random = new(user);
        text.AppendJoin(",", leagues.Select(s => $"\"league:{s.Item1}\": {{\"pre_event\": [" + string.Join(",", Enumerable.Range(0, 8).Select(e =>
        {
            var clv = s.Item2 + (0.2 * (random.NextDouble() - 0.5));
            string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
            string x = Text(clv), square = Text(clv * clv), weighted = Text(100 * clv), close = Text(0.5 * (1 + clv));
            var time = 1_700_000_000 + (86_400L * e);
            return $"[\"{user}-{e}\",{19_675 + e},1,100,1,100,{time},0.5,0.5,null,0.5,null,null,{close},0.1,0,{x},{square},{weighted},{x},{square},{weighted},1,{x},{square},{(clv > 0 ? 1 : 0)},0,1,0,0,0,0,0,{time},{time}]";
        })) + "]}"));
        return text.Append("}}").ToString();
    }
}
