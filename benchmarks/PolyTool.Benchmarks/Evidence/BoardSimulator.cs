using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Benchmarks.Evidence;

/// <summary>What a simulated board looks like. CLV is in log-odds.</summary>
internal sealed record BoardPlan
{
    public int Users { get; init; } = 50;

    /// <summary>Segments: buckets of five dimensions, a fifth each, so that every event is in five segments.</summary>
    public int Segments { get; init; } = 50;

    /// <summary>Events a user holds: from a fifth of this to nearly twice as many.</summary>
    public int EventsPerUser { get; init; } = 60;

    /// <summary>Standard deviation of an event's CLV.</summary>
    public double EventDeviation { get; init; } = 0.4;

    /// <summary>Standard deviation of a user's own mean in a segment.</summary>
    public double UserDeviation { get; init; }

    public ClvShape Shape { get; init; }

    /// <summary>Different events in all, from which users choose; 0: every user has events of their own.</summary>
    public int SharedEvents { get; init; }

    /// <summary>Share of an event's variance that all users who hold it have in common, on the same side.</summary>
    public double CommonShare { get; init; }

    /// <summary>Share of the segments that have a true effect; as many have its opposite.</summary>
    public double TrueShare { get; init; }

    /// <summary>Mean effect of these.</summary>
    public double Effect { get; init; }
}

/// <summary>A simulated board: its users and the truth behind it.</summary>
internal sealed record SimulatedBoard(List<UserFigures> Users, Dictionary<string, double> TrueMeans, List<UserTopFive> TopFive);

/// <summary>What the original would take from one user: the segments with the highest weighted mean, five at most.</summary>
internal sealed record UserTopFive(List<(string Segment, double Percent, double Notional)> Segments);

/// <summary>An event of the venue that several users hold: its bucket in each dimension, and the luck that they share.</summary>
internal sealed record SharedEvent(int[] Buckets, double Luck)
{
    public static SharedEvent[] Make(int count, int dimensions, int buckets, ulong seed)
    {
        var random = new SplitMix64(seed ^ 0x5EED);
        var events = new SharedEvent[count];
        for (var i = 0; i < count; i++)
        {
            var bucket = new int[dimensions];
            for (var d = 0; d < dimensions; d++)
            {
                bucket[d] = random.Below(buckets);
            }

            events[i] = new SharedEvent(bucket, ClvShapes.Normal(ref random));
        }

        return events;
    }
}

internal static class BoardSimulator
{
    private const int Dimensions = 5;

    public static SimulatedBoard Make(BoardPlan plan, ulong seed)
    {
        var random = new SplitMix64(seed);
        var buckets = plan.Segments / Dimensions;
        var effects = new double[Dimensions, buckets];
        var truth = new Dictionary<string, double>(StringComparer.Ordinal);
        var pairs = (int)Math.Round(plan.TrueShare * buckets);
        for (var d = 0; d < Dimensions; d++)
        {
            for (var b = 0; b < buckets; b++)
            {
                // For every bucket with an effect another has its opposite: then the other dimensions' effects
                // average out, and the truth of all other segments is exactly zero.
                effects[d, b] = b < pairs ? plan.Effect * (0.5 + random.NextDouble()) : b < 2 * pairs ? -effects[d, b - pairs] : 0;
                truth.Add(Name(d, b), effects[d, b]);
            }
        }

        var common = plan.SharedEvents > 0 ? SharedEvent.Make(plan.SharedEvents, Dimensions, buckets, seed) : [];
        var users = new List<UserFigures>();
        var top = new List<UserTopFive>();
        for (var u = 0; u < plan.Users; u++)
        {
            var (figures, five) = User(plan, effects, buckets, common, u, ref random);
            users.Add(figures);
            top.Add(five);
        }

        return new SimulatedBoard(users, truth, top);
    }

    private static (UserFigures Figures, UserTopFive Five) User(BoardPlan plan, double[,] effects, int buckets, SharedEvent[] common, int number, ref SplitMix64 random)
    {
        var own = new double[Dimensions, buckets];
        for (var d = 0; d < Dimensions; d++)
        {
            for (var b = 0; b < buckets; b++)
            {
                own[d, b] = plan.UserDeviation > 0 ? plan.UserDeviation / Math.Sqrt(Dimensions) * ClvShapes.Normal(ref random) : 0;
            }
        }

        var events = new Dictionary<string, List<EventPoint>>(StringComparer.Ordinal);
        var count = Math.Max(1, (int)(plan.EventsPerUser * (0.2 + (1.6 * random.NextDouble()))));
        Span<int> bucket = stackalloc int[Dimensions];
        var held = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var shared = common.Length > 0 ? random.Below(common.Length) : -1;
            if (shared >= 0 && !held.Add(shared))
            {
                continue;
            }

            var clv = plan.EventDeviation * plan.Shape.Draw(ref random);
            var entry = 0.1 + (0.8 * random.NextDouble());
            var notional = Math.Exp(4 + ClvShapes.Normal(ref random));
            var id = random.Next();
            var time = 1_700_000_000 + (long)(random.NextDouble() * 8_000_000);
            if (shared >= 0)
            {
                id = (ulong)shared;
                clv = (Math.Sqrt(1 - plan.CommonShare) * clv) + (Math.Sqrt(plan.CommonShare) * plan.EventDeviation * common[shared].Luck);
            }

            for (var d = 0; d < Dimensions; d++)
            {
                bucket[d] = shared >= 0 ? common[shared].Buckets[d] : random.Below(buckets);
                clv += effects[d, bucket[d]] + own[d, bucket[d]];
            }

            var close = 1 / (1 + Math.Exp(-(Math.Log(entry / (1 - entry)) + clv)));
            var point = new EventPoint(id, clv, (close - entry) / entry, 100 * (close - entry), notional, time);
            for (var d = 0; d < Dimensions; d++)
            {
                var name = Name(d, bucket[d]);
                if (!events.TryGetValue(name, out var list))
                {
                    events.Add(name, list = []);
                }

                list.Add(point);
            }
        }

        var user = new UserFigures
        {
            User = $"user{number}",
            Wallet = $"0x{number:x8}",
            HasEvents = true,
            Segments = [.. events.Select(e => KeyValuePair.Create(e.Key, Figures(e.Value)))],
        };
        var five = events.Where(e => e.Value.Count >= 5)
            .Select(e => (e.Key, Percent: e.Value.Sum(p => p.Percent * p.Notional) / e.Value.Sum(p => p.Notional), Notional: e.Value.Sum(p => p.Notional)))
            .OrderByDescending(e => e.Percent)
            .Take(5)
            .ToList();
        return (user, new UserTopFive(five));
    }

    private static SegmentFigures Figures(List<EventPoint> points) => new()
    {
        Events = [.. points],
        Positions = points.Count * 2,
        ClvPositions = points.Count * 2,
        Notional = points.Sum(p => p.Notional),
        ClvNotional = points.Sum(p => p.Notional),
        PercentNotionalSum = points.Sum(p => p.Notional * p.Percent),
        BeatSum = points.Count(p => p.Percent > 0),
        BeatBase = points.Count,
    };

    private static string Name(int dimension, int bucket) => $"d{dimension}:b{bucket:d3}";
}
