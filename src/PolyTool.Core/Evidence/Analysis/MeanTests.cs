using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Makes the test of a row's mean.</summary>
internal static class MeanTests
{
    [ThreadStatic]
    private static (ClusterSums Games, ClusterSums Days, ClusterSums Held)? s_clusters;

    /// <summary>Tables of games, of days, and of what is held in games: three a thread, since rows are many.</summary>
    public static (ClusterSums Games, ClusterSums Days, ClusterSums Held) Clusters => s_clusters ??= (new ClusterSums(), new ClusterSums(), new ClusterSums());

    /// <summary>Tests a measure of users whose events are known.</summary>
    /// <param name="members">The users.</param>
    /// <param name="means">The measure of each.</param>
    /// <param name="value">The measure of one event; NaN where it has none.</param>
    /// <param name="measure">What the row tests: from its price a game's rare outcome is told.</param>
    /// <param name="pool">The same users as studies.</param>
    /// <param name="fit">Their analysis.</param>
    /// <param name="clusters">How days count.</param>
    public static MeanTest OfEvents(Member[] members, UserMean[] means, EventValue value, TestMeasure measure, UserPool pool, RandomEffectsFit fit, DayClusters clusters)
    {
        var test = OfMeans(pool, fit);
        var sum = SumOfWeights(means, pool, fit);
        var squared = test.Error * test.Error;
        var (games, days, held) = Clusters;
        games.Start();
        held.Start();
        days.Start(clusters.Neighbours);
        for (var i = 0; i < members.Length; i++)
        {
            if (means[i].Events == 0)
            {
                continue;
            }

            games.NextUser();
            held.NextUser();
            days.NextUser();
            var share = 1 / ((pool.VarianceOf(means[i]) + fit.Tau2) * sum * means[i].Events);
            foreach (ref readonly var point in members[i].Figures.Events)
            {
                if (value(point) is var x && !double.IsNaN(x))
                {
                    var part = share * (x - fit.Mean);
                    games.Add(point.Id, part);
                    if (pool.HasFloor)
                    {
                        held.Add(point.Id, Side(point, measure) * share);
                    }

                    days.Add(ClusterSums.DayKey(point.Day, clusters.Weeks), part);
                }
            }
        }

        return test with
        {
            Games = games.Count,
            GameError = Math.Sqrt(Math.Max(squared + games.Excess(), pool.HasFloor ? Floored(fit.StandardError, pool.WithinVariance ?? 0, held) : 0)),
            Days = days.Count,
            DayError = Math.Sqrt(squared + days.Excess()),
        };
    }

    /// <summary>
    /// The side of a game's rare outcome that an event is on: it wins with it where it was a long shot, and loses with it where it
    /// was a favourite.
    /// </summary>
    public static int Side(in EventPoint point, TestMeasure measure) => point.Start(measure) > 0.5 ? -1 : 1;

    /// <summary>
    /// The squared error that a variance floor gives where owners hold the same games: a rare outcome that is missing is missing for all of
    /// them at once, so what they hold is added up by game before it is squared.
    /// </summary>
    /// <param name="ordinary">The ordinary error, which takes their events as independent.</param>
    /// <param name="variance">Of an event, at least the floor.</param>
    /// <param name="held">Each event's share in the mean, with its side, by game.</param>
    public static double Floored(double ordinary, double variance, ClusterSums held) => (ordinary * ordinary) + (variance * held.Excess());

    /// <summary>Tests users' means alone.</summary>
    public static MeanTest OfMeans(UserPool pool, RandomEffectsFit fit) => new()
    {
        Mean = fit.Mean,
        Error = fit.HartungKnappError,
        OrdinaryError = pool.OrdinaryErrorOf(fit),
        OrdinaryFreedom = pool.WithinFreedom > 0 ? (int)Math.Min(pool.WithinFreedom, 100_000) : fit.Studies - 1,
        Users = fit.Studies,
        SkewAdjustedT = pool.SkewAdjustedT(fit),
    };

    private static double SumOfWeights(UserMean[] means, UserPool pool, RandomEffectsFit fit)
    {
        double sum = 0;
        foreach (ref readonly var mean in means.AsSpan())
        {
            sum += mean.Events > 0 ? 1 / (pool.VarianceOf(mean) + fit.Tau2) : 0;
        }

        return sum;
    }
}
