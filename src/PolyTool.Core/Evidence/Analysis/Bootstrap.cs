using System.Runtime.Intrinsics;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// Percentile intervals of the mean over all events, users drawn with replacement (Efron 1979; Davison and Hinkley
/// 1997, 2.4, for events drawn within users). They are shown beside the Hartung-Knapp interval and decide nothing:
/// with few users they are too narrow.
/// </summary>
internal static class Bootstrap
{
    /// <summary>The interval; null below two users.</summary>
    /// <param name="members">The users, in the order of their keys.</param>
    /// <param name="tested">The tested measure of each.</param>
    /// <param name="measure">What is tested.</param>
    /// <param name="seed">From the segment's own data.</param>
    /// <param name="rule">Samples, level, and below how many users events are drawn too.</param>
    public static Interval? Run(Member[] members, UserMean[] tested, TestMeasure measure, ulong seed, EvidenceRule rule)
    {
        var samples = rule.BootstrapSamples;
        if (members.Length < 2 || samples < 1)
        {
            return null;
        }

        var random = new SplitMix64(seed);
        var means = new double[samples];
        var sums = Array.ConvertAll(tested, static u => Vector128.Create(u.Events * u.Mean, u.Events));
        var values = members.Length < rule.ResampleEventsBelowUsers
            ? Array.ConvertAll(members, m => Array.FindAll(Array.ConvertAll(m.Figures.Events.ToArray(), p => p.Value(measure)), static x => !double.IsNaN(x)))
            : null;
        var drawn = new int[members.Length & ~1];
        for (var b = 0; b < samples; b++)
        {
            var total = values is null ? DrawUsers(sums, drawn, ref random) : DrawEvents(values, ref random);
            means[b] = total[0] / total[1];
        }

        return Percentiles(means, rule.Level);
    }

    private static Vector128<double> DrawUsers(Vector128<double>[] users, int[] drawn, ref SplitMix64 random)
    {
        // Two draws from 64 bits: a large board makes 800 million of them.
        random.FillBelow(users.Length, drawn);
        var total = Vector128<double>.Zero;
        for (var i = 0; i + 1 < drawn.Length; i += 2)
        {
            total += users[drawn[i]] + users[drawn[i + 1]];
        }

        return drawn.Length < users.Length ? total + users[random.Below(users.Length)] : total;
    }

    private static Vector128<double> DrawEvents(double[][] users, ref SplitMix64 random)
    {
        double sum = 0, count = 0;
        for (var i = 0; i < users.Length; i++)
        {
            var events = users[random.Below(users.Length)];
            for (var j = 0; j < events.Length; j++)
            {
                sum += events[random.Below(events.Length)];
            }

            count += events.Length;
        }

        return Vector128.Create(sum, count);
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
}
