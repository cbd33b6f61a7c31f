using PolyTool.Core.CanonicalJson;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>Adds users one at a time, in input order, into segments. A user counts whole or not at all.</summary>
internal sealed class LeaderboardBuilder
{
    private readonly Dictionary<string, SegmentTotals> _segments = new(StringComparer.Ordinal);
    private readonly UserRegistry _users = new();

    /// <summary>Adds a user's run root; answers the defect that keeps it out, or null.</summary>
    public RunRootDefect? Add(string user, RunRootContent content)
    {
        List<(SegmentTotals Segment, SegmentSums Sums)> tried = [];
        List<(SegmentTotals Segment, int Scores)> shares = [];
        foreach (Contribution candidate in content.Contributions)
        {
            int at = tried.FindIndex(t => t.Segment.Key == candidate.SegmentKey);
            if (at < 0)
            {
                at = tried.Count;
                SegmentTotals segment = Find(candidate.SegmentKey, tried);
                tried.Add((segment, segment.Sums));
            }

            (SegmentTotals totals, SegmentSums sums) = tried[at];
            int scores = sums.Add(candidate);
            if (!sums.IsFinite)
            {
                return new(RunRootFileNames.Candidates, $"$.candidates[{candidate.Index}]", $"its numbers take the sums of segment '{candidate.SegmentKey}' beyond the range of a double");
            }

            tried[at] = (totals, sums);
            shares.Add((totals, scores));
        }

        Commit(user, content, tried, shares);
        return null;
    }

    /// <summary>All segments in ascending code-point order of their keys.</summary>
    public IReadOnlyList<SegmentTotals> Segments() => [.. _segments.Values.OrderBy(static s => s.Key, CodePointOrder.Comparer)];

    private SegmentTotals Find(string key, List<(SegmentTotals Segment, SegmentSums Sums)> tried)
    {
        if (_segments.TryGetValue(key, out SegmentTotals? known))
        {
            return known;
        }

        int fresh = tried.Count(t => !_segments.ContainsKey(t.Segment.Key));
        return new(key, _segments.Count + fresh);
    }

    private void Commit(
        string user,
        RunRootContent content,
        List<(SegmentTotals Segment, SegmentSums Sums)> tried,
        List<(SegmentTotals Segment, int Scores)> shares)
    {
        foreach ((SegmentTotals segment, SegmentSums sums) in tried)
        {
            segment.Sums = sums;
            _segments.TryAdd(segment.Key, segment);
        }

        for (int i = 0; i < shares.Count; i++)
        {
            shares[i].Segment.Add(user, content.Contributions[i]);
        }

        _users.Count(user, shares);
    }
}
