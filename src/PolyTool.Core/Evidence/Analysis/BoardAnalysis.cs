using MathNet.Numerics.Distributions;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>What the rows of a board decide together: false discovery rates, shrinkage, verdicts, ranks.</summary>
internal static class BoardAnalysis
{
    /// <summary>Finishes the rows, in the order of their keys.</summary>
    /// <param name="drafts">The rows.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="isSelectedByProfit">Whether users were chosen by profits of the period that the row looks at.</param>
    public static (SegmentEvidence[] Rows, SortedDictionary<string, Prior> Priors) Finish(IEnumerable<SegmentEvidence> drafts, EvidenceRule rule, Func<SegmentEvidence, bool> isSelectedByProfit)
    {
        SegmentEvidence[] rows = [.. drafts];
        AddFalseDiscoveryRates(rows);
        for (var i = 0; i < rows.Length; i++)
        {
            var (verdict, reasons) = VerdictRule.Judge(rows[i], rule, isSelectedByProfit(rows[i]));
            rows[i] = rows[i] with { Verdict = verdict, Reasons = reasons };
        }

        var priors = Shrink(rows, rule);
        Rank(rows);
        return (rows, priors);
    }

    private static void AddFalseDiscoveryRates(SegmentEvidence[] rows)
    {
        int[] tested = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].P is not null)];
        var p = Array.ConvertAll(tested, i => rows[i].P!.Value);
        double[] q = MultipleTesting.BenjaminiHochberg(p), any = MultipleTesting.BenjaminiYekutieli(p);
        for (var j = 0; j < tested.Length; j++)
        {
            rows[tested[j]] = rows[tested[j]] with { Q = Figures.Round(q[j]), QAnyDependence = Figures.Round(any[j]) };
        }

        int[] compared = [.. tested.Where(i => rows[i].VsOwnRest?.P is not null)];
        q = MultipleTesting.BenjaminiHochberg(Array.ConvertAll(compared, i => rows[i].VsOwnRest!.P!.Value));
        for (var j = 0; j < compared.Length; j++)
        {
            rows[compared[j]] = rows[compared[j]] with { VsOwnRest = rows[compared[j]].VsOwnRest! with { Q = Figures.Round(q[j]) } };
        }
    }

    /// <summary>
    /// Each measure has its own prior, since their units differ. It is estimated from the rows that pass the gates. A
    /// row's variance comes from its interval's half width, so that few users count as the little that they tell.
    /// </summary>
    private static SortedDictionary<string, Prior> Shrink(SegmentEvidence[] rows, EvidenceRule rule)
    {
        var priors = new SortedDictionary<string, Prior>(CodePointOrder.Comparer);
        var z = Normal.InvCDF(0, 1, 0.5 + (rule.Level / 2));
        foreach (var measure in new[] { "follow_through", "percent", "total" })
        {
            int[] known = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].TestMeasure == measure && !rows[i].Residual && Estimate(rows[i], z) is not null)];
            var gated = known.Where(i => rows[i].Verdict != Verdict.Insufficient).Select(i => Estimate(rows[i], z)!.Value).ToArray();
            if (EmpiricalBayes.Fit(gated) is not { } prior)
            {
                continue;
            }

            priors.Add(measure, new Prior(Figures.Round(prior.Mean), Figures.Round(prior.Variance), gated.Length));
            foreach (var i in known)
            {
                var (estimate, variance) = Estimate(rows[i], z)!.Value;
                var (mean, rest) = prior.Shrink(estimate, variance);
                var half = z * Math.Sqrt(rest);
                rows[i] = rows[i] with { ShrunkMean = Figures.Round(mean), ShrunkLower = Figures.Round(mean - half), ShrunkUpper = Figures.Round(mean + half) };
            }
        }

        return priors;
    }

    private static (double Estimate, double Variance)? Estimate(SegmentEvidence row, double z)
    {
        var tested = VerdictRule.Tested(row);
        if (tested?.Mean is not { } mean || tested.Upper is not { } upper || tested.Lower is not { } lower)
        {
            return null;
        }

        var error = (upper - lower) / (2 * z);
        return error > 0 && double.IsFinite(error * error) && error * error > 0 ? (mean, error * error) : null;
    }

    /// <summary>Verdict first; within one, follow-through before total before means, then the lower bound after shrinkage, then the key.</summary>
    private static void Rank(SegmentEvidence[] rows)
    {
        var order = Enumerable.Range(0, rows.Length)
            .Where(i => !rows[i].Residual)
            .OrderBy(i => rows[i].Verdict)
            .ThenBy(i => rows[i].TestMeasure switch { "follow_through" => 0, "total" => 1, _ => 2 })
            .ThenByDescending(i => rows[i].ShrunkLower ?? VerdictRule.Tested(rows[i])?.Lower ?? double.NegativeInfinity)
            // Where all segments come from one point, shrinkage makes them equal.
            .ThenByDescending(i => VerdictRule.Tested(rows[i])?.Lower ?? double.NegativeInfinity)
            .ThenBy(i => rows[i].SegmentKey, CodePointOrder.Comparer)
            .ThenBy(i => rows[i].Variant, CodePointOrder.Comparer)
            .ToArray();
        for (var position = 0; position < order.Length; position++)
        {
            rows[order[position]] = rows[order[position]] with { Rank = position + 1 };
        }
    }
}
