using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence;

public class SharedEventsTests
{
    [Fact]
    public void Users_with_events_of_their_own_keep_the_Hartung_Knapp_error()
    {
        var (members, tested, pool, fit) = Draw(1, shared: false);
        var (error, p) = SharedEvents.Of(members, tested, pool, fit)!.Value;
        Assert.Equal(fit.HartungKnappError, error, 15);
        Assert.Equal(fit.PValue()!.Value, p, 15);
    }

    [Fact]
    public void The_error_is_that_of_clusters_by_user_and_by_event()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var (members, tested, pool, fit) = Draw(seed, shared: true);
            var weights = tested.Select(u => 1 / (pool.VarianceOf(u)!.Value + fit.Tau2)).ToArray();
            var parts = members.SelectMany((m, u) => m.Figures.Events.Select(e => (User: u, e.Id, Part: weights[u] / weights.Sum() / tested[u].Events * (e.LogOdds - fit.Mean)))).ToList();

            // By the definition: all pairs of different users in one event, on top of Hartung and Knapp's.
            var pairs = parts.SelectMany(a => parts.Where(b => b.Id == a.Id && b.User != a.User).Select(b => a.Part * b.Part)).Sum();
            var expected = Math.Sqrt((fit.HartungKnappError * fit.HartungKnappError) + Math.Max(0, pairs));
            var (error, p) = SharedEvents.Of(members, tested, pool, fit)!.Value;
            Assert.Equal(expected, error, 12);
            Assert.Equal(StudentT.TwoSidedP(fit.Mean / expected, Math.Min(members.Length, parts.DistinctBy(x => x.Id).Count()) - 1), p, 10);
            Assert.True(error >= fit.HartungKnappError);
        }
    }

    [Fact]
    public void Luck_that_all_users_share_is_no_support()
    {
        // 30 users in the same 12 events, whose closes moved alike for all of them: few events, however many users.
        var random = new SplitMix64(7);
        double[] luck = [.. Enumerable.Range(0, 12).Select(_ => 0.6 * (random.NextDouble() - 0.35))];
        var users = Enumerable.Range(0, 30).Select(u => User(u, luck.Select((l, e) => Point((ulong)e, l + (0.05 * (random.NextDouble() - 0.5))))));
        var row = Boards.Build(users).Row("a:x");
        Assert.True(row.Q < 1e-6 && row.SharedEventQ > 0.05 && row.TopEventShare < 0.25, $"{row.Q} {row.SharedEventQ}");
        Assert.Equal(Verdict.Promising, row.Verdict);
        Assert.Contains("when users in the same events are not counted as independent (12 different events)", row.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public void One_event_for_all_cannot_be_judged()
    {
        var row = Boards.Build(Enumerable.Range(0, 30).Select(u => User(u, [Point(1, 0.1 + (0.01 * u))]))).Row("a:x");
        Assert.Null(row.SharedEventP);
        Assert.Equal(Verdict.Insufficient, row.Verdict);
    }

    private static (Member[] Members, UserMean[] Tested, UserPool Pool, RandomEffectsFit Fit) Draw(ulong seed, bool shared)
    {
        var random = new SplitMix64(seed);
        Member[] members = [.. Enumerable.Range(0, 9).Select(u =>
        {
            EventPoint[] events = [.. Enumerable.Range(0, 2 + random.Below(6)).Select(e => Point(shared ? (ulong)e : (ulong)((100 * u) + e), random.NextDouble() + (0.2 * e)))];
            return new Member(new BatchUser(new UserFigures { User = $"u{u}" }), new SegmentFigures { Events = events });
        })];
        var tested = Measures.LogOdds(members);
        var pool = UserPool.Of(tested);
        return (members, tested, pool, pool.Fit()!);
    }

    private static EventPoint Point(ulong id, double value) => new(id, value, value, value, 10, EventPoint.NoTime);

    private static UserFigures User(int number, IEnumerable<EventPoint> events)
    {
        EventPoint[] points = [.. events];
        return new UserFigures
        {
            User = $"u{number}",
            Wallet = $"0x{number}",
            HasEvents = true,
            Segments = [KeyValuePair.Create("a:x", new SegmentFigures { Events = points, Positions = points.Length, ClvPositions = points.Length, Notional = points.Length, ClvNotional = points.Length })],
        };
    }
}
