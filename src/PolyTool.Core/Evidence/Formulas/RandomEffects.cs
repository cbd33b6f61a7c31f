using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Formulas;

/// <summary>
/// Random-effects meta-analysis: each study has its own true mean, drawn around the mean that is asked for.
/// Sources: DerSimonian and Laird (1986); Paule and Mandel (1982); Hartung and Knapp (2001); Higgins, Thompson and
/// Spiegelhalter (2009) for the prediction interval.
/// </summary>
internal static class RandomEffects
{
    /// <summary>The between-study variance by the method of moments in one step.</summary>
    /// <param name="studies">At least two studies in all.</param>
    public static RandomEffectsFit DerSimonianLaird(ReadOnlySpan<StudyGroup> studies)
    {
        var common = Weigh(studies, 0);
        return Fit(studies, common, MomentEstimate(common));
    }

    /// <summary>The between-study variance at which the weighted squares about the mean reach their expectation.</summary>
    /// <param name="studies">At least two studies in all.</param>
    public static RandomEffectsFit PauleMandel(ReadOnlySpan<StudyGroup> studies)
    {
        var common = Weigh(studies, 0);
        return Fit(studies, common, Solve(studies, common));
    }

    /// <summary>The mean under Paule-Mandel weights, for refits that need nothing else.</summary>
    public static double PauleMandelMean(ReadOnlySpan<StudyGroup> studies) =>
        Weigh(studies, Solve(studies, Weigh(studies, 0))).Mean;

    private static double MomentEstimate(in Weighted common)
    {
        var c = common.Sum - (common.SumOfSquares / common.Sum);
        return c > 0 ? Math.Max(0, (common.Q - (common.Count - 1)) / c) : 0;
    }

    /// <summary>
    /// Newton's method. The generalised Q falls with tau², and is convex: from any start the second step lies left
    /// of the root, and from there the steps go up to it without passing it.
    /// </summary>
    private static double Solve(ReadOnlySpan<StudyGroup> studies, in Weighted common)
    {
        var goal = common.Count - 1;
        if (common.Q <= goal)
        {
            return 0;
        }

        var tau2 = MomentEstimate(common);
        for (var i = 0; i < 200; i++)
        {
            var at = Weigh(studies, tau2);
            var next = Math.Max(0, tau2 + ((at.Q - goal) / at.Slope));
            if (Math.Abs(next - tau2) <= 1e-13 * next)
            {
                return next;
            }

            tau2 = next;
        }

        return tau2;
    }

    private static RandomEffectsFit Fit(ReadOnlySpan<StudyGroup> studies, in Weighted common, double tau2)
    {
        var random = Weigh(studies, tau2);
        var free = common.Count - 1;
        var spread = common.Sum - (common.SumOfSquares / common.Sum);
        var typical = spread > 0 ? free / spread : 0;
        return new RandomEffectsFit
        {
            Studies = common.Count,
            Mean = random.Mean,
            StandardError = Math.Sqrt(1 / random.Sum),
            HartungKnappError = Math.Sqrt(random.Q / (free * random.Sum)),
            Tau2 = tau2,
            Q = common.Q,
            ISquared = tau2 > 0 ? tau2 / (tau2 + typical) : 0,
        };
    }

    private static Weighted Weigh(ReadOnlySpan<StudyGroup> studies, double tau2)
    {
        double sum = 0, squares = 0, total = 0;
        var count = 0;
        foreach (ref readonly var study in studies)
        {
            var weight = 1 / (study.Variance + tau2);
            count += study.Count;
            sum += study.Count * weight;
            squares += study.Count * weight * weight;
            total += study.Count * weight * study.Mean;
        }

        var mean = total / sum;
        double q = 0, slope = 0;
        foreach (ref readonly var study in studies)
        {
            var weight = 1 / (study.Variance + tau2);
            var distance = study.Mean - mean;
            var part = weight * (study.SumOfSquares + (study.Count * distance * distance));
            q += part;
            slope += weight * part;
        }

        return new Weighted(count, sum, squares, mean, q, slope);
    }

    /// <summary>Sums under one set of weights; <c>Slope</c> is minus the derivative of Q by tau².</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Weighted(int Count, double Sum, double SumOfSquares, double Mean, double Q, double Slope);
}
