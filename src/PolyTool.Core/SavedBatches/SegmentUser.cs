using System.Numerics;

namespace PolyTool.Core.SavedBatches;

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
