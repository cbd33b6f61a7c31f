using System.Runtime.InteropServices;

namespace PolyTool.Core.Leaderboards;

/// <summary>
/// Remembers which users count where, so that a label that comes twice counts once. It keeps a label and a few integers a
/// user, nothing else.
/// </summary>
internal sealed class UserRegistry
{
    private const int ScoreBits = ScoreNames.Count;
    private const int ScoreMask = (1 << ScoreBits) - 1;
    private readonly Dictionary<string, int[]> _places = new(StringComparer.Ordinal);

    /// <summary>Counts a user in the segments that one run root names.</summary>
    /// <param name="user">The label; an empty one is nobody.</param>
    /// <param name="shares">Segments and the scores counted in, a bit each; a segment can come twice.</param>
    public void Count(string user, List<(SegmentTotals Segment, int Scores)> shares)
    {
        if (user.Length == 0 || shares.Count == 0)
        {
            return;
        }

        ref int[]? places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, user, out _);
        List<int> known = [.. places ?? []];
        foreach ((SegmentTotals segment, int scores) in shares)
        {
            int at = known.FindIndex(place => place >> ScoreBits == segment.Number);
            int before = at < 0 ? 0 : known[at] & ScoreMask;
            segment.CountUser(at < 0, scores & ~before);
            int place = (segment.Number << ScoreBits) | before | scores;
            if (at < 0)
            {
                known.Add(place);
            }
            else
            {
                known[at] = place;
            }
        }

        places = [.. known];
    }
}
