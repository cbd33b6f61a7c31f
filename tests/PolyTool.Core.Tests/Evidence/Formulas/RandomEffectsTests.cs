using PolyTool.Core.Evidence.Formulas;

namespace PolyTool.Core.Tests.Evidence.Formulas;

/// <summary>Published worked examples, to the digits printed there.</summary>
public class RandomEffectsTests
{
    /// <summary>The 13 trials of the BCG vaccine (Colditz et al. 1994): cases and others, vaccinated and not.</summary>
    private static readonly StudyGroup[] s_bcg =
    [
        LogRiskRatio(4, 119, 11, 128), LogRiskRatio(6, 300, 29, 274), LogRiskRatio(3, 228, 11, 209),
        LogRiskRatio(62, 13536, 248, 12619), LogRiskRatio(33, 5036, 47, 5761), LogRiskRatio(180, 1361, 372, 1079),
        LogRiskRatio(8, 2537, 10, 619), LogRiskRatio(505, 87886, 499, 87892), LogRiskRatio(29, 7470, 45, 7232),
        LogRiskRatio(17, 1699, 65, 1600), LogRiskRatio(186, 50448, 141, 27197), LogRiskRatio(5, 2493, 3, 2338),
        LogRiskRatio(27, 16886, 29, 17825),
    ];

    /// <summary>Nine laboratories (Chen and Peace 2013, chapter 4; the example of statsmodels' combine_effects).</summary>
    private static readonly StudyGroup[] s_laboratories =
    [
        StudyGroup.Of(61.0, 0.2025), StudyGroup.Of(61.4, 1.21), StudyGroup.Of(62.21, 0.09), StudyGroup.Of(62.3, 0.2025),
        StudyGroup.Of(62.34, 0.3844), StudyGroup.Of(62.6, 0.5625), StudyGroup.Of(62.7, 0.0676), StudyGroup.Of(62.84, 0.0225),
        StudyGroup.Of(65.9, 1.8225),
    ];

    [Fact]
    public void DerSimonian_Laird_agrees_with_the_BCG_example()
    {
        var fit = RandomEffects.DerSimonianLaird(s_bcg);
        Assert.Equal(-0.7141, fit.Mean, 4);
        Assert.Equal(0.1787, fit.StandardError, 4);
        Assert.Equal(0.3088, fit.Tau2, 4);
        Assert.Equal(0.9212, fit.ISquared, 4);
        Assert.Equal(152.23, fit.Q, 2);
        Assert.Equal(13, fit.Studies);
    }

    [Fact]
    public void Paule_Mandel_agrees_with_the_BCG_example()
    {
        var fit = RandomEffects.PauleMandel(s_bcg);
        Assert.Equal(0.3180, fit.Tau2, 3);
        Assert.Equal(152.23, fit.Q, 2);
        Assert.Equal(12, s_bcg.Sum(s => (s.Mean - fit.Mean) * (s.Mean - fit.Mean) / (s.Variance + fit.Tau2)), 9);
    }

    [Fact]
    public void Hartung_Knapp_agrees_with_the_laboratories_example()
    {
        var fit = RandomEffects.DerSimonianLaird(s_laboratories);
        Assert.Equal(62.390139, fit.Mean, 6);
        Assert.Equal(0.245750, fit.StandardError, 6);
        Assert.Equal(0.294776, fit.HartungKnappError, 6);
        var half = StudentT.Quantile(0.975, fit.Studies - 1) * fit.HartungKnappError;
        Assert.Equal(61.710384, fit.Mean - half, 6);
        Assert.Equal(63.069893, fit.Mean + half, 6);
    }

    [Fact]
    public void Paule_Mandel_agrees_with_the_laboratories_example()
    {
        var fit = RandomEffects.PauleMandel(s_laboratories);
        Assert.Equal(62.407620, fit.Mean, 6);
        Assert.Equal(0.338030, fit.StandardError, 5);
    }

    [Fact]
    public void The_eight_schools_show_no_variance_between_them()
    {
        // Rubin (1981); Gelman et al., Bayesian Data Analysis, section 5.5: pooled 7.7 with error 4.1.
        double[] means = [28, 8, -3, 7, -1, 1, 18, 12];
        double[] errors = [15, 10, 16, 11, 9, 11, 10, 18];
        var fit = RandomEffects.PauleMandel([.. means.Zip(errors, (y, e) => StudyGroup.Of(y, e * e))]);
        Assert.Equal((0.0, 0.0), (fit.Tau2, fit.ISquared));
        Assert.Equal(7.7, fit.Mean, 1);
        Assert.Equal(4.1, fit.StandardError, 1);
    }

    [Fact]
    public void Groups_of_equal_variance_give_what_single_studies_give()
    {
        double[] fine = [0.3, -0.1, 0.7, 0.4], rough = [1.5, -2, 0.2];
        var single = RandomEffects.PauleMandel([.. fine.Select(y => StudyGroup.Of(y, 0.01)), .. rough.Select(y => StudyGroup.Of(y, 0.5))]);
        var grouped = RandomEffects.PauleMandel([Group(fine, 0.01), Group(rough, 0.5)]);
        Assert.Equal(single.Mean, grouped.Mean, 12);
        Assert.Equal(single.Tau2, grouped.Tau2, 12);
        Assert.Equal(single.HartungKnappError, grouped.HartungKnappError, 12);
        Assert.Equal(single.ISquared, grouped.ISquared, 12);
        Assert.Equal(Group([0.3, 0.7, 0.4], 0.01).SumOfSquares, Group(fine, 0.01).Without(-0.1).SumOfSquares, 12);
    }

    [Theory]
    [InlineData(1e-15, 1e15)]
    [InlineData(1e15, 1e-15)]
    public void Variances_over_thirty_orders_of_magnitude_still_solve(double first, double second)
    {
        var fit = RandomEffects.PauleMandel([StudyGroup.Of(1, first), StudyGroup.Of(2, second), StudyGroup.Of(4, 1), StudyGroup.Of(3, first)]);
        Assert.True(double.IsFinite(fit.Mean) && double.IsFinite(fit.HartungKnappError) && fit.Tau2 >= 0);
        Assert.InRange(fit.Mean, 1, 4);
    }

    [Fact]
    public void Studies_without_spread_have_no_error()
    {
        var fit = RandomEffects.PauleMandel([StudyGroup.Of(1, 1), StudyGroup.Of(1, 2)]);
        Assert.Equal(0, fit.HartungKnappError);
        Assert.Null(fit.PredictionInterval(0.95, fit.HartungKnappError));
    }

    private static StudyGroup Group(double[] means, double variance) =>
        means.Skip(1).Aggregate(StudyGroup.Of(means[0], variance), (group, y) => group.With(y));

    private static StudyGroup LogRiskRatio(double a, double b, double c, double d) =>
        StudyGroup.Of(Math.Log(a / (a + b) / (c / (c + d))), (1 / a) - (1 / (a + b)) + (1 / c) - (1 / (c + d)));
}
