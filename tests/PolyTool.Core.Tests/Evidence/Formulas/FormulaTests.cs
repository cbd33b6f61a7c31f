using PolyTool.Core.Evidence.Formulas;

namespace PolyTool.Core.Tests.Evidence.Formulas;

/// <summary>Published worked examples, to the digits printed there.</summary>
public class FormulaTests
{
    [Theory] // Newcombe (1998), table I, method 3.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_agrees_with_Newcombes_table(double successes, double trials, double lower, double upper)
    {
        var interval = Wilson.Interval(successes, trials);
        Assert.Equal(lower, interval.Lower, 4);
        Assert.Equal(upper, interval.Upper, 4);
    }

    [Fact]
    public void Benjamini_Hochberg_finds_the_four_discoveries_of_its_paper()
    {
        // Benjamini and Hochberg (1995), section 4: 15 hypotheses, four rejected at 5 %, three by Bonferroni.
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000];
        var q = MultipleTesting.BenjaminiHochberg(p);
        Assert.Equal(4, q.Count(x => x <= 0.05));
        Assert.Equal(0.0095 * 15 / 4, q[3], 12);
        Assert.Equal(0.0298 * 15 / 7, q[5], 12);
        var by = MultipleTesting.BenjaminiYekutieli(p);
        Assert.Equal(0.0001 * 15 * 3.318229, by[0], 8);
        Assert.Equal(1, by[^1]);
    }

    [Fact]
    public void Discovery_rates_do_not_depend_on_the_order_of_the_tests()
    {
        double[] p = [0.04, 0.01, 0.03, 0.01, 0.9];
        Assert.Equal([0.05, 0.025, 0.05, 0.025, 0.9], MultipleTesting.BenjaminiHochberg(p), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Empty(MultipleTesting.BenjaminiHochberg([]));
    }

    [Theory] // sums of binomial coefficients over powers of two
    [InlineData(9, 1, 22.0 / 1024)]
    [InlineData(11, 3, 940.0 / 16384)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    public void The_sign_test_is_exact(int positive, int negative, double p) =>
        Assert.Equal(p, SignTest.TwoSidedP(positive, negative), 12);

    [Theory] // tables of Student's t
    [InlineData(0.975, 1, 12.7062)]
    [InlineData(0.975, 4, 2.7764)]
    [InlineData(0.975, 12, 2.1788)]
    [InlineData(0.995, 30, 2.7500)]
    [InlineData(0.95, 120, 1.6577)]
    [InlineData(0.025, 4, -2.7764)]
    public void Quantiles_of_t_agree_with_the_tables(double probability, int degrees, double t)
    {
        Assert.Equal(t, StudentT.Quantile(probability, degrees), 4);
        Assert.Equal(2 * Math.Min(probability, 1 - probability), StudentT.TwoSidedP(StudentT.Quantile(probability, degrees), degrees), 12);
    }

    [Fact]
    public void Two_sided_p_of_BCG_under_Hartung_Knapp_agrees_with_the_published_one() =>
        Assert.Equal(0.0019, StudentT.TwoSidedP(-3.9522, 12), 4);

    [Fact]
    public void Effective_size_falls_with_uneven_weights()
    {
        Assert.Equal(16.0 / 6, Kish.EffectiveSize(1 + 1 + 2, 1 + 1 + 4), 12);
        Assert.Equal(5, Kish.EffectiveSize(5, 5), 12);
        Assert.Equal(0, Kish.EffectiveSize(0, 0));
    }

    [Fact]
    public void Shrinkage_pulls_the_noisy_estimates_most()
    {
        (double Estimate, double Variance)[] estimates = [(10, 1), (0, 1), (-10, 1), (10, 100), (2, 1)];
        var prior = EmpiricalBayes.Fit(estimates)!.Value;
        Assert.True(prior.Variance > 0);
        var sure = prior.Shrink(10, 1);
        var noisy = prior.Shrink(10, 100);
        Assert.True(noisy.Mean < sure.Mean && sure.Mean < 10);
        Assert.Equal((prior.Mean / prior.Variance + 10) / ((1 / prior.Variance) + 1), sure.Mean, 12); // the formula by precisions
        Assert.Equal((1 / ((1 / prior.Variance) + 1)) + (Math.Pow(1 / (prior.Variance + 1), 2) * prior.MeanVariance), sure.Variance, 12);
        Assert.Null(EmpiricalBayes.Fit([(1, 1)]));
    }

    [Fact]
    public void The_generator_gives_its_published_numbers()
    {
        // The test vector of SplitMix64 for seed 1234567.
        var random = new SplitMix64(1234567);
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.All(published, expected => Assert.Equal(expected, random.Next()));
    }

    [Fact]
    public void Pairs_of_numbers_are_the_halves_of_the_draws_however_many_are_drawn_at_once()
    {
        foreach (var (count, pairs) in new[] { (1, 3), (2, 4), (7, 5), (1000, 23), (int.MaxValue, 64) })
        {
            SplitMix64 one = new(42), other = one;
            var drawn = new int[2 * pairs];
            one.FillBelow(count, drawn);
            var expected = Enumerable.Range(0, pairs).SelectMany(_ =>
            {
                var bits = other.Next();
                return new[] { (int)((UInt128)(uint)bits * (uint)count >> 32), (int)((UInt128)(bits >> 32) * (uint)count >> 32) };
            });
            Assert.Equal(expected, drawn);
            Assert.Equal(other.Next(), one.Next());
        }
    }
}
