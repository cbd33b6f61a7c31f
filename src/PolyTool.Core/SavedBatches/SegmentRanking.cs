using PolyTool.Core.Json;

namespace PolyTool.Core.SavedBatches;

/// <summary>Ranks the rows of a leaderboard.</summary>
public static class SegmentRanking
{
    /// <summary>Orders rows by what is asked, best first, ties by key; rows without a value come last and get no rank.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rankBy">What to rank by.</param>
    /// <returns>The rows with their ranks, from 1.</returns>
    public static IEnumerable<SegmentRow> Rank(IEnumerable<SegmentRow> rows, SegmentRankBy rankBy) => rows
        .OrderBy(static row => row, Comparer<SegmentRow>.Create((one, other) => Compare(one, other, rankBy)))
        .Select((row, index) => row with { Rank = rankBy == SegmentRankBy.Segment || Value(row, rankBy) is not null ? index + 1 : null });

    private static int Compare(SegmentRow one, SegmentRow other, SegmentRankBy rankBy)
    {
        // Null is less than any number.
        var order = rankBy == SegmentRankBy.Segment ? 0 : Nullable.Compare(Value(other, rankBy), Value(one, rankBy));
        return order != 0 ? order : CodePointOrder.Comparer.Compare(one.Segment, other.Segment);
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

/// <summary>What the rows of a leaderboard are ranked by, best first.</summary>
public enum SegmentRankBy
{
    /// <summary>Average CLV weighted by notional.</summary>
    NotionalClv,

    /// <summary>Beat-close rate weighted by notional.</summary>
    NotionalBeatClose,

    /// <summary>Average CLV, each position alike.</summary>
    CountClv,

    /// <summary>Beat-close rate, each position alike.</summary>
    CountBeatClose,

    /// <summary>Users who proposed the segment.</summary>
    Users,

    /// <summary>The verdict, then the lower bound after shrinkage.</summary>
    Evidence,

    /// <summary>The key, ascending by code point.</summary>
    Segment,
}
