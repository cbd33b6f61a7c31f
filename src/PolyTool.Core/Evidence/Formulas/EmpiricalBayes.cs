using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Formulas;

/// <summary>
/// Normal-normal empirical Bayes (Efron and Morris 1975; Morris 1983): noisy estimates are pulled towards the mean
/// of all, the more the noisier they are. Mean and variance of the prior are those of a random-effects analysis
/// over the estimates, after Paule and Mandel.
/// </summary>
/// <param name="Mean">Mean of the prior.</param>
/// <param name="Variance">Variance of the prior; zero pulls everything all the way.</param>
/// <param name="MeanVariance">Variance of the estimate of <paramref name="Mean"/>; above zero.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EmpiricalBayes(double Mean, double Variance, double MeanVariance)
{
    /// <summary>The prior of these estimates; null below two.</summary>
    public static EmpiricalBayes? Fit(ReadOnlySpan<(double Estimate, double Variance)> estimates)
    {
        if (estimates.Length < 2)
        {
            return null;
        }

        var studies = new StudyGroup[estimates.Length];
        for (var i = 0; i < studies.Length; i++)
        {
            studies[i] = StudyGroup.Of(estimates[i].Estimate, estimates[i].Variance);
        }

        var fit = RandomEffects.PauleMandel(studies);
        return new EmpiricalBayes(fit.Mean, fit.Tau2, fit.StandardError * fit.StandardError);
    }

    /// <summary>
    /// Mean and variance of one estimate's true value, given the estimate. What the prior's mean is uncertain by counts as far
    /// as the estimate is pulled towards it, as in a best linear unbiased prediction: also where all is pulled onto one
    /// point, that point is only estimated.
    /// </summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="variance">Its variance; above zero.</param>
    public (double Mean, double Variance) Shrink(double estimate, double variance)
    {
        var keep = Variance / (Variance + variance);
        var pulled = 1 - keep;
        return (Mean + (keep * (estimate - Mean)), (keep * variance) + (pulled * pulled * MeanVariance));
    }
}
