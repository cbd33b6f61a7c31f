using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.Tests.Evidence;

namespace PolyTool.Core.Tests.Hypotheses;

public class HypothesisTesterTests
{
    private static readonly HashSet<(string, string)> s_none = [];

    [Fact]
    public void The_levels_of_any_number_of_looks_stay_below_the_sets_level()
    {
        Assert.Equal(0.025, HypothesisTester.Level(EvidenceRule.Default, 1));
        Assert.Equal(0.008333333333, HypothesisTester.Level(EvidenceRule.Default, 2));
        Assert.InRange(Enumerable.Range(1, 10_000).Sum(static look => HypothesisTester.Level(EvidenceRule.Default, look)), 0.0499, 0.05);
    }

    [Fact]
    public void Holm_is_what_the_book_says()
    {
        // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") of R.
        double[] expected = [0.03, 0.06, 0.06, 0.02];
        Assert.All(MultipleTesting.Holm([0.01, 0.04, 0.03, 0.005]).Zip(expected), static pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    [Fact]
    public void P_is_evidences_own_one_sided_in_the_claimed_direction()
    {
        var data = Data(("league:good", 0.04), ("league:even", 0.0));
        var row = Boards.Build(data.Owners).Row("league:good");
        var above = Test(data, Claim("league:good"), Claim("league:even"))[0];
        Assert.Equal(row.P!.Value / 2, above.P!.Value, 9);
        Assert.Equal(Math.Min(1, 2 * above.P.Value), above.HolmP, 9);
        Assert.Equal((row.FollowThrough!.Mean, row.Users, row.Events), (above.Mean, above.Owners, above.Events));
        Assert.Equal(1 - (row.P.Value / 2), Test(data, Claim("league:good", HypothesisDirection.Below)).Single().P!.Value, 9);
    }

    [Fact]
    public void Confirmed_refuted_and_open_are_told_apart()
    {
        var data = Data(("league:good", 0.05), ("league:bad", -0.05), ("league:even", 0.0));
        HypothesisResult[] results = [.. Test(data, Claim("league:good"), Claim("league:bad"), Claim("league:even"), Claim("league:nowhere"))];
        Assert.Equal(["Confirmed", "Refuted", "Open", "Open"], results.Select(static r => r.Verdict));
        Assert.True(results[1].Upper < 0.5);
        Assert.Matches("to find 0.5 cents with 80 % power at the next look takes about [0-9,]+ events of [0-9,]+ owners", results[2].Reason);
        Assert.Equal("not tested: no new event in this segment", results[3].Reason);
        Assert.Null(results[3].P);
        Assert.Equal("Confirmed", Test(data, Claim("league:bad", HypothesisDirection.Below)).Single().Verdict);
        Assert.Equal("Refuted", Test(data, Claim("league:good", HypothesisDirection.Below)).Single().Verdict);
    }

    [Fact]
    public void A_later_look_asks_for_more()
    {
        var data = Data(("league:good", 0.05));
        HypothesisResult first = Test(data, Claim("league:good")).Single(), fifth = HypothesisTester.Test(Set(Claim("league:good")), data, 5, s_none, TestContext.Current.CancellationToken).Single();
        Assert.Equal(first.P, fifth.P);
        Assert.True(fifth.Lower < first.Lower && fifth.Upper > first.Upper);
    }

    [Fact]
    public void What_is_set_aside_stays_in_the_family()
    {
        var data = Data(("league:good", 0.05), ("league:even", 0.0));
        var set = Set(Claim("league:good"), Claim("league:even"));
        var results = HypothesisTester.Test(set, data, 1, new HashSet<(string, string)> { ("league:even", "pre_event") }, TestContext.Current.CancellationToken);
        Assert.Equal(["Confirmed", "Parked"], results.Select(static r => r.Verdict));
        Assert.Equal(2 * results[0].P!.Value, results[0].HolmP, 9);
    }

    [Fact]
    public void Without_a_price_after_the_first_buy_nothing_is_tested()
    {
        var data = new NewEvents([.. Enumerable.Range(0, 10).Select(static u => Boards.User($"u{u}", "league:nba", Enumerable.Range(0, 8).Select(e => Boards.Position($"{u}-{e}", e, 0.4, 0.5 + (0.001 * u * e)) with { After5 = null })))], new LookOverlap());
        var result = Test(data, Claim("league:nba")).Single();
        Assert.Equal(("Open", "not tested: no new event has a price five minutes after its first buy"), (result.Verdict, result.Reason));
    }

    private static IReadOnlyList<HypothesisResult> Test(NewEvents data, params Hypothesis[] hypotheses) =>
        HypothesisTester.Test(Set(hypotheses), data, 1, s_none, TestContext.Current.CancellationToken);

    private static HypothesisSet Set(params Hypothesis[] hypotheses) => new() { Hypotheses = hypotheses };

    private static Hypothesis Claim(string segment, string direction = HypothesisDirection.Above) =>
        new() { Segment = segment, Variant = "pre_event", Direction = direction, SmallestEffect = 0.5 };

    private static NewEvents Data(params (string, double)[] segments) =>
        new([.. Enumerable.Range(0, 20).Select(u => Boards.User(u, 8, segments))], new LookOverlap());
}
