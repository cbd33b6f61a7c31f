using System.Numerics;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;

namespace PolyTool.Core.SavedBatches;

/// <summary>One segment of a leaderboard: what users proposed, and what the batch's evidence says of it.</summary>
public sealed partial record SegmentRow
{
    /// <summary>The place among the rows asked for, from 1; null where the row has no value to rank by.</summary>
    public int? Rank { get; init; }

    /// <summary>The segment's key, <c>dimension:bucket</c>.</summary>
    public required string Segment { get; init; }

    /// <summary>What stands before the first colon of the key; the whole key where there is none.</summary>
    public required string Dimension { get; init; }

    /// <summary>What stands behind the first colon of the key; empty where there is none.</summary>
    public required string Bucket { get; init; }

    /// <summary>Users who proposed the segment.</summary>
    public required int Users { get; init; }

    /// <summary>Positions in the segment, over all users.</summary>
    public required BigInteger Positions { get; init; }

    /// <summary>Dollars behind the notional scores.</summary>
    public required double NotionalWeight { get; init; }

    /// <summary>Average CLV as a fraction of the entry price, weighted by notional; null where no user has it.</summary>
    public double? NotionalClv { get; init; }

    /// <summary>Dollars behind <see cref="NotionalClv"/>.</summary>
    public double NotionalClvWeight { get; init; }

    /// <summary>Users behind <see cref="NotionalClv"/>.</summary>
    public int NotionalClvUsers { get; init; }

    /// <summary>Share of positions whose price moved the trader's way before the event, weighted by notional, 0 to 1.</summary>
    public double? NotionalBeatClose { get; init; }

    /// <summary>Dollars behind <see cref="NotionalBeatClose"/>.</summary>
    public double NotionalBeatCloseWeight { get; init; }

    /// <summary>Users behind <see cref="NotionalBeatClose"/>.</summary>
    public int NotionalBeatCloseUsers { get; init; }

    /// <summary>Average CLV as a fraction of the entry price, each position alike, from users without notional weights.</summary>
    public double? CountClv { get; init; }

    /// <summary>Positions behind <see cref="CountClv"/>.</summary>
    public double CountClvWeight { get; init; }

    /// <summary>Users behind <see cref="CountClv"/>.</summary>
    public int CountClvUsers { get; init; }

    /// <summary>Share of positions whose price moved the trader's way, each position alike, from users without notional weights.</summary>
    public double? CountBeatClose { get; init; }

    /// <summary>Positions behind <see cref="CountBeatClose"/>.</summary>
    public double CountBeatCloseWeight { get; init; }

    /// <summary>Users behind <see cref="CountBeatClose"/>.</summary>
    public int CountBeatCloseUsers { get; init; }

    /// <summary>Up to five users, those with the best ranks first.</summary>
    public IReadOnlyList<SegmentUser> Examples { get; init; } = [];

    /// <summary>Full path of the leaderboard that the row was read from; null for a row made otherwise.</summary>
    public string? LeaderboardPath => Board?.Batch.LeaderboardPath;

    /// <summary>A user proposed the segment; else only the evidence knows it.</summary>
    internal bool IsProposed { get; init; } = true;

    /// <summary>The board that the row stands on.</summary>
    internal SavedBoard? Board { get; init; }

    /// <summary>The row of a segment that the evidence knows and no user proposed.</summary>
    internal static SegmentRow NotProposed(EvidenceRow evidence, SavedBoard? board) => new()
    {
        Segment = evidence.SegmentKey,
        Dimension = SegmentNames.Dimension(evidence.SegmentKey),
        Bucket = SegmentNames.Bucket(evidence.SegmentKey),
        Users = 0,
        Positions = 0,
        NotionalWeight = 0,
        IsProposed = false,
        EvidenceRow = evidence,
        Board = board,
    };

    /// <inheritdoc />
    public override string ToString() => Segment;
}

/// <summary>One of the up to five users shown as examples of a segment.</summary>
public sealed record SegmentUser
{
    /// <summary>The user's label.</summary>
    public required string User { get; init; }

    /// <summary>The candidate's rank among the user's own candidates, from 1; 0 where the run root gives none.</summary>
    public required BigInteger Rank { get; init; }

    /// <summary><c>notional</c>, <c>count</c>, or what else the run root says.</summary>
    public required string Weighting { get; init; }

    /// <summary>Positions of this user in the segment; null where the run root gives none.</summary>
    public BigInteger? Positions { get; init; }

    /// <summary>The user's average CLV as a fraction of the entry price, weighted as <see cref="Weighting"/> says.</summary>
    public double? Clv { get; init; }

    /// <summary>The user's beat-close rate, 0 to 1, weighted as <see cref="Weighting"/> says.</summary>
    public double? BeatCloseRate { get; init; }

    /// <summary>The weight: dollars or positions.</summary>
    public double? Weight { get; init; }

    /// <inheritdoc />
    public override string ToString() => User;
}
