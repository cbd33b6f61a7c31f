using System.Numerics;
using System.Runtime.InteropServices;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>The sums of one segment. A value: a user's share is tried on a copy first.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct SegmentSums
{
    public BigInteger Positions { get; set; }

    public double NotionalWeight { get; set; }

    public WeightedSum NotionalClv { get; set; }

    public WeightedSum NotionalBeatClose { get; set; }

    public WeightedSum CountClv { get; set; }

    public WeightedSum CountBeatClose { get; set; }

    /// <summary>Whether a leaderboard can hold the sums: finite numbers, and no integer longer than what is read.</summary>
    public readonly bool IsWritable => JsonLimits.Fits(Positions) && double.IsFinite(NotionalWeight)
        && NotionalClv.IsFinite && NotionalBeatClose.IsFinite && CountClv.IsFinite && CountBeatClose.IsFinite;

    public readonly WeightedSum Of(ScoreKind kind) => kind switch
    {
        ScoreKind.CountClv => CountClv,
        ScoreKind.CountBeatClose => CountBeatClose,
        ScoreKind.NotionalClv => NotionalClv,
        _ => NotionalBeatClose,
    };

    /// <summary>Adds what a candidate brings; returns the scores that it counts in, a bit each.</summary>
    public int Add(Contribution candidate)
    {
        Positions += candidate.Positions;
        if (candidate.Weight is not > 0)
        {
            return 0;
        }

        var weight = candidate.Weight.Value;
        if (candidate.IsNotional)
        {
            NotionalWeight += weight;
        }

        return AddClv(candidate, weight) | AddBeatClose(candidate, weight);
    }

    private int AddClv(Contribution candidate, double weight)
    {
        if (candidate.AverageClv is not { } value)
        {
            return 0;
        }

        if (candidate.IsNotional)
        {
            NotionalClv = NotionalClv.Add(value, weight);
            return 1 << (int)ScoreKind.NotionalClv;
        }

        CountClv = CountClv.Add(value, weight);
        return 1 << (int)ScoreKind.CountClv;
    }

    private int AddBeatClose(Contribution candidate, double weight)
    {
        if (candidate.BeatCloseRate is not { } value)
        {
            return 0;
        }

        if (candidate.IsNotional)
        {
            NotionalBeatClose = NotionalBeatClose.Add(value, weight);
            return 1 << (int)ScoreKind.NotionalBeatClose;
        }

        CountBeatClose = CountBeatClose.Add(value, weight);
        return 1 << (int)ScoreKind.CountBeatClose;
    }
}

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
