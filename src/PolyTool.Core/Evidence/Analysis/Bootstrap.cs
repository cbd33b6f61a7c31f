using System.Runtime.InteropServices;
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
            var total = default(EventSums);
            for (var i = 0; i < members.Length; i++)
            {
                var drawn = random.Below(members.Length);
                if (withEvents)
                {
                    AddEvents(ref total, members[drawn].Figures.Events, ref random);
                }
                else
                {
                    total.Add(sums[drawn]);
                }
            }

            logOdds[b] = total.LogOdds / total.LogOddsEvents;
            percent[b] = total.Percent / total.Events;
            cents[b] = total.Cents / total.Events;
        }

        return (Percentiles(logOdds, rule.Level), Percentiles(percent, rule.Level), Percentiles(cents, rule.Level));
    }

    private static void AddEvents(ref EventSums total, EventPoint[] events, ref SplitMix64 random)
    {
        for (var j = 0; j < events.Length; j++)
        {
            total.Add(events[random.Below(events.Length)]);
        }
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
        public double LogOdds, LogOddsEvents, Percent, Cents, Events;

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
            LogOdds += other.LogOdds;
            LogOddsEvents += other.LogOddsEvents;
            Percent += other.Percent;
            Cents += other.Cents;
            Events += other.Events;
        }

        public void Add(in EventPoint point)
        {
            if (!double.IsNaN(point.LogOdds))
            {
                LogOdds += point.LogOdds;
                LogOddsEvents++;
            }

            if (!double.IsNaN(point.Percent))
            {
                Percent += point.Percent;
                Cents += point.Cents;
                Events++;
            }
        }
    }
}
