using System.Runtime.InteropServices;
using PolyTool.Core.Files;

namespace PolyTool.Core.Leaderboards;

/// <summary>
/// Remembers which users count where, so that a label that comes twice counts once. It keeps 36 bytes a user and 8 for each
/// segment of theirs, however long labels are.
/// </summary>
/// <param name="capacity">How many users are expected.</param>
internal sealed class UserRegistry(int capacity)
{
    private const int Nowhere = -1;

    // Where the chain of a user's places starts.
    private readonly Dictionary<TextKey, int> _firstPlaces = new(capacity);
    private readonly List<Place> _places = [];

    // By segment: which call found a place of its user there last, and where.
    private readonly List<(int Call, int Place)> _found = [];
    private int _call;

    /// <summary>Counts a user in the segments that one run root names.</summary>
    /// <param name="user">The key of the label.</param>
    /// <param name="shares">Segments and the scores counted in, a bit each; a segment can come twice.</param>
    public void Count(TextKey user, List<(SegmentTotals Segment, int Scores)> shares)
    {
        if (shares.Count == 0)
        {
            return;
        }

        _call++;
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_firstPlaces, user, out var isKnown);
        first = isKnown ? first : Nowhere;
        for (var at = first; at != Nowhere; at = _places[at].Next)
        {
            _found[_places[at].Segment] = (_call, at);
        }

        foreach ((var segment, var scores) in shares)
        {
            Count(segment, scores, ref first);
        }
    }

    private void Count(SegmentTotals segment, int scores, ref int first)
    {
        while (_found.Count <= segment.Number)
        {
            _found.Add(default);
        }

        (var call, var at) = _found[segment.Number];
        if (call != _call)
        {
            segment.CountUser(inSegment: true, scores);
            _found[segment.Number] = (_call, _places.Count);
            _places.Add(Place.Of(segment.Number, scores, first));
            first = _places.Count - 1;
            return;
        }

        var place = _places[at];
        segment.CountUser(inSegment: false, scores & ~place.Scores);
        _places[at] = Place.Of(place.Segment, place.Scores | scores, place.Next);
    }

    /// <summary>A segment that a user counts in, the scores there, and where the user's next place stands.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int SegmentAndScores, int Next)
    {
        public int Segment => SegmentAndScores >> ScoreNames.Count;

        public int Scores => SegmentAndScores & ((1 << ScoreNames.Count) - 1);

        public static Place Of(int segment, int scores, int next) => new((segment << ScoreNames.Count) | scores, next);
    }
}
