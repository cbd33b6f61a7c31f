using System.Globalization;
using System.Text.RegularExpressions;
using PolyTool.Core.Json;

namespace PolyTool.Core.Hypotheses;

/// <summary>
/// Takes the falsification plans of a segment's candidates into one hypothesis. Users have plans of their own; of
/// several the strictest of each part counts: the largest sample and coverage, the highest floor and count, the
/// fewest periods.
/// </summary>
internal static partial class FalsificationPlan
{
    /// <summary>The hypothesis under one more candidate's plan.</summary>
    /// <param name="hypothesis">The hypothesis so far.</param>
    /// <param name="plan">The candidate's <c>falsification_plan</c>; anything else changes nothing.</param>
    /// <param name="isFirst">No plan was added before.</param>
    public static Hypothesis Add(Hypothesis hypothesis, JsonValue? plan, bool isFirst)
    {
        if (plan?.Kind != JsonKind.Object)
        {
            return hypothesis;
        }

        if (plan["min_sample_size"]?.AsNumber is >= 0 and <= 1e12 and var sample)
        {
            hypothesis = hypothesis with { MinSampleSize = Math.Max(isFirst ? 0 : hypothesis.MinSampleSize, (long)sample) };
        }

        if (plan["min_coverage_rate"]?.AsNumber is >= 0 and <= 1 and var coverage)
        {
            hypothesis = hypothesis with { MinCoverageRate = Math.Max(isFirst ? 0 : hypothesis.MinCoverageRate, coverage) };
        }

        foreach (var condition in (plan["stop_conditions"]?.AsItems ?? []).Select(static item => item.AsText).OfType<string>())
        {
            hypothesis = AddCondition(hypothesis, condition);
        }

        return hypothesis;
    }

    private static Hypothesis AddCondition(Hypothesis hypothesis, string text)
    {
        if (ClvCondition().Match(text) is { Success: true } clv)
        {
            return hypothesis with
            {
                ClvFloor = Math.Max(hypothesis.ClvFloor, double.Parse(clv.Groups["floor"].Value, CultureInfo.InvariantCulture)),
                PeriodsBelowFloor = Math.Min(hypothesis.PeriodsBelowFloor, int.Parse(clv.Groups["periods"].Value, CultureInfo.InvariantCulture)),
            };
        }

        if (CountCondition().Match(text) is { Success: true } count)
        {
            return hypothesis with { MinCount = Math.Max(hypothesis.MinCount, long.Parse(count.Groups["count"].Value, CultureInfo.InvariantCulture)) };
        }

        return hypothesis.UntestedConditions.Contains(text, StringComparer.Ordinal)
            ? hypothesis
            : hypothesis with { UntestedConditions = [.. hypothesis.UntestedConditions.Append(text).Order(CodePointOrder.Comparer)] };
    }

    [GeneratedRegex(@"^notional_weighted_avg_clv_pct < (?<floor>-?\d{1,6}(\.\d{1,9})?) for (?<periods>[1-9]\d{0,3}) consecutive future periods$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClvCondition();

    [GeneratedRegex(@"^count drops below (?<count>\d{1,9}) in a future run$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CountCondition();
}
