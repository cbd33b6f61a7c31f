using System.Buffers;
using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// What the mean's error becomes when users who hold the same events are not taken as independent: clustered by user
/// and by event at once (Cameron, Gelbach and Miller 2011). To the squared Hartung-Knapp error, which is clustered by
/// user, comes what the events add: Σ_e (Σ_u c r)² - Σ c² r², with c the share of one event of one user in the mean
/// and r its distance from the mean. Where no event is shared nothing comes to it.
/// </summary>
internal static class SharedEvents
{
    /// <summary>The error and the two-sided p of a mean of zero; null below two different events.</summary>
    /// <param name="members">The users.</param>
    /// <param name="tested">Their log-odds.</param>
    /// <param name="pool">The same users as studies.</param>
    /// <param name="fit">Their analysis.</param>
    public static (double Error, double P)? Of(Member[] members, UserMean[] tested, UserPool pool, RandomEffectsFit fit)
    {
        var rented = ArrayPool<(ulong Id, double Part)>.Shared.Rent((int)pool.Events);
        try
        {
            var count = 0;
            double sum = 0;
            for (var i = 0; i < members.Length; i++)
            {
                if (tested[i].Events == 0)
                {
                    continue;
                }

                var weight = 1 / ((pool.VarianceOf(tested[i]) ?? 1) + fit.Tau2);
                sum += weight;
                foreach (ref readonly var point in members[i].Figures.Events.AsSpan())
                {
                    if (!double.IsNaN(point.LogOdds))
                    {
                        rented[count++] = (point.Id, weight / tested[i].Events * (point.LogOdds - fit.Mean));
                    }
                }
            }

            var (excess, distinct) = Excess(rented.AsSpan(0, count));
            var error = Math.Sqrt((fit.HartungKnappError * fit.HartungKnappError) + (Math.Max(0, excess) / (sum * sum)));
            return distinct < 2 || !double.IsFinite(error) ? null : (error, StudentT.TwoSidedP(fit.Mean / error, Math.Min(fit.Studies, distinct) - 1));
        }
        finally
        {
            ArrayPool<(ulong Id, double Part)>.Shared.Return(rented);
        }
    }

    /// <summary>Σ_e (Σ_u part)² - Σ part², summed as twice the products within an event, which cancels nothing large.</summary>
    private static (double Excess, int Distinct) Excess(Span<(ulong Id, double Part)> points)
    {
        points.Sort();
        double excess = 0, run = 0;
        var distinct = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var same = i > 0 && points[i].Id == points[i - 1].Id;
            distinct += same ? 0 : 1;
            excess += same ? 2 * run * points[i].Part : 0;
            run = same ? run + points[i].Part : points[i].Part;
        }

        return (excess, distinct);
    }
}
