namespace PolyTool.Core.Exports.Html;

/// <summary>
/// A linear axis across the full width of a plot. Positions are per cent of that width, so that a plot fits every screen
/// without a script. What lies outside is drawn at the edge.
/// </summary>
internal sealed class Axis
{
    // Room at both edges, in per cent, for markers that sit there.
    private const double Margin = 2;

    private Axis(double low, double high, int ticks = 4)
    {
        Step = NiceStep((high - low) / ticks);
        Low = low;
        High = high;
    }

    /// <summary>The value at the left edge.</summary>
    public double Low { get; }

    /// <summary>The value at the right edge.</summary>
    public double High { get; }

    /// <summary>The distance between ticks: 1, 2 or 5 times a power of ten.</summary>
    public double Step { get; }

    /// <summary>The ticks, ascending.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            var first = Math.Ceiling(Low / Step);
            for (var n = first; n * Step <= High; n++)
            {
                yield return n == 0 ? 0 : n * Step;
            }
        }
    }

    /// <summary>
    /// An axis that shows zero, all points (of more than a hundred all but the outermost twentieths), and of the intervals as much as leaves the points apart: one interval as wide
    /// as the world must not press the others into a line.
    /// </summary>
    /// <param name="intervals">Points and intervals.</param>
    /// <param name="ticks">About how many ticks there is room for.</param>
    public static Axis Around(IReadOnlyList<(double Point, double Low, double High)> intervals, int ticks = 4)
    {
        double[] points = [.. intervals.Select(static i => i.Point).Order()];
        var cut = points.Length > 100 ? points.Length / 20 : 0;
        var low = points.Length == 0 ? 0 : Math.Min(0, points[cut]);
        var high = points.Length == 0 ? 0 : Math.Max(0, points[^(cut + 1)]);
        double[] widths = [.. intervals.Select(static i => Math.Max(i.High - i.Point, i.Point - i.Low)).Order()];
        var reach = widths.Length == 0 ? 0 : 1.5 * widths[widths.Length / 2];
        var lowest = intervals.Select(static i => i.Low).Append(low).Min();
        var highest = intervals.Select(static i => i.High).Append(high).Max();
        return Between(Math.Max(lowest, low - reach), Math.Min(highest, high + reach), ticks);
    }

    /// <summary>An axis that shows zero and the middle 96 per cent of the points.</summary>
    public static Axis Of(IEnumerable<double> points)
    {
        double[] sorted = [.. points.Order()];
        return sorted.Length == 0
            ? Between(0, 0)
            : Between(Math.Min(0, sorted[sorted.Length * 2 / 100]), Math.Max(0, sorted[(sorted.Length - 1) - (sorted.Length * 2 / 100)]));
    }

    /// <summary>Where a value stands, in per cent of the width.</summary>
    public double At(double value) => Margin + ((100 - (2 * Margin)) * Math.Clamp((value - Low) / (High - Low), 0, 1));

    /// <summary>Whether a value lies outside.</summary>
    public bool IsOutside(double value) => value < Low || value > High;

    /// <summary>A tick's label.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="scale">What it is multiplied by: 100 shows fractions in per cent.</param>
    public string Label(double tick, double scale = 1)
    {
        var digits = Math.Clamp((int)-Math.Floor(Math.Log10(Step * scale)), 0, 9);
        var text = Math.Abs(tick * scale).ToString("0." + new string('#', digits), System.Globalization.CultureInfo.InvariantCulture);
        return tick < 0 ? "−" + text : tick > 0 ? "+" + text : "0";
    }

    private static Axis Between(double low, double high, int ticks = 4)
    {
        if (!(high > low))
        {
            return new(low - 1, high + 1, ticks);
        }

        var room = (high - low) / 50;
        return new(low - room, high + room, ticks);
    }

    /// <summary>1, 2 or 5 times a power of ten, near a rough distance.</summary>
    public static double NiceStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
    }
}
