using System.Runtime.InteropServices;
using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>A weighted mean under way: plain sums of doubles, left to right, as the files' numbers demand.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WeightedSum(double Products, double Weights)
{
    public bool IsFinite => double.IsFinite(Products) && double.IsFinite(Weights) && (Weights == 0 || double.IsFinite(Products / Weights));

    /// <summary>The mean to six decimals; null without weight.</summary>
    public double? Mean => Weights > 0 ? Rounding.ToSixDecimals(Products / Weights) : null;

    /// <summary>The weight to six decimals.</summary>
    public double Weight => Weights > 0 ? Rounding.ToSixDecimals(Weights) : 0.0;

    public WeightedSum Add(double value, double weight) => new(Products + (value * weight), Weights + weight);
}
