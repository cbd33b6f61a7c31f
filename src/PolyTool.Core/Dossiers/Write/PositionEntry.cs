namespace PolyTool.Core.Dossiers.Write;

/// <summary>How a position was entered, seen from its anchor (of a markout: from the end of its horizon). Shares, and USD a share.</summary>
internal sealed record PositionEntry
{
    /// <summary>Whether the user's fills say it, or the service's average over all buys stands for them.</summary>
    public required bool IsFromFills { get; init; }

    /// <summary>The first buy.</summary>
    public DateTimeOffset? FirstBuyTime { get; init; }

    /// <summary>Its price; of several fills in its second, their average. Null where the fills are not known.</summary>
    public double? FirstBuyPrice { get; init; }

    /// <summary>Shares bought before the anchor.</summary>
    public double? BoughtBefore { get; init; }

    /// <summary>USD paid for them, fees apart.</summary>
    public double? CostBefore { get; init; }

    /// <summary>Shares sold before the anchor.</summary>
    public double? SoldBefore { get; init; }

    /// <summary>Shares held at the anchor: what money rides on the line.</summary>
    public double? HeldAt { get; init; }

    /// <summary>Fills bought at or after the anchor.</summary>
    public int InPlayBuys { get; init; }

    /// <summary>Their shares.</summary>
    public double InPlayShares { get; init; }
}
