using PolyTool.Core.Json;

namespace PolyTool.Core.SavedBatches;

/// <summary>Ranks the rows of a leaderboard.</summary>
public static class SegmentRanking
{
    /// <summary>Orders rows by what is asked, best first, ties by key; rows without a value come last and get no rank.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rankBy">What to rank by.</param>
    /// <returns>The rows with their ranks, from 1.</returns>
    public static IEnumerable<SegmentRow> Rank(IEnumerable<SegmentRow> rows, SegmentRankBy rankBy)
    {
        var ordered = rankBy == SegmentRankBy.Segment
            ? rows.OrderBy(static row => row.Segment, CodePointOrder.Comparer)
            : rows.OrderByDescending(row => Value(row, rankBy)).ThenBy(static row => row.Segment, CodePointOrder.Comparer);
        return ordered.Select((row, index) => row with { Rank = rankBy == SegmentRankBy.Segment || Value(row, rankBy) is not null ? index + 1 : null });
    }

    private static double? Value(SegmentRow row, SegmentRankBy rankBy) => rankBy switch
    {
        SegmentRankBy.NotionalClv => row.NotionalClv,
        SegmentRankBy.NotionalBeatClose => row.NotionalBeatClose,
        SegmentRankBy.CountClv => row.CountClv,
        SegmentRankBy.CountBeatClose => row.CountBeatClose,
        SegmentRankBy.Users => row.Users,
        SegmentRankBy.Evidence => -row.EvidenceRank,
        _ => null,
    };
}
