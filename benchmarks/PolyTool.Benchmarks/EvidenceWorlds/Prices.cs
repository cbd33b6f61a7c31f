using MathNet.Numerics.Distributions;
using PolyTool.Core.Evidence.Formulas;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>Prices that are fair: Φ(a) stays what it is on average when a goes to (a + √s z) / √(1 - s).</summary>
internal static class Prices
{
    public static double Of(double state) => Normal.CDF(0, 1, state);

    public static double State(double price) => Normal.InvCDF(0, 1, Math.Clamp(price, 0.001, 0.999));

    /// <summary>The state after a move that has the share <paramref name="share"/> of the way to the outcome.</summary>
    public static double Move(double state, double share, double z) => (state + (Math.Sqrt(share) * z)) / Math.Sqrt(1 - share);

    /// <summary>The state of a price that lies so many cents higher.</summary>
    public static double Shift(double state, double cents) => cents == 0 ? state : State(Of(state) + (cents / 100));

    /// <summary>A step of up to so many cents, by chance up or down; nearer to 0 and 1 it is smaller, so that it stays fair.</summary>
    public static double Bounced(double price, double cents, ref SplitMix64 random) =>
        cents == 0 ? price : price + ((random.Next() & 1) == 0 ? 1 : -1) * Math.Min(cents / 100, Math.Min(price, 1 - price) / 2);

    public static double First(PriceMix mix, ref SplitMix64 random)
    {
        var u = random.NextDouble();
        var kind = mix == PriceMix.Mixed ? random.Below(4) switch { 0 => PriceMix.Longshots, 1 => PriceMix.Favourites, _ => PriceMix.Uniform } : mix;
        return kind switch
        {
            PriceMix.Longshots => 0.02 + (0.95 * u * u),
            PriceMix.Favourites => 0.98 - (0.95 * u * u),
            _ => 0.03 + (0.94 * u),
        };
    }

    /// <summary>Box and Muller's method, one of the two numbers.</summary>
    public static double Gauss(ref SplitMix64 random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
