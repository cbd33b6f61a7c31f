using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>A measure of one event; NaN where it has none.</summary>
internal delegate double EventValue(in EventPoint point);

/// <summary>Takes each measure out of the figures, one entry a member; zero events where a member lacks it.</summary>
internal static class Measures
{
    /// <summary>What is tested.</summary>
    public static UserMean[] Tested(Member[] members, TestMeasure measure) => measure switch
    {
        TestMeasure.FollowThrough => Of(members, static (in EventPoint p) => p.FollowThrough),
        TestMeasure.Total => Of(members, static (in EventPoint p) => p.Total),
        _ => [.. members.Select(m => m.Figures.MeanPercent is { } mean ? UserMean.OfMeanAlone(mean) : default)],
    };

    /// <summary>What is tested, over the events on one side of a time.</summary>
    public static UserMean[] OfHalf(Member[] members, TestMeasure measure, long halfTime, bool late) =>
        Of(members, (in EventPoint p) => p.Time is { } time && time >= halfTime == late ? p.Value(measure) : double.NaN);

    /// <summary>Any measure of an event.</summary>
    public static UserMean[] Of(Member[] members, EventValue value)
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
}
