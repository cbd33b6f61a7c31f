using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.Tests.Evidence;

namespace PolyTool.Core.Tests.Hypotheses;

public class HypothesisTesterTests
{
    [Fact]
    public void On_a_history_of_ten_periods_each_hypothesis_gets_its_verdict()
    {
        // "dies" has an edge in periods 1 and 2 and loses from period 3 on; "lives" keeps its edge; "thin" has few positions.
        Period[] periods = [.. Enumerable.Range(1, 10).Select(Simulate)];
        var dies = HypothesisTester.Test(new Hypothesis { Segment = "league:dies" }, periods);
        Assert.Equal((HypothesisVerdict.Falsified, 4), (dies.Verdict, dies.DecidedIn));
        Assert.True(dies.Periods[1].WeightedClv > 0 && dies.Periods[2].WeightedClv < 0 && dies.Periods[3].WeightedClv < 0);
        var lives = HypothesisTester.Test(new Hypothesis { Segment = "league:lives" }, periods);
        Assert.Equal((HypothesisVerdict.Holding, null), (lives.Verdict, lives.DecidedIn));
        Assert.Equal(10, lives.Periods.Count);
        var thin = HypothesisTester.Test(new Hypothesis { Segment = "league:thin" }, periods);
        Assert.Equal((HypothesisVerdict.Insufficient, 1), (thin.Verdict, thin.DecidedIn));
        var absent = HypothesisTester.Test(new Hypothesis { Segment = "league:nowhere" }, periods);
        Assert.Equal((HypothesisVerdict.Insufficient, 1), (absent.Verdict, absent.DecidedIn));
    }

    [Fact]
    public void One_bad_period_is_no_falsification_and_a_good_one_between_two_bad_ones_starts_anew()
    {
        Assert.Equal(HypothesisVerdict.Holding, Test(Figures(0.1), Figures(-0.1), Figures(0.1), Figures(-0.1)).Verdict);
        Assert.Equal(HypothesisVerdict.Falsified, Test(Figures(0.1), Figures(-0.1), Figures(-0.1)).Verdict);
    }

    [Fact]
    public void A_period_with_few_closing_lines_is_passed_over()
    {
        var test = Test(Figures(-0.1), Figures(0.2) with { ClvCoverage = 0.5 }, Figures(-0.1));
        Assert.Equal((HypothesisVerdict.Falsified, 3), (test.Verdict, test.DecidedIn));
        Assert.Contains("less than 80 %", Test(Figures(0.1) with { ClvCoverage = 0.5 }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_small_a_sample_in_all_is_insufficient()
    {
        var test = Test(Figures(0.1) with { Positions = 29 });
        Assert.Equal((HypothesisVerdict.Insufficient, "29 positions in all, 30 needed"), (test.Verdict, test.Reason));
        Assert.Equal(HypothesisVerdict.Insufficient, Test().Verdict);
    }

    [Fact]
    public void A_frozen_set_is_read_back_and_a_changed_one_is_refused()
    {
        var bytes = HypothesisSetFile.ToBytes(new HypothesisSet { CreatedAt = "2026-02-20T18:00:00+00:00", BatchId = "b", Hypotheses = [new Hypothesis { Segment = "league:nba", WeightedClv = 0.05 }] });
        var set = HypothesisSetFile.Read(bytes);
        Assert.Equal(("league:nba", 0.05), (set.Hypotheses[0].Segment, set.Hypotheses[0].WeightedClv!.Value));
        Assert.Equal(64, set.ContentHash.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] = changed[i] == (byte)'7' ? (byte)'8' : (byte)'7';
            var error = Assert.Throws<Failure>(() => HypothesisSetFile.Read(changed));
            Assert.True(error.Code is "HypothesisSetChanged" or "NotAHypothesisSet", error.Code);
        }

        Assert.Equal("HypothesisSetChanged", Assert.Throws<Failure>(() => HypothesisSetFile.Read(Replace(bytes, "league:nba", "league:nfl"))).Code);
    }

    [Theory]
    [InlineData("{\"min_sample_size\": 60, \"min_coverage_rate\": 0.9, \"stop_conditions\": [\"notional_weighted_avg_clv_pct < 0.01 for 3 consecutive future periods\", \"count drops below 7 in a future run\", \"moon is full\"]}", 60, 0.9, 0.01, 2, 7, 1)]
    [InlineData("{}", 30, 0.8, 0, 2, 5, 0)]
    [InlineData("[]", 30, 0.8, 0, 2, 5, 0)]
    [InlineData("{\"min_sample_size\": \"many\", \"stop_conditions\": [1, \"count drops below -1 in a future run\"]}", 30, 0.8, 0, 2, 5, 1)]
    public void Plans_of_candidates_are_understood_and_what_is_not_is_named(string plan, long sample, double coverage, double floor, int periods, long count, int untested)
    {
        var json = Core.Json.JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(plan));
        var h = FalsificationPlan.Add(new Hypothesis(), json, isFirst: true);
        Assert.Equal((sample, coverage, floor, periods, count, untested), (h.MinSampleSize, h.MinCoverageRate, h.ClvFloor, h.PeriodsBelowFloor, h.MinCount, h.UntestedConditions.Count));
    }

    private static HypothesisTest Test(params SegmentEvidence[] figures) =>
        HypothesisTester.Test(new Hypothesis { Segment = "a:x" }, [.. figures.Select((f, i) => Period.Of(new EvidenceBoard { CreatedAt = $"2026-0{i + 1}-01T00:00:00+00:00", Segments = [f] }, $"p{i + 1}"))]);

    private static SegmentEvidence Figures(double clv) => new() { SegmentKey = "a:x", Positions = 50, ClvCoverage = 1, NotionalWeightedPercent = clv };

    private static Period Simulate(int number)
    {
        var edge = number < 3 ? 0.05 : -0.05;
        var users = Enumerable.Range(0, 12).Select(u => Boards.User((100 * number) + u, 6, ("league:dies", edge), ("league:lives", 0.05)));
        var thin = Boards.User((100 * number) + 50, 2, ("league:thin", 0.05));
        return Period.Of(Boards.Build([.. users, thin]) with { CreatedAt = $"2026-{number:d2}-01T00:00:00+00:00" }, $"p{number}");
    }

    private static byte[] Replace(byte[] bytes, string from, string to) =>
        System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(bytes).Replace(from, to, StringComparison.Ordinal));
}
