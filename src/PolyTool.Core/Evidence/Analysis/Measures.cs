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
        var values = new double[16];
        for (var i = 0; i < members.Length; i++)
        {
            var events = members[i].Figures.Events;
            if (values.Length < events.Length)
            {
                values = new double[events.Length];
            }

            for (var e = 0; e < events.Length; e++)
            {
                values[e] = value(events[e]);
            }

            means[i] = UserMean.Of(values.AsSpan(0, events.Length));
        }

        return means;
    }

    private delegate double Value(in EventPoint point);
}
