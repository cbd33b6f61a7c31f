using System.Globalization;

namespace PolyTool.Core.Hypotheses;

/// <summary>
/// Tests hypotheses on later periods, oldest first. Of each period: fewer positions than the plan's count end the
/// test without a verdict on the claim; a period with too few closing lines is passed over; one below the floor
/// counts against, and enough of these in a row falsify. What is left holds, if all periods together are large enough.
/// </summary>
public static class HypothesisTester
{
    /// <summary>Tests one hypothesis.</summary>
    /// <param name="hypothesis">The hypothesis.</param>
    /// <param name="periods">The periods, oldest first, all later than the hypothesis.</param>
    public static HypothesisTest Test(Hypothesis hypothesis, IReadOnlyList<Period> periods)
    {
        PeriodFigures[] figures = [.. periods.Select(p => p[hypothesis.Segment])];
        long positions = 0;
        int below = 0, passedOver = 0;
        for (var i = 0; i < figures.Length; i++)
        {
            var period = figures[i];
            if (period.Positions < hypothesis.MinCount)
            {
                return Decide(HypothesisVerdict.Insufficient, $"period {i + 1} ({period.Period}) has {period.Positions} positions, fewer than {hypothesis.MinCount}", i + 1);
            }

            if (period.Coverage < hypothesis.MinCoverageRate || period.WeightedClv is not { } clv)
            {
                passedOver++;
                continue;
            }

            positions += period.Positions;
            below = clv < hypothesis.ClvFloor ? below + 1 : 0;
            if (below >= hypothesis.PeriodsBelowFloor)
            {
                return Decide(HypothesisVerdict.Falsified, $"weighted CLV below {Text(hypothesis.ClvFloor)} in {below} periods one after the other, the last of them period {i + 1} ({period.Period}) with {Text(clv)}", i + 1);
            }
        }

        if (figures.Length == 0)
        {
            return Decide(HypothesisVerdict.Insufficient, "no later period", null);
        }

        var skipped = passedOver > 0 ? $"; {passedOver} periods had closing lines for less than {Text(100 * hypothesis.MinCoverageRate)} % of their positions" : "";
        return positions < hypothesis.MinSampleSize
            ? Decide(HypothesisVerdict.Insufficient, $"{positions} positions in all, {hypothesis.MinSampleSize} needed{skipped}", null)
            : Decide(HypothesisVerdict.Holding, $"{positions} positions in {figures.Length - passedOver} {(figures.Length - passedOver == 1 ? "period" : "periods")}, and no stop condition was met{skipped}", null);

        HypothesisTest Decide(string verdict, string reason, int? period) => new()
        {
            Segment = hypothesis.Segment,
            Verdict = verdict,
            Reason = reason,
            DecidedIn = period,
            Positions = positions,
            Periods = figures,
            Hypothesis = hypothesis,
        };
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
