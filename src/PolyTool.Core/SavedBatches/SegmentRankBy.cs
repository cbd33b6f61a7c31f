namespace PolyTool.Core.SavedBatches;

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
