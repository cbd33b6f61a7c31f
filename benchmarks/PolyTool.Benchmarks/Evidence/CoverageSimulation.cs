using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Benchmarks.Evidence;

/// <summary>How often an interval holds the true mean: one segment at a time, with known truth.</summary>
internal static class CoverageSimulation
{
    private const double True = 0.1;
    private const double Deviation = 0.4;

    public static bool Run(int repeats, ulong seed, CancellationToken cancellation)
    {
        Console.WriteLine($"Coverage of 95 % intervals, {repeats} segments a line, seed {seed}; 1 to 19 events a user");
        Console.WriteLine($"{"users",5} {"between",8} {"shape",-11} {"HK",7} {"DL (z)",7} {"predict",8} {"bootstrap",9}");
        var kept = true;
        foreach (var users in new[] { 5, 20, 100 })
        {
            foreach (var tau in new[] { 0.0, 0.2 })
            {
                foreach (var shape in Enum.GetValues<ClvShape>())
                {
                    var c = Count(users, tau, shape, repeats, seed, cancellation);
                    var hk = (double)c.HartungKnapp / repeats;
                    kept &= hk is >= 0.93 and <= 0.97;
                    Console.WriteLine($"{users,5} {(tau > 0 ? "yes" : "no"),8} {shape,-11} {hk,7:P1} {(double)c.Moments / repeats,7:P1} {(double)c.Prediction / repeats,8:P1} {(double)c.Bootstrap / c.BootstrapTried,9:P1}{(hk is >= 0.93 and <= 0.97 ? "" : "  <-- outside 93 to 97 %")}");
                }
            }
        }

        return kept;
    }

    private static Counts Count(int users, double tau, ClvShape shape, int repeats, ulong seed, CancellationToken cancellation)
    {
        var total = new Counts();
        var rule = EvidenceRule.Default with { BootstrapSamples = 500 };
        Parallel.For(0, repeats, new ParallelOptions { CancellationToken = cancellation }, () => new Counts(), (r, _, counts) =>
        {
            var random = new SplitMix64(new SplitMix64(seed + (ulong)r).Next() + (ulong)((users * 10) + (int)shape) + (tau > 0 ? 7919UL : 0));
            var members = Segment(users, tau, shape, ref random);
            var pool = UserPool.Of(Measures.LogOdds(members));
            if (pool.Fit() is not { } fit)
            {
                return counts;
            }

            counts.HartungKnapp += Holds(fit.MeanInterval(), True);
            var moments = pool.MomentFit()!;
            counts.Moments += Holds(Interval.Around(moments.Mean, Wilson.Z95 * moments.StandardError), True);
            counts.Prediction += Holds(fit.PredictionInterval()!.Value, True + (tau * ClvShapes.Normal(ref random)));
            if (r % 10 == 0)
            {
                counts.BootstrapTried++;
                counts.Bootstrap += Holds(Bootstrap.Run(members, random.Next(), rule).LogOdds!.Value, True);
            }

            return counts;
        }, counts =>
        {
            lock (total)
            {
                total.Add(counts);
            }
        });
        return total;
    }

    private static Member[] Segment(int users, double tau, ClvShape shape, ref SplitMix64 random)
    {
        var members = new Member[users];
        for (var u = 0; u < users; u++)
        {
            var mean = True + (tau > 0 ? tau * ClvShapes.Normal(ref random) : 0);
            var events = new EventPoint[1 + random.Below(19)];
            for (var e = 0; e < events.Length; e++)
            {
                var clv = mean + (Deviation * shape.Draw(ref random));
                events[e] = new EventPoint(random.Next(), clv, clv, clv, 1, e);
            }

            members[u] = new Member(new BatchUser(new UserFigures { User = $"u{u}" }), new SegmentFigures { Events = events });
        }

        return members;
    }

    private static int Holds(Interval interval, double value) => interval.Lower <= value && value <= interval.Upper ? 1 : 0;

    private sealed class Counts
    {
        public int HartungKnapp, Moments, Prediction, Bootstrap, BootstrapTried;

        public void Add(Counts other)
        {
            HartungKnapp += other.HartungKnapp;
            Moments += other.Moments;
            Prediction += other.Prediction;
            Bootstrap += other.Bootstrap;
            BootstrapTried += other.BootstrapTried;
        }
    }
}
