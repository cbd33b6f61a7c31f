using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>Adds users one at a time, in input order, into segments. A user counts whole or not at all.</summary>
/// <param name="capacity">How many users are expected.</param>
internal sealed class LeaderboardBuilder(int capacity = 0)
{
    private const int LongestKey = 200;
    private readonly Dictionary<string, SegmentTotals> _segments = new(StringComparer.Ordinal);
    private readonly UserRegistry _users = new(capacity);

    // Of the run root under way: where each candidate counts, and the segments that it is the first to name.
    private readonly List<(SegmentTotals Segment, int Scores)> _shares = [];
    private readonly List<string> _fresh = [];
    private int _runRoot;

    /// <summary>Adds a user's run root; answers the defect that keeps it out, or null.</summary>
    public RunRootDefect? Add(string user, TextKey key, RunRootContent content)
    {
        _runRoot++;
        _shares.Clear();
        _fresh.Clear();
        foreach (var candidate in content.Contributions)
        {
            var segment = Find(candidate.SegmentKey);
            if (!segment.Try(_runRoot, candidate, out var scores))
            {
                _fresh.ForEach(key => _segments.Remove(key));
                return new(RunRootFileNames.Candidates, $"$.candidates[{candidate.Index}]", $"its numbers take the sums of segment '{VisibleText.Of(candidate.SegmentKey, LongestKey)}' beyond {(JsonLimits.Fits(segment.TriedPositions) ? "the range of a double" : $"{JsonLimits.IntegerDigits} digits")}");
            }

            _shares.Add((segment, scores));
        }

        for (var i = 0; i < _shares.Count; i++)
        {
            _shares[i].Segment.Accept(user, content.Contributions[i]);
        }

        if (user.Length > 0)
        {
            // An empty label is nobody.
            _users.Count(key, _shares);
        }

        return null;
    }

    /// <summary>All segments in ascending code-point order of their keys.</summary>
    public IReadOnlyList<SegmentTotals> Segments() => [.. _segments.Values.OrderBy(static s => s.Key, CodePointOrder.Comparer)];

    private SegmentTotals Find(string key)
    {
        if (!_segments.TryGetValue(key, out var segment))
        {
            segment = new(key, _segments.Count);
            _segments.Add(key, segment);
            _fresh.Add(key);
        }

        return segment;
    }
}
