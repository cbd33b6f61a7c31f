using System.Collections.Concurrent;
using MathNet.Numerics;

namespace PolyTool.Core.Evidence.Formulas;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    private static readonly ConcurrentDictionary<(double, int), double> s_quantiles = new();

    /// <summary>The value below which t lies with this probability. Kept, since a board asks for few of them often.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="degrees">Degrees of freedom, at least one.</param>
    public static double Quantile(double probability, int degrees) =>
        s_quantiles.GetOrAdd((probability, degrees), static key => Find(key.Item1, key.Item2));

    /// <summary>Probability of a |t| at least this large.</summary>
    public static double TwoSidedP(double t, int degrees) =>
        t == 0 ? 1 : SpecialFunctions.BetaRegularized(degrees / 2.0, 0.5, degrees / (degrees + (t * t)));

    /// <summary>Bisection on the two-sided tail: slower than a series, right to the last bits everywhere.</summary>
    private static double Find(double probability, int degrees)
    {
        if (probability < 0.5)
        {
            return -Find(1 - probability, degrees);
        }

        var tail = 2 * (1 - probability);
        double low = 0, high = 1;
        while (TwoSidedP(high, degrees) > tail)
        {
            low = high;
            high *= 2;
        }

        for (var i = 0; i < 100 && high - low > 1e-15 * high; i++)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = TwoSidedP(middle, degrees) > tail ? (middle, high) : (low, middle);
        }

        return low + ((high - low) / 2);
    }
}
