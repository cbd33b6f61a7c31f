using System.Buffers;
using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// What the users of a dimension and variant did in each of its rows; residual rows are left out. A row asks for all events of its users in all other rows,
/// so these are laid side by side user by user: to look for each in its own place takes longer than everything else. The room is
/// rented, since the next dimension needs as much.
/// </summary>
internal sealed class OwnRest : IDisposable
{
    /// <summary>Bytes of an event that is laid.</summary>
    public const int EventSize = 24;

    [ThreadStatic]
    private static RestEvent[]? s_room;

    private Place[] _places;
    private readonly int[] _from; // where a user's places begin, by rank
    private RestEvent[]? _events;

    /// <summary>Takes the rows.</summary>
    /// <param name="rows">Rows of one dimension and variant.</param>
    /// <param name="users">How many ranks there are.</param>
    /// <param name="holdEvents">Whether the events are laid side by side; else they are made each time that they are asked for.</param>
    public OwnRest(IEnumerable<Row> rows, int users, bool holdEvents)
    {
        Row[] all = [.. rows.Where(static r => !r.IsResidual && r.Stratum.HasEvents)];
        Buckets = all.Length;
        _from = new int[users + 1];
        foreach (var row in all)
        {
            foreach (var member in row.All)
            {
                _from[member.User.Rank + 1]++;
            }
        }

        for (var rank = 0; rank < users; rank++)
        {
            _from[rank + 1] += _from[rank];
        }

        _places = ArrayPool<Place>.Shared.Rent(_from[users]);
        var next = _from.AsSpan(0, users).ToArray();
        foreach (var row in all)
        {
            var means = row.BestOfAll;
            for (var i = 0; i < row.All.Count; i++)
            {
                _places[next[row.All[i].User.Rank]++] = new Place(row.Name, row.All[i], means[i]);
            }
        }

        if (holdEvents)
        {
            _events = Lay();
        }
    }

    /// <summary>Named buckets of the dimension, with this variant.</summary>
    public int Buckets { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<Place>.Shared.Return(_places, clearArray: true);
        _places = [];
        if (_events is { } events)
        {
            ArrayPool<RestEvent>.Shared.Return(events);
            _events = null;
        }
    }

    /// <summary>Where a user is, in the order of the rows.</summary>
    public ReadOnlySpan<Place> Of(EvidenceUser user) => _places.AsSpan(_from[user.Rank].._from[user.Rank + 1]);

    /// <summary>The events of a place that have its measure; gone when the thread asks again.</summary>
    public ReadOnlySpan<RestEvent> Events(in Place place)
    {
        if (_events is not null)
        {
            return _events.AsSpan(place.First, place.Mean.Events);
        }

        if (s_room is null || s_room.Length < place.Mean.Events)
        {
            s_room = new RestEvent[place.Mean.Events];
        }

        Fill(place, s_room);
        return s_room.AsSpan(0, place.Mean.Events);
    }

    private RestEvent[] Lay()
    {
        var count = 0;
        foreach (ref var place in _places.AsSpan(0, _from[^1]))
        {
            place.First = count;
            count += place.Mean.Events;
        }

        var events = ArrayPool<RestEvent>.Shared.Rent(count);
        foreach (ref readonly var place in _places.AsSpan(0, _from[^1]))
        {
            Fill(place, events.AsSpan(place.First));
        }

        return events;
    }

    private static void Fill(in Place place, Span<RestEvent> events)
    {
        var (count, measure) = (0, place.Figures.Measure);
        foreach (ref readonly var point in place.Figures.Events)
        {
            if (point.Value(measure) is var value && !double.IsNaN(value))
            {
                events[count++] = new RestEvent(point.Id, value, point.Day);
            }
        }
    }

    /// <summary>A user in a row.</summary>
    /// <param name="row">The row's name.</param>
    /// <param name="member">The user there.</param>
    /// <param name="mean">The best measure that the user has there; of no events where that is a mean alone.</param>
    [StructLayout(LayoutKind.Auto)]
    internal struct Place(RowName row, Member member, UserMean mean)
    {
        public RowName Row { get; } = row;

        /// <summary>What the user did there.</summary>
        public readonly ref readonly SegmentFigures Figures => ref member.Figures;

        public UserMean Mean { get; } = mean;

        /// <summary>Where its events begin.</summary>
        internal int First { get; set; }
    }

    /// <summary>An event as a rest sees it.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct RestEvent(ulong Game, double Value, int Day);
}
