using System.Buffers;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>How much of a segment is one user or one event. Events that do not have the tested measure are left out.</summary>
internal sealed record Concentration
{
    public double EffectiveSize { get; private init; }

    public double? TopUserShare { get; private init; }

    public double? TopUserNotionalShare { get; private init; }

    public double? TopEventShare { get; private init; }

    public double? TopEventNotionalShare { get; private init; }

    public long? DistinctEvents { get; private init; }

    public static Concentration OfEvents(Member[] members, TestMeasure measure)
    {
        var rented = ArrayPool<(ulong Id, double Notional)>.Shared.Rent(members.Sum(m => m.Figures.EventCount));
        try
        {
            var count = 0;
            double topUser = 0, notional = 0, squares = 0, topUserNotional = 0;
            foreach (var member in members)
            {
                var before = count;
                var held = 0.0;
                foreach (ref readonly var point in member.Figures.Events)
                {
                    if (!double.IsNaN(point.Value(measure)))
                    {
                        rented[count++] = (point.Id, point.Notional);
                        held += point.Notional;
                        squares += point.Notional * point.Notional;
                    }
                }

                notional += held;
                topUserNotional = Math.Max(topUserNotional, held);
                topUser = Math.Max(topUser, count - before);
            }

            return OfEvents(rented.AsSpan(0, count), notional) with
            {
                EffectiveSize = Kish.EffectiveSize(notional, squares),
                TopUserShare = Share(topUser, count),
                TopUserNotionalShare = Share(topUserNotional, notional),
            };
        }
        finally
        {
            ArrayPool<(ulong Id, double Notional)>.Shared.Return(rented);
        }
    }

    private static Concentration OfEvents(Span<(ulong Id, double Notional)> points, double notional)
    {
        points.Sort();
        long distinct = 0, run = 0, longest = 0;
        double runNotional = 0, heaviest = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var same = i > 0 && points[i].Id == points[i - 1].Id;
            distinct += same ? 0 : 1;
            run = same ? run + 1 : 1;
            runNotional = same ? runNotional + points[i].Notional : points[i].Notional;
            longest = Math.Max(longest, run);
            heaviest = Math.Max(heaviest, runNotional);
        }

        return new Concentration
        {
            TopEventShare = Share(longest, points.Length),
            TopEventNotionalShare = Share(heaviest, notional),
            DistinctEvents = distinct,
        };
    }

    public static Concentration OfMeans(Member[] members)
    {
        double notional = 0, squares = 0, positions = 0;
        foreach (var member in members)
        {
            notional += member.Figures.ClvNotional;
            squares += member.Figures.ClvNotional * member.Figures.ClvNotional;
            positions += member.Figures.ClvPositions;
        }

        return new Concentration
        {
            EffectiveSize = Kish.EffectiveSize(notional, squares),
            TopUserShare = Share(members.Select(m => (double)m.Figures.ClvPositions).DefaultIfEmpty().Max(), positions),
            TopUserNotionalShare = Share(members.Select(static m => m.Figures.ClvNotional).DefaultIfEmpty().Max(), notional),
        };
    }

    private static double? Share(double part, double whole) => whole > 0 ? Math.Min(1, part / whole) : null;
}
