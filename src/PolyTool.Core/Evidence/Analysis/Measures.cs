using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Takes each measure out of the figures, one entry a member; zero events where a member lacks it.</summary>
internal static class Measures
{
    public static UserMean[] LogOdds(Member[] members) => Of(members, static (in EventPoint p) => p.LogOdds);

    public static UserMean[] Percent(Member[] members) => Of(members, static (in EventPoint p) => p.Percent);

    public static UserMean[] Cents(Member[] members) => Of(members, static (in EventPoint p) => p.Cents);

    public static UserMean[] NetOfFees(Member[] members) => [.. members.Select(m => m.Figures.Net)];

    public static UserMean[] MeanPercent(Member[] members) =>
        [.. members.Select(m => m.Figures.MeanPercent is { } mean ? UserMean.OfMeanAlone(mean) : default)];

    /// <summary>Log-odds over the events on one side of a time.</summary>
    public static UserMean[] LogOddsOfHalf(Member[] members, long halfTime, bool late) => Of(
        members, (in EventPoint p) => p.Time != EventPoint.NoTime && p.Time >= halfTime == late ? p.LogOdds : double.NaN);

    private static UserMean[] Of(Member[] members, Value value)
    {
        var means = new UserMean[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            means[i] = Of(members[i].Figures.Events, value);
        }

        return means;
    }

    /// <summary>Two passes: the sum of squares then keeps its digits however far from zero the mean lies.</summary>
    private static UserMean Of(EventPoint[] points, Value value)
    {
        double sum = 0, squares = 0;
        var count = 0;
        foreach (ref readonly var point in points.AsSpan())
        {
            var x = value(point);
            if (!double.IsNaN(x))
            {
                sum += x;
                count++;
            }
        }

        if (count == 0)
        {
            return default;
        }

        var mean = sum / count;
        foreach (ref readonly var point in points.AsSpan())
        {
            var distance = value(point) - mean;
            squares += double.IsNaN(distance) ? 0 : distance * distance;
        }

        return new UserMean(count, mean, squares);
    }

    private delegate double Value(in EventPoint point);
}
