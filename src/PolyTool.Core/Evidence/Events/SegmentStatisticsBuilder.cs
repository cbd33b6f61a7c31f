using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Events;

/// <summary>Collects a user's positions into rows an event, segment and variant. Add each position once for every segment it is in.</summary>
internal sealed class SegmentStatisticsBuilder
{
    private readonly SortedDictionary<string, SortedDictionary<string, SortedDictionary<string, EventSums>>> _segments = new(CodePointOrder.Comparer);

    /// <summary>Adds one position to one segment.</summary>
    /// <param name="segmentKey"><c>dimension:bucket</c>.</param>
    /// <param name="position">The position.</param>
    public void Add(string segmentKey, in PositionObservation position)
    {
        var events = At(At(_segments, segmentKey), position.Variant);
        if (!events.TryGetValue(position.EventId, out var sums))
        {
            events.Add(position.EventId, sums = new EventSums());
        }

        sums.Add(position);
    }

    /// <summary>The segments so far; keys, variants and events in order.</summary>
    public IReadOnlyList<SegmentEvents> Build() =>
        [.. _segments.SelectMany(s => s.Value.Select(v => new SegmentEvents(s.Key, v.Key, [.. Events(v.Value)])))];

    /// <summary>One segment's events by variant so far, in order, each made when it is asked for.</summary>
    /// <param name="segmentKey"><c>dimension:bucket</c>.</param>
    public IEnumerable<KeyValuePair<string, IEnumerable<SegmentEvent>>> EventsOf(string segmentKey) =>
        At(_segments, segmentKey).Select(v => KeyValuePair.Create(v.Key, Events(v.Value)));

    private static IEnumerable<SegmentEvent> Events(SortedDictionary<string, EventSums> events) => events.Select(static e => e.Value.Build(e.Key));

    private static SortedDictionary<string, T> At<T>(SortedDictionary<string, SortedDictionary<string, T>> all, string key)
    {
        if (!all.TryGetValue(key, out var found))
        {
            all.Add(key, found = new SortedDictionary<string, T>(CodePointOrder.Comparer));
        }

        return found;
    }
}
