using System.Globalization;
using MathNet.Numerics.Distributions;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Formulas;

namespace PolyTool.Core.Hypotheses;

/// <summary>
/// Tests the hypotheses of a set on new events: evidence's own p of each row, one-sided, Holm over the set, at the level that
/// is left for this look.
/// </summary>
internal static class HypothesisTester
{
    /// <summary>z of 80 % power.</summary>
    private static readonly double s_power = Normal.InvCDF(0, 1, 0.8);

    /// <summary>What look number <paramref name="look"/> spends: the sum over all looks stays below the level.</summary>
    public static double Level(EvidenceRule rule, int look) => Figures.Round(Figures.Round(1 - rule.Level) / ((double)look * (look + 1)));

    /// <summary>Tests all hypotheses.</summary>
    /// <param name="set">The set.</param>
    /// <param name="data">The new events.</param>
    /// <param name="look">The look's number, from 1.</param>
    /// <param name="parked">Hypotheses that were set aside.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public static IReadOnlyList<HypothesisResult> Test(HypothesisSet set, NewEvents data, int look, IReadOnlySet<(string Segment, string Variant)> parked, CancellationToken cancellationToken)
    {
        var level = Level(set.Rule, look);
        var rule = set.Rule with { Level = 1 - (2 * level), MergeOwners = false, BootstrapSamples = 0, PlaceboBoards = 0 };
        var builder = new EvidenceBuilder(rule);
        foreach (var owner in data.Owners)
        {
            builder.Add(owner);
        }

        var rows = builder.Build("", "", 1, cancellationToken).Segments.ToDictionary(static s => (s.SegmentKey, s.Variant));
        SegmentEvidence?[] found = [.. set.Hypotheses.Select(h => rows.GetValueOrDefault((h.Segment, h.Variant)))];
        double?[] p = [.. set.Hypotheses.Select((h, i) => parked.Contains((h.Segment, h.Variant)) ? null : OneSidedP(found[i], h.Sign))];
        var holm = MultipleTesting.Holm(Array.ConvertAll(p, static one => one ?? 1));
        return
        [
            .. set.Hypotheses.Select((h, i) => parked.Contains((h.Segment, h.Variant))
                ? new HypothesisResult { Segment = h.Segment, Variant = h.Variant, Verdict = HypothesisVerdict.Parked, Reason = "set aside: not tested any more, and still counted among the set's hypotheses" }
                : Judge(set, h, found[i], p[i], Figures.Round(holm[i]), look)),
        ];
    }

    private static double? OneSidedP(SegmentEvidence? row, int sign) =>
        row is { P: { } p, FollowThrough.Mean: { } mean } ? Figures.Round(mean * sign > 0 ? p / 2 : 1 - (p / 2)) : null;

    private static HypothesisResult Judge(HypothesisSet set, Hypothesis hypothesis, SegmentEvidence? row, double? p, double holm, int look)
    {
        var mean = row?.FollowThrough;
        var result = new HypothesisResult
        {
            Segment = hypothesis.Segment,
            Variant = hypothesis.Variant,
            P = p,
            HolmP = holm,
            Mean = mean?.Mean,
            Lower = mean?.Lower,
            Upper = mean?.Upper,
            Owners = mean is null ? 0 : row!.Users,
            Events = mean?.Events ?? 0,
        };
        if (p is null || mean is not { Lower: { } lower, Upper: { } upper })
        {
            return result with { Reason = "not tested: " + string.Join("; ", NotTested(row, set.Rule)) };
        }

        var level = Level(set.Rule, look);
        var most = hypothesis.Sign > 0 ? upper : -lower;
        var figures = $"{Text(mean.Mean)} cents, {Text(lower)} to {Text(upper)}";
        if (holm <= level)
        {
            return result with { Verdict = HypothesisVerdict.Confirmed, Reason = $"Holm's p {Text(holm)} is at or below {Text(level)} ({figures})" };
        }

        var not = $"Holm's p {Text(holm)} is above {Text(level)} ({figures})";
        return most < hypothesis.SmallestEffect
            ? result with { Verdict = HypothesisVerdict.Refuted, Reason = $"{not}, and the effect is below {Text(hypothesis.SmallestEffect)} cents" }
            : result with { Reason = $"{not}; {WhatItTakes(set, hypothesis, row!, look)}" };
    }

    private static IEnumerable<string> NotTested(SegmentEvidence? row, EvidenceRule rule) =>
        row is null ? ["no new event in this segment"]
        : row.FollowThrough is null ? ["no new event has a price five minutes after its first buy"]
        : VerdictRule.Gates(row, rule).DefaultIfEmpty("all values are equal");

    /// <summary>The error shrinks with the root of what is seen: as many times the events as the error is too large, squared.</summary>
    private static string WhatItTakes(HypothesisSet set, Hypothesis hypothesis, SegmentEvidence row, int look)
    {
        var error = row.DetectableEffect!.Value / set.Rule.DetectableInErrors;
        var z = Normal.InvCDF(0, 1, 1 - (Level(set.Rule, look + 1) / set.Hypotheses.Count)) + s_power;
        var times = Math.Pow(z * error / hypothesis.SmallestEffect, 2);
        return times <= 1
            ? $"{Text(hypothesis.SmallestEffect)} cents would have been found with 80 % power in so many events"
            : string.Create(CultureInfo.InvariantCulture, $"to find {Text(hypothesis.SmallestEffect)} cents with 80 % power at the next look takes about {Math.Ceiling(times * row.Events!.Value):N0} events of {Math.Ceiling(times * row.Users):N0} owners like these {row.Events:N0} of {row.Users:N0}");
    }

    private static string Text(double? value) => value switch
    {
        null => "unknown",
        > 0 and < 0.00005 => "below 0.0001",
        < 0 and > -0.00005 => "above -0.0001",
        { } number => number.ToString("0.####", CultureInfo.InvariantCulture),
    };
}
