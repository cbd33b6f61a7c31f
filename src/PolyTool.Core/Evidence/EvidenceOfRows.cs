using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Evidence;

/// <summary>Puts a board's evidence beside the rows of its leaderboard.</summary>
public static class EvidenceOfRows
{
    /// <summary>The rows with what the evidence says of them; a row that it does not know stays as it is.</summary>
    /// <param name="board">The batch's evidence.</param>
    /// <param name="rows">Rows of the same batch.</param>
    public static IEnumerable<SegmentRow> AddTo(this EvidenceBoard board, IEnumerable<SegmentRow> rows)
    {
        var known = new Dictionary<string, SegmentEvidence>(StringComparer.Ordinal);
        foreach (var segment in board.Segments)
        {
            known[segment.SegmentKey] = segment;
        }

        return rows.Select(row => known.TryGetValue(row.Segment, out var evidence) ? With(row, evidence) : row);
    }

    private static SegmentRow With(SegmentRow row, SegmentEvidence evidence) => row with
    {
        EvidenceRank = evidence.Rank,
        Verdict = evidence.Verdict.ToString(),
        VerdictReason = string.Join("; ", evidence.Reasons),
        EvidenceUsers = evidence.Users,
        EvidenceEvents = evidence.Events,
        MeanClv = evidence.Percent?.Mean,
        MeanClvLower = evidence.Percent?.Lower,
        MeanClvUpper = evidence.Percent?.Upper,
        MeanClvCents = evidence.Cents?.Mean,
        ISquared = VerdictRule.Tested(evidence)?.ISquared,
        P = evidence.P,
        Q = evidence.Q,
    };
}
