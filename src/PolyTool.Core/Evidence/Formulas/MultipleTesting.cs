namespace PolyTool.Core.Evidence.Formulas;

/// <summary>
/// False discovery rates of many tests: Benjamini and Hochberg (1995), for independent or positively dependent
/// tests; Benjamini and Yekutieli (2001), for any dependence. And the chance of any false one: Holm (1979).
/// </summary>
internal static class MultipleTesting
{
    /// <summary>q of each p: the smallest rate at which its test would be called a discovery.</summary>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p) => StepUp(p, 1);

    /// <summary>The same, times the sum of 1/j over the tests.</summary>
    public static double[] BenjaminiYekutieli(ReadOnlySpan<double> p)
    {
        double harmonic = 0;
        for (var j = p.Length; j >= 1; j--)
        {
            harmonic += 1.0 / j;
        }

        return StepUp(p, harmonic);
    }

    /// <summary>
    /// p of each test, adjusted after Holm (1979): none true among those at or below a level has at most that chance, whatever the
    /// dependence.
    /// </summary>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        var sorted = p.ToArray();
        int[] order = [.. Enumerable.Range(0, p.Length)];
        Array.Sort(sorted, order);
        var adjusted = new double[p.Length];
        var most = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            most = Math.Max(most, Math.Min(1, (sorted.Length - i) * sorted[i]));
            adjusted[order[i]] = most;
        }

        return adjusted;
    }

    private static double[] StepUp(ReadOnlySpan<double> p, double factor)
    {
        var sorted = p.ToArray();
        var order = new int[p.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        var q = new double[p.Length];
        var least = 1.0;
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            least = Math.Min(least, factor * sorted.Length * sorted[i] / (i + 1));
            q[order[i]] = least;
        }

        return q;
    }
}
