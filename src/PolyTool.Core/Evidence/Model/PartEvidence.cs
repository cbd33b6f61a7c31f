namespace PolyTool.Core.Evidence;

/// <summary>The tested measure in a part of the data: half of the time, or half of the users.</summary>
public sealed record PartEvidence
{
    /// <summary>Users in the part.</summary>
    public int Users { get; init; }

    /// <summary>Events in the part; null where run roots tell users' means only.</summary>
    public long? Events { get; init; }

    /// <summary>The mean over users.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? Upper { get; init; }
}
