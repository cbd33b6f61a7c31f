using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// Percentile intervals of the mean over all events, users drawn with replacement (Efron 1979; Davison and Hinkley
/// 1997, 2.4, for events drawn within users). They are shown beside the Hartung-Knapp interval and decide nothing:
/// with few users they are too narrow.
/// </summary>
internal static class Bootstrap
{
    /// <summary>Intervals of log-odds, per cent and cents from one set of draws; null where a measure is missing.</summary>
    /// <param name="members">The users, in the order of their keys.</param>
    /// <param name="seed">From the segment's own data.</param>
    /// <param name="rule">Samples, level, and below how many users events are drawn too.</param>
    public static (Interval? LogOdds, Interval? Percent, Interval? Cents) Run(Member[] members, ulong seed, EvidenceRule rule)
    {
        var samples = rule.BootstrapSamples;
        if (members.Length < 2 || samples < 1)
        {
            return default;
        }

        var random = new SplitMix64(seed);
        double[] logOdds = new double[samples], percent = new double[samples], cents = new double[samples];
        var sums = Array.ConvertAll(members, m => EventSums.Of(m.Figures.Events));
        var withEvents = members.Length < rule.ResampleEventsBelowUsers;
        for (var b = 0; b < samples; b++)
        {
            var total = withEvents ? DrawEvents(members, ref random) : DrawUsers(sums, ref random);
            logOdds[b] = total.Values[0] / total.LogOddsEvents;
            percent[b] = total.Values[1] / total.Values[3];
            cents[b] = total.Values[2] / total.Values[3];
        }

        return (Percentiles(logOdds, rule.Level), Percentiles(percent, rule.Level), Percentiles(cents, rule.Level));
    }

    private static EventSums DrawUsers(EventSums[] users, ref SplitMix64 random)
    {
        var total = default(EventSums);
        var i = 0;
        for (; i + 1 < users.Length; i += 2)
        {
            // Two draws from 64 bits: a large board makes 800 million of them.
            var (first, second) = random.TwoBelow(users.Length);
            total.Add(users[first]);
            total.Add(users[second]);
        }

        if (i < users.Length)
        {
            total.Add(users[random.Below(users.Length)]);
        }

        return total;
    }

    private static EventSums DrawEvents(Member[] members, ref SplitMix64 random)
    {
        var total = default(EventSums);
        for (var i = 0; i < members.Length; i++)
        {
            var events = members[random.Below(members.Length)].Figures.Events;
            for (var j = 0; j < events.Length; j++)
            {
                total.Add(events[random.Below(events.Length)]);
            }
        }

        return total;
    }

    /// <summary>A resample without any event of the measure gave 0/0 and is left out.</summary>
    private static Interval? Percentiles(double[] means, double level)
    {
        Array.Sort(means); // NaN comes first
        var first = 0;
        while (first < means.Length && double.IsNaN(means[first]))
        {
            first++;
        }

        var count = means.Length - first;
        if (count == 0)
        {
            return null;
        }

        var cut = Math.Max((int)Math.Ceiling(count * (1 - level) / 2) - 1, 0);
        return new Interval(means[first + cut], means[^(cut + 1)]);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct EventSums
    {
        /// <summary>Sums of log-odds, per cent and cents, and the number of events behind the last two.</summary>
        public Vector256<double> Values;

        public double LogOddsEvents;

        public static EventSums Of(EventPoint[] events)
        {
            var sums = default(EventSums);
            foreach (ref readonly var point in events.AsSpan())
            {
                sums.Add(point);
            }

            return sums;
        }

        public void Add(in EventSums other)
        {
            Values += other.Values;
            LogOddsEvents += other.LogOddsEvents;
        }

        public void Add(in EventPoint point)
        {
            var hasLogOdds = !double.IsNaN(point.LogOdds);
            LogOddsEvents += hasLogOdds ? 1 : 0;
            Values += double.IsNaN(point.Percent)
                ? Vector256.Create(hasLogOdds ? point.LogOdds : 0, 0, 0, 0)
                : Vector256.Create(hasLogOdds ? point.LogOdds : 0, point.Percent, point.Cents, 1);
        }
    }
}
