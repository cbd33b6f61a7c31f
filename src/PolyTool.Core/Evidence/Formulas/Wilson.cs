namespace PolyTool.Core.Evidence.Formulas;

/// <summary>Interval of a rate: Wilson (1927); Brown, Cai and DasGupta (2001), doi 10.1214/ss/1009213286.</summary>
internal static class Wilson
{
    /// <summary>The 97.5 % point of the normal distribution.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>The interval of the rate.</summary>
    /// <param name="successes">From 0 to <paramref name="trials"/>; may be fractional where a trial has parts.</param>
    /// <param name="trials">Above zero.</param>
    /// <param name="z">Normal quantile of the level.</param>
    public static Interval Interval(double successes, double trials, double z = Z95)
    {
        var rate = successes / trials;
        var middle = rate + (z * z / (2 * trials));
        var half = z * Math.Sqrt((rate * (1 - rate) / trials) + (z * z / (4 * trials * trials)));
        var scale = 1 + (z * z / trials);

        // At 0 and 1 the end is exact; what the subtraction leaves there is rounding.
        return new Interval(
            successes <= 0 ? 0 : Math.Max(0, (middle - half) / scale),
            successes >= trials ? 1 : Math.Min(1, (middle + half) / scale));
    }
}
