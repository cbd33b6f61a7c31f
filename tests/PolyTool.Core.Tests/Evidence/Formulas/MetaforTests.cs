using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence.Formulas;

/// <summary>
/// Figures of R's metafor 3.8-1 (Viechtbauer 2010, doi 10.18637/jss.v036.i03): rma with test = "knha" and method "DL" or
/// "PM", solved to 1e-15. Data: metadat 1.2-0. The prediction interval has k - 2 degrees of freedom, as documented here.
/// </summary>
public class MetaforTests
{
    /// <summary>Teacher expectancy, 19 studies (Raudenbush and Bryk 1985): mean and variance.</summary>
    private static readonly StudyGroup[] s_raudenbush =
    [
        StudyGroup.Of(0.03, 0.0156), StudyGroup.Of(0.12, 0.0216), StudyGroup.Of(-0.14, 0.0279), StudyGroup.Of(1.18, 0.1391), StudyGroup.Of(0.26, 0.1362),
        StudyGroup.Of(-0.06, 0.0106), StudyGroup.Of(-0.02, 0.0106), StudyGroup.Of(-0.32, 0.0484), StudyGroup.Of(0.27, 0.0269), StudyGroup.Of(0.80, 0.0630),
        StudyGroup.Of(0.54, 0.0912), StudyGroup.Of(0.18, 0.0497), StudyGroup.Of(-0.02, 0.0835), StudyGroup.Of(0.23, 0.0841), StudyGroup.Of(-0.18, 0.0253),
        StudyGroup.Of(-0.06, 0.0279), StudyGroup.Of(0.30, 0.0193), StudyGroup.Of(0.07, 0.0088), StudyGroup.Of(-0.07, 0.0303),
    ];

    /// <summary>Lidocaine after heart attack (Hine et al. 1989): deaths and patients, treated and not; difference of risks.</summary>
    private static readonly StudyGroup[] s_hine =
    [
        RiskDifference(2, 39, 1, 43), RiskDifference(4, 44, 4, 44), RiskDifference(6, 107, 4, 110),
        RiskDifference(7, 103, 5, 100), RiskDifference(7, 110, 3, 106), RiskDifference(11, 154, 4, 146),
    ];

    [Fact]
    public void Teacher_expectancy_agrees()
    {
        var moments = RandomEffects.DerSimonianLaird(s_raudenbush);
        Agree(moments, 0.0893220844315, 0.0259036722998, 0.49762118467, 35.8295362996, 0.0635755550816, (-0.04424520046, 0.222889369323), 0.177051918489, (-0.275776752543, 0.454420921406));
        var fit = RandomEffects.PauleMandel(s_raudenbush);
        Agree(fit, 0.103956970241, 0.051773310103, 0.664402293259, 35.8295362996, 0.0682083873213, (-0.0393435340116, 0.247257474494), 0.144858565732, (-0.397210587704, 0.605124528186));
        double[] without = [.. Enumerable.Range(0, 19).Select(i => RandomEffects.PauleMandelMean([.. s_raudenbush.Where((_, j) => j != i)]))];
        Agree(0.0647848592998, without.Min());
        Agree(0.121834726381, without.Max());
        Assert.Equal((9, 14), (Array.IndexOf(without, without.Min()), Array.IndexOf(without, without.Max())));
    }

    [Fact]
    public void The_heart_attack_trials_show_no_variance_between_them_and_agree()
    {
        var fit = RandomEffects.PauleMandel(s_hine);
        Agree(fit, 0.0294443203448, 0, 0, 0.859692677532, 0.00541883929332, (0.0155147504871, 0.0433738902024), 0.00286331297418, (0.014399210513, 0.0444894301765));
    }

    [Theory] // metafor's blup, after rma with method "PM"
    [InlineData(0.03, 0.0156, 0.0471244181709, 0.110622408722)]
    [InlineData(1.18, 0.1391, 0.3958275803008, 0.200501625309)]
    [InlineData(0.80, 0.0630, 0.4179363404657, 0.172686285770)]
    public void Shrinkage_agrees_with_the_best_linear_unbiased_prediction(double estimate, double variance, double mean, double error)
    {
        var prior = EmpiricalBayes.Fit([.. s_raudenbush.Select(study => (study.Mean, study.Variance))])!.Value;
        var shrunk = prior.Shrink(estimate, variance);
        Agree(mean, shrunk.Mean);
        Agree(error, Math.Sqrt(shrunk.Variance));
    }

    [Fact]
    public void What_is_pulled_onto_one_point_is_as_uncertain_as_that_point()
    {
        // metafor's blup of the heart attack trials, all of them.
        var prior = EmpiricalBayes.Fit([.. s_hine.Select(trial => (trial.Mean, trial.Variance))])!.Value;
        Assert.All(s_hine, trial =>
        {
            var shrunk = prior.Shrink(trial.Mean, trial.Variance);
            Agree(0.0294443203448, shrunk.Mean);
            Agree(0.0130683169698, Math.Sqrt(shrunk.Variance));
        });
    }

    [Fact]
    public void Users_with_a_pooled_variance_agree()
    {
        // Not published: six invented users, whose variance R pools over their events before it calls metafor.
        double[][] users = [[.3, -.1, .5, .2, .9], [.1, .4, .0, -.2], [-.3, .6, .2, .1, .4, 1.8, .0, .3], [1.7, 1.2], [-.9], [-.1, .2, .3, .05, .6, .1]];
        UserMean[] means = [.. users.Select(u => UserMean.Of(u))];
        var pool = UserPool.Of(means);
        var fit = pool.Fit()!;
        Agree(0.197266666667, pool.WithinVariance!.Value);
        Agree(fit, 0.290220617955, 0.424518081692, 0.897682957995, 22.434261834819, 0.286321481434, (-0.445792181371, 1.026233417281), 0.357274929510, (-1.68573865802, 2.26617989393));
        var moments = pool.MomentFit()!;
        Agree(0.307463917513, moments.Mean);
        Agree(0.196135367218, moments.StandardError);
        Agree(0.168715408805, moments.Tau2);
        double[] without = [0.271155953858, 0.332601956717, 0.248612527413, 0.129406322780, 0.456249026629, 0.311511689535];
        Assert.All(means.Zip(without), pair => Agree(pair.Second, pool.MeanWithout(pair.First)!.Value));
        Agree(0.3539438469713, StudentT.TwoSidedP(pool.SkewAdjustedT(fit)!.Value, fit.Studies - 1));
    }

    [Theory] // R 4.2.2: binom.test and prop.test without correction
    [InlineData(37, 53, 0.113344354043)]
    [InlineData(290, 250, 0.0931981142228)]
    public void The_exact_binomial_test_agrees(int positive, int negative, double p) => Agree(p, SignTest.TwoSidedP(positive, negative));

    [Theory]
    [InlineData(0, 7)]
    [InlineData(7, 7)]
    [InlineData(0, 31)]
    public void Wilsons_interval_ends_exactly_at_nothing_and_at_all(int successes, int trials)
    {
        var interval = Wilson.Interval(successes, trials);
        Assert.Equal(successes == 0 ? 0 : 1, successes == 0 ? interval.Lower : interval.Upper);
    }

    private static StudyGroup RiskDifference(double a, double n, double c, double m) =>
        StudyGroup.Of((a / n) - (c / m), (a * (n - a) / (n * n * n)) + (c * (m - c) / (m * m * m)));

    private static void Agree(
        RandomEffectsFit fit, double mean, double tau2, double iSquared, double q, double error, (double Lower, double Upper) interval, double p, (double Lower, double Upper) prediction)
    {
        Agree(mean, fit.Mean);
        Agree(tau2, fit.Tau2);
        Agree(iSquared, fit.ISquared);
        Agree(q, fit.Q);
        Agree(error, fit.HartungKnappError);
        var around = Interval.Around(fit.Mean, StudentT.Quantile(0.975, fit.Studies - 1) * fit.HartungKnappError);
        Agree(interval.Lower, around.Lower);
        Agree(interval.Upper, around.Upper);
        Agree(p, StudentT.TwoSidedP(fit.Mean / fit.HartungKnappError, fit.Studies - 1));
        var next = fit.PredictionInterval(0.95, fit.HartungKnappError)!.Value;
        Agree(prediction.Lower, next.Lower);
        Agree(prediction.Upper, next.Upper);
    }

    /// <summary>To the twelve digits that R printed.</summary>
    private static void Agree(double expected, double actual) => Assert.InRange(actual - expected, -1e-11 * Math.Max(1, Math.Abs(expected)), 1e-11 * Math.Max(1, Math.Abs(expected)));
}
