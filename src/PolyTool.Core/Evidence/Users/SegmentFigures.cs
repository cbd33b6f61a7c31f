using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Events;

namespace PolyTool.Core.Evidence.Users;

/// <summary>
/// One user in one segment, as far as evidence needs it. A large batch has 400,000 of them, so they are values: as many objects
/// would be looked at and moved by the collector one by one.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SegmentFigures
{
    private readonly ReadOnlyMemory<EventPoint> _events;
    private readonly FiguresFile? _file;
    private readonly long _place;

    private SegmentFigures(ReadOnlyMemory<EventPoint> events) => (_events, EventCount) = (events, events.Length);

    private SegmentFigures(FiguresFile file, long place, int count) => (_file, _place, EventCount) = (file, place, count);

    /// <summary>The events; where they are left in a file they are read each time.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public ReadOnlySpan<EventPoint> Events => _file is null ? _events.Span : _file.ReadEvents(_place, EventCount);

    /// <summary>How many events there are.</summary>
    public int EventCount { get; }

    /// <summary>Mean CLV over positions, where nothing is known of events; a fraction of the entry price.</summary>
    public double? MeanPercent { get; init; }

    public long Positions { get; init; }

    public long ClvPositions { get; init; }

    public double Notional { get; init; }

    public double ClvNotional { get; init; }

    /// <summary>Sum of notional times CLV per cent, as a fraction.</summary>
    public double PercentNotionalSum { get; init; }

    public long Resolved { get; init; }

    public long Wins { get; init; }

    /// <summary>Shares held at the line times (close - entry), USD.</summary>
    public double Money { get; init; }

    /// <summary>Some event has a price five minutes after its first buy.</summary>
    public bool HasFollowThrough { get; private init; }

    /// <summary>Figures whose events are left in a file; the sums are to be set.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">Where in it the events begin.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="hasFollowThrough">See <see cref="HasFollowThrough"/>.</param>
    public static SegmentFigures InFile(FiguresFile file, long place, int count, bool hasFollowThrough) =>
        new(file, place, count) { HasFollowThrough = hasFollowThrough };

    /// <summary>The figures of a user whose run root has sums an event.</summary>
    public static SegmentFigures Of(ReadOnlySpan<SegmentEvent> events)
    {
        long positions = 0, clv = 0, resolved = 0, wins = 0;
        double notional = 0, clvNotional = 0, weighted = 0, money = 0;
        var follows = false;
        var room = EventBlocks.Take(events.Length);
        var points = room.Span;
        for (var i = 0; i < points.Length; i++)
        {
            ref readonly var row = ref events[i];
            points[i] = EventPoint.Of(row);
            follows |= !double.IsNaN(points[i].FollowThrough);
            positions += row.Positions;
            clv += row.ClvPositions;
            resolved += row.Resolved;
            wins += row.Wins;
            notional += row.Notional;
            clvNotional += row.ClvNotional;
            weighted += row.PctNotionalSum;
            money += row.MoneySum;
        }

        return new SegmentFigures(room)
        {
            HasFollowThrough = follows,
            Positions = positions,
            ClvPositions = clv,
            Notional = notional,
            ClvNotional = clvNotional,
            PercentNotionalSum = weighted,
            Money = money,
            Wins = wins,
            Resolved = resolved,
        };
    }

    /// <summary>The events alone; the sums are to be set.</summary>
    public static SegmentFigures OfPoints(ReadOnlyMemory<EventPoint> points)
    {
        var follows = false;
        foreach (ref readonly var point in points.Span)
        {
            follows |= !double.IsNaN(point.FollowThrough);
        }

        return new SegmentFigures(points) { HasFollowThrough = follows };
    }

    /// <summary>
    /// The figures of one owner's wallets, by wallet: positions are pooled before means are taken, and where wallets meet in a
    /// game the first position of all is its one observation. Where one wallet has means alone it adds nothing to events.
    /// </summary>
    public static SegmentFigures Pool(IReadOnlyList<SegmentFigures> wallets)
    {
        List<SegmentFigures> known = [.. wallets.Where(static w => w.MeanPercent is null)];
        if (known.Count == 0)
        {
            return wallets[0];
        }

        var points = known.SelectMany(static w => w.Events.ToArray()).GroupBy(static p => p.Id).Select(static g => EventPoint.First([.. g])).OrderBy(static p => p.Id).ToArray();
        return OfPoints(points) with
        {
            Positions = known.Sum(static w => w.Positions),
            ClvPositions = known.Sum(static w => w.ClvPositions),
            Notional = known.Sum(static w => w.Notional),
            ClvNotional = known.Sum(static w => w.ClvNotional),
            PercentNotionalSum = known.Sum(static w => w.PercentNotionalSum),
            Money = known.Sum(static w => w.Money),
            Wins = known.Sum(static w => w.Wins),
            Resolved = known.Sum(static w => w.Resolved),
        };
    }

    /// <summary>The best measure that the user has here.</summary>
    public TestMeasure Measure => MeanPercent is not null ? TestMeasure.Percent : HasFollowThrough ? TestMeasure.FollowThrough : TestMeasure.Total;

    /// <summary>Some event has a line.</summary>
    public bool HasLine => MeanPercent is not null || ClvPositions > 0;
}
