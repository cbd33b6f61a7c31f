namespace PolyTool.Core.SavedBatches;

/// <summary>One line of a segment's forest plot: a user, or the pool of all.</summary>
public sealed record ForestLine
{
    /// <summary><c>dimension:bucket</c>.</summary>
    public string Segment { get; init; } = "";

    /// <summary>Which line the figures use: <c>pre_event</c>, <c>markout_24h</c>, or <c>combined</c> of older files.</summary>
    public string Variant { get; init; } = "";

    /// <summary><c>User</c> or <c>Pooled</c>; the pooled line comes last.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The user as the batch names them; on the pooled line, their number in words.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's wallet; null where it is not known.</summary>
    public string? Wallet { get; init; }

    /// <summary><c>follow_through</c> or <c>total</c>, in cents a share; <c>percent</c> where run roots tell users' means only.</summary>
    public string Measure { get; init; } = "";

    /// <summary>Events; null where run roots tell users' means only.</summary>
    public long? Events { get; init; }

    /// <summary>Positions with a closing line; on the pooled line all positions.</summary>
    public long Positions { get; init; }

    /// <summary>Notional in USD.</summary>
    public double Notional { get; init; }

    /// <summary>The mean.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? Upper { get; init; }

    /// <summary>Share in the pooled mean, 0 to 1.</summary>
    public double Weight { get; init; }

    /// <summary>Trades like a bot or a market maker; null where not known.</summary>
    public bool? LooksAutomated { get; init; }

    /// <summary>The verdict, on the pooled line.</summary>
    public string? Verdict { get; init; }

    /// <summary>Its reasons, on the pooled line.</summary>
    public string? Reason { get; init; }
}
