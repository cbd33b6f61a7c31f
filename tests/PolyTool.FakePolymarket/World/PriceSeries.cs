namespace PolyTool.FakePolymarket.World;

/// <summary>Prices of one token, oldest first.</summary>
public sealed class PriceSeries(IEnumerable<(long Time, double Price)> points)
{
    public static PriceSeries Empty { get; } = new([]);

    public IReadOnlyList<(long Time, double Price)> Points { get; } = [.. points.OrderBy(p => p.Time)];

    /// <summary>The latest point at or before a time.</summary>
    public (long Time, double Price)? AsOf(long time)
    {
        var (low, high) = (0, Points.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Points[middle].Time <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : Points[low - 1];
    }

    public IEnumerable<(long Time, double Price)> Between(long from, long to) => Points.Where(p => p.Time >= from && p.Time <= to);
}
