using PolyTool.Core.Evidence.Statistics;

namespace PolyTool.Benchmarks.Evidence;

/// <summary>Distributions of an event's CLV around its mean, all of variance one.</summary>
internal enum ClvShape
{
    /// <summary>Normal.</summary>
    Symmetric,

    /// <summary>Exponential less one: many small losses, few large gains; skewness 2.</summary>
    SkewedUp,

    /// <summary>One less exponential; skewness -2.</summary>
    SkewedDown,
}

internal static class ClvShapes
{
    public static double Draw(this ClvShape shape, ref SplitMix64 random) => shape switch
    {
        ClvShape.Symmetric => Normal(ref random),
        ClvShape.SkewedUp => -Math.Log(1 - random.NextDouble()) - 1,
        _ => 1 + Math.Log(1 - random.NextDouble()),
    };

    /// <summary>Box and Muller's method, one of the two numbers.</summary>
    public static double Normal(ref SplitMix64 random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
