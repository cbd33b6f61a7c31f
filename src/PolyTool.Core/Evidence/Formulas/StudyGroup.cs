using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Formulas;

/// <summary>
/// Studies of a meta-analysis that share one within-study variance; a single study is a group of one. Since every
/// user's variance is the segment's pooled variance over the user's events, thousands of users fall into a few
/// dozen groups, and a refit costs what the groups cost.
/// </summary>
/// <param name="Variance">Within-study variance of a study's mean; above zero.</param>
/// <param name="Count">Studies in the group; at least one.</param>
/// <param name="Mean">Mean of their means.</param>
/// <param name="SumOfSquares">Sum of the squared distances of their means from <paramref name="Mean"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StudyGroup(double Variance, int Count, double Mean, double SumOfSquares)
{
    /// <summary>A group of one study.</summary>
    public static StudyGroup Of(double mean, double variance) => new(variance, 1, mean, 0);

    /// <summary>The group with one more study.</summary>
    public StudyGroup With(double mean)
    {
        var step = mean - Mean;
        var moved = Mean + (step / (Count + 1));
        return this with { Count = Count + 1, Mean = moved, SumOfSquares = SumOfSquares + (step * (mean - moved)) };
    }

    /// <summary>The group of at least two studies without one of them.</summary>
    public StudyGroup Without(double mean)
    {
        var rest = Mean + ((Mean - mean) / (Count - 1));
        return this with { Count = Count - 1, Mean = rest, SumOfSquares = Count == 2 ? 0 : Math.Max(0, SumOfSquares - ((mean - Mean) * (mean - rest))) };
    }
}
