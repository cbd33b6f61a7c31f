using System.Numerics;
using PolyTool.Core.Json;

namespace PolyTool.Core.RunRoots;

/// <summary>What one candidate of one user adds to its segment.</summary>
internal sealed record Contribution
{
    public const string Notional = "notional";
    public const string Count = "count";

    /// <summary>The candidate's place in the file, for messages.</summary>
    public required int Index { get; init; }

    public required string SegmentKey { get; init; }

    public required BigInteger Rank { get; init; }

    public required string Weighting { get; init; }

    public required LateJson Metrics { get; init; }

    public required LateJson Denominators { get; init; }

    /// <summary>Positions; never negative.</summary>
    public required BigInteger Positions { get; init; }

    /// <summary>The weight of this candidate's weighting; null where there is none.</summary>
    public required double? Weight { get; init; }

    /// <summary>The average CLV that goes with the weighting.</summary>
    public required double? AverageClv { get; init; }

    /// <summary>The beat-close rate that goes with the weighting.</summary>
    public required double? BeatCloseRate { get; init; }

    public bool IsNotional => Weighting == Notional;
}
