using MathNet.Numerics.Distributions;

namespace PolyTool.Core.Evidence.Formulas;

/// <summary>The exact sign test: how surprising is so uneven a count if either sign is as likely?</summary>
internal static class SignTest
{
    /// <summary>Two-sided p by the binomial distribution; studies of exactly zero are left out before. 1 for no studies.</summary>
    public static double TwoSidedP(int positive, int negative)
    {
        var all = positive + negative;
        return all == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, all, Math.Min(positive, negative)));
    }
}
