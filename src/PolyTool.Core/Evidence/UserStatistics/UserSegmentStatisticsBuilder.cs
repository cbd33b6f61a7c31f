using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.UserStatistics;

/// <summary>Collects a user's positions into sums an event and segment. Add each position once for every segment it is in.</summary>
internal sealed class UserSegmentStatisticsBuilder
{
    private readonly SortedDictionary<string, SortedDictionary<string, EventSums>> _segments = new(CodePointOrder.Comparer);

    /// <summary>Makes sure that a segment is in the file even without positions.</summary>
    /// <param name="segmentKey"><c>dimension:bucket</c>.</param>
    public void AddSegment(string segmentKey) => Events(segmentKey);

    /// <summary>Adds one position to one segment.</summary>
    /// <param name="segmentKey"><c>dimension:bucket</c>.</param>
    /// <param name="position">The position.</param>
    public void Add(string segmentKey, in PositionObservation position)
    {
        var events = Events(segmentKey);
        if (!events.TryGetValue(position.EventId, out var sums))
        {
            events.Add(position.EventId, sums = new EventSums());
        }

        sums.Add(position);
    }

    /// <summary>The segments so far, keys and events in order.</summary>
    public IReadOnlyList<SegmentEvents> Build() =>
        [.. _segments.Keys.Select(key => new SegmentEvents(key, [.. EventsOf(key)]))];

    /// <summary>One segment's events so far, in order, each made when it is asked for.</summary>
    /// <param name="segmentKey"><c>dimension:bucket</c>.</param>
    public IEnumerable<SegmentEvent> EventsOf(string segmentKey) =>
        Events(segmentKey).Select(static e => e.Value.Build(e.Key));

    private SortedDictionary<string, EventSums> Events(string segmentKey)
    {
        if (!_segments.TryGetValue(segmentKey, out var events))
        {
            _segments.Add(segmentKey, events = new SortedDictionary<string, EventSums>(CodePointOrder.Comparer));
        }

        return events;
    }
}
