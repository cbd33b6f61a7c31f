using MathNet.Numerics.Distributions;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// How often the close lies above the entry, and how often it would at the same entries if every price were fair. That is not
/// one half: a favourite's price rises often by little and falls rarely by much. How often depends on how far prices move, so
/// it needs a model: an entry e moves to Φ((Φ⁻¹(e) + √s z) / √(1 - s)), a martingale, with the row's own s, the one at which
/// the mean square of close less entry is the row's. Then the share is Φ(Φ⁻¹(e) (1 - √(1 - s)) / √s): a half for small moves,
/// e where all prices go to a payout.
/// </summary>
internal static class FairBeatClose
{
    private const int Steps = 200;

    private const int Moves = 64;

    // By s, closer to each other where it is small, and entry: a board has hundreds of rows.
    private static readonly double[][] s_rates = Table(Rate), s_squares = Table(Square);

    /// <summary>Events with a line and no tie; null without any.</summary>
    public static (double Rate, double Fair, long Events, long Ties)? Of(Member[] members)
    {
        long events = 0, ties = 0, beats = 0;
        double squares = 0;
        var entries = new long[Steps + 1]; // by half cents: the share changes little within one
        foreach (var member in members)
        {
            foreach (ref readonly var point in member.Figures.Events)
            {
                if (!point.HasLine)
                {
                    continue;
                }

                var total = point.Total;
                squares += total * total / 10_000;
                entries[(int)Math.Round(Steps * point.Average)]++;
                ties += total == 0 ? 1 : 0;
                beats += total > 0 ? 1 : 0;
                events++;
            }
        }

        if (events == ties)
        {
            return null;
        }

        return ((double)beats / (events - ties), Math.Round(Fair(entries, squares) / events, 3), events - ties, ties);
    }

    /// <summary>Sum of the fair shares at the s where the sum of squares is the observed one, which grows with s.</summary>
    private static double Fair(long[] entries, double squares)
    {
        double before = 0;
        for (var j = 1; j <= Moves; j++)
        {
            var at = Sum(s_squares, j);
            if (at >= squares || j == Moves)
            {
                var part = at > before ? Math.Clamp((squares - before) / (at - before), 0, 1) : 1;
                return ((1 - part) * Sum(s_rates, j - 1)) + (part * Sum(s_rates, j));
            }

            before = at;
        }

        return 0;

        double Sum(double[][] table, int j)
        {
            double sum = 0;
            for (var i = 0; i < entries.Length; i++)
            {
                sum += entries[i] * table[j][i];
            }

            return sum;
        }
    }

    private static double[][] Table(Func<double, double, double> value) =>
        [.. Enumerable.Range(0, Moves + 1).Select(j => Enumerable.Range(0, Steps + 1).Select(i => value((double)i / Steps, (double)j * j / (Moves * Moves))).ToArray())];

    /// <summary>The share of entries e that the close beats.</summary>
    public static double Rate(double e, double s) => e is <= 0 or >= 1 ? e : s <= 0 ? 0.5
        : Normal.CDF(0, 1, Normal.InvCDF(0, 1, e) * (1 - Math.Sqrt(1 - s)) / Math.Sqrt(s));

    /// <summary>
    /// E(c - e)² at entry e: Φ₂(a, a; s) - e², a = Φ⁻¹(e). The bivariate normal at equal limits is the integral of
    /// exp(-a² / (1 + r)) / (2π √(1 - r²)) over r from 0 to s (Plackett 1954), which Simpson's rule gives after r = sin θ.
    /// </summary>
    private static double Square(double e, double s)
    {
        if (e is <= 0 or >= 1)
        {
            return 0;
        }

        var a = Normal.InvCDF(0, 1, e);
        double top = Math.Asin(s), sum = 0;
        const int Parts = 32;
        for (var i = 0; i <= Parts; i++)
        {
            var weight = i is 0 or Parts ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.Exp(-a * a / (1 + Math.Sin(top * i / Parts)));
        }

        return top / Parts / 3 * sum / (2 * Math.PI);
    }
}
