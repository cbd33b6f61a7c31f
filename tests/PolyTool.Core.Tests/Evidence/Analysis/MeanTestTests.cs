using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence.Analysis;

public class MeanTestTests
{
    [Fact]
    public void Users_with_games_and_days_of_their_own_keep_the_error_of_independent_studies()
    {
        var (members, tested, pool, fit) = Draw(1, shared: false);
        var test = MeanTests.OfEvents(members, tested, static (in EventPoint p) => p.FollowThrough, TestMeasure.FollowThrough, pool, fit, default);
        Assert.Equal(fit.HartungKnappError, test.Error, 15);
        Assert.Equal(test.Error, test.GameError!.Value, 15);
        Assert.Equal(test.Error, test.DayError!.Value, 15);
        Assert.Equal(StudentT.TwoSidedP(fit.Mean / test.Error, 8), test.GameP!.Value, 12);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void The_errors_are_those_of_clusters_by_user_and_by_game_or_day(bool weeks, bool neighbours)
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var (members, tested, pool, fit) = Draw(seed, shared: true);
            var weights = tested.Select(u => 1 / (pool.VarianceOf(u) + fit.Tau2)).ToArray();
            var parts = members.SelectMany((m, u) => m.Figures.Events.ToArray().Select(e => (User: u, e.Id, Day: weeks ? (int)Math.Floor((e.Day + 3) / 7.0) : e.Day, Part: weights[u] / weights.Sum() / tested[u].Events * (e.FollowThrough - fit.Mean)))).ToList();

            // By the definition: all pairs of different users in one cluster, on top of the error of independent users.
            double Error(Func<(int, ulong, int Day, double), (int, ulong, int Day, double), bool> together) => Math.Sqrt(
                (fit.HartungKnappError * fit.HartungKnappError) + Math.Max(0, parts.SelectMany(a => parts.Where(b => a.User != b.User && together(a, b)).Select(b => a.Part * b.Part)).Sum()));
            var test = MeanTests.OfEvents(members, tested, static (in EventPoint p) => p.FollowThrough, TestMeasure.FollowThrough, pool, fit, new DayClusters(weeks, neighbours));
            Assert.Equal(Error((a, b) => a.Item2 == b.Item2), test.GameError!.Value, 12);
            Assert.Equal(Error((a, b) => Math.Abs(a.Day - b.Day) <= (neighbours ? 1 : 0)), test.DayError!.Value, 12);
            Assert.Equal(parts.DistinctBy(x => x.Day).Count(), test.Days);
            Assert.Equal(StudentT.TwoSidedP(fit.Mean / test.DayError.Value, Math.Min(members.Length, test.Days) - 1), test.DayP!.Value, 10);
            Assert.Equal(new[] { test.UserP, test.SkewAdjustedP, test.GameP, test.DayP }.Max(), test.Largest);
            var interval = test.Interval(0.95);
            Assert.True(new[] { test.UserP, test.GameP!.Value, test.DayP.Value }.Max() < 0.05 == (interval.Lower > 0 || interval.Upper < 0));
        }
    }

    [Fact]
    public void Skewness_counts_as_far_as_it_exceeds_its_own_error()
    {
        // 30 events, g1 = 0 but for one last value; under normality the third moment's error is 0.446 of the cube of the spread.
        double[] even = [.. Enumerable.Range(0, 30).Select(i => i % 10 < 5 ? 1 + (0.1 * (i % 5)) : -0.7 - (0.1 * (i % 5)))];
        Assert.Equal(T(even), Hall(even), 15);
        even[0] = 1.5; // a little skewed, within that error
        Assert.Equal(T(even), Hall(even), 15);
        even[0] = -20; // a rare loss
        Assert.True(Hall(even) != T(even), "a rare large loss is skewness");

        static UserPool Pool(double[] values) => UserPool.Of([.. values.Chunk(3).Select(v => UserMean.Of(v))]);
        static double T(double[] values) => Pool(values).Fit()!.Mean / Pool(values).Fit()!.HartungKnappError;
        static double Hall(double[] values) => Pool(values).SkewAdjustedT(Pool(values).Fit()!)!.Value;
    }

    [Fact]
    public void Luck_that_all_users_share_is_no_support()
    {
        // 30 users in the same 12 games, whose closes moved alike for all of them: few games, however many users.
        var random = new SplitMix64(7);
        double[] luck = [.. Enumerable.Range(0, 12).Select(_ => 0.1 * (random.NextDouble() - 0.35))];
        var users = Enumerable.Range(0, 30).Select(u => Boards.User($"u{u}", "a:x", luck.Select((l, e) => Boards.Position($"g{e}", 20_000 + e, 0.4, 0.4 + l + (0.01 * (random.NextDouble() - 0.5))))));
        var row = Boards.Build(users).Row("a:x");
        Assert.True(row.UserP < 1e-3 && row.GameP > 0.05 && row.TopEventShare < 0.25, $"{row.UserP} {row.GameP}");
        Assert.Equal(Verdict.Unproven, row.Verdict);
        Assert.True(row.FollowThrough!.Lower < 0);
        Assert.Contains("because users bet on the same days (12 of them)", row.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public void News_of_a_day_that_all_games_share_is_no_support()
    {
        var random = new SplitMix64(11);
        double[] news = [.. Enumerable.Range(0, 10).Select(_ => 0.1 * (random.NextDouble() - 0.3))];
        var users = Enumerable.Range(0, 30).Select(u => Boards.User($"u{u}", "a:x", news.Select((n, d) => Boards.Position($"g{u}-{d}", 20_000 + d, 0.4, 0.4 + n + (0.02 * (random.NextDouble() - 0.5))))));
        var row = Boards.Build(users).Row("a:x");
        Assert.True(row.GameP < 1e-6 && row.DayP > 0.05, $"{row.GameP} {row.DayP}");
        Assert.Equal(Verdict.Unproven, row.Verdict);
    }

    [Fact]
    public void One_game_for_all_cannot_be_judged()
    {
        var row = Boards.Build(Enumerable.Range(0, 30).Select(u => Boards.User($"u{u}", "a:x", [Boards.Position("g", 20_000, 0.4, 0.5 + (0.01 * u))]))).Row("a:x");
        Assert.Null(row.P);
        Assert.Equal(Verdict.Insufficient, row.Verdict);
    }

    private static (Member[] Members, UserMean[] Tested, UserPool Pool, RandomEffectsFit Fit) Draw(ulong seed, bool shared)
    {
        var random = new SplitMix64(seed);
        Member[] members = [.. Enumerable.Range(0, 9).Select(u =>
        {
            EventPoint[] events = [.. Enumerable.Range(0, 2 + random.Below(6)).Select(e => EventPoint.Of(new SegmentEvent
            {
                EventId = shared ? $"{e}" : $"{u}-{e}",
                Day = shared ? 3 + (2 * e) + random.Below(2) : (100 * u) + (9 * e),
                First = new FirstPosition { Average = 0.3, After5 = 0.3, Close = 0.3 + (0.1 * random.NextDouble()) + (0.02 * e) },
            }))];
            return new Member(new EvidenceUser(new UserFigures { User = $"u{u}" }), SegmentFigures.OfPoints(events));
        })];
        var tested = Measures.Tested(members, TestMeasure.FollowThrough);
        var pool = UserPool.Of(tested);
        return (members, tested, pool, pool.Fit()!);
    }
}
