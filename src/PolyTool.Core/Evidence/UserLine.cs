namespace PolyTool.Core.Evidence;

/// <summary>One user's line in the forest plot of a segment, in the measure that is tested.</summary>
public sealed record UserLine
{
    /// <summary>The user as the batch names them.</summary>
    public string User { get; init; } = "";

    /// <summary>Their wallet; null where it is not known.</summary>
    public string? Wallet { get; init; }

    /// <summary>Their events; null where run roots tell users' means only.</summary>
    public long? Events { get; init; }

    /// <summary>Positions with a closing line.</summary>
    public long Positions { get; init; }

    /// <summary>Notional in USD.</summary>
    public double Notional { get; init; }

    /// <summary>Mean over their events.</summary>
    public double Mean { get; init; }

    /// <summary>Lower end of the mean's interval, by the segment's pooled variance.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? Upper { get; init; }

    /// <summary>Share of this user in the pooled mean, 0 to 1.</summary>
    public double Weight { get; init; }

    /// <summary>Trades like a bot or a market maker; null where not known.</summary>
    public bool? LooksAutomated { get; init; }
}
