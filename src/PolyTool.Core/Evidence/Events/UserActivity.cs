namespace PolyTool.Core.Evidence.Events;

/// <summary>How a user trades: enough to see a bot or a market maker. Null means not known.</summary>
internal sealed record UserActivity
{
    /// <summary>Nothing is known.</summary>
    public static UserActivity Unknown { get; } = new();

    /// <summary>Trades seen.</summary>
    public long? Fills { get; init; }

    /// <summary>Days on which the user traded.</summary>
    public long? ActiveDays { get; init; }

    /// <summary>Markets in which the user held a position.</summary>
    public long? Markets { get; init; }

    /// <summary>Markets of which the user held both sides.</summary>
    public long? TwoSidedMarkets { get; init; }

    /// <summary>Trades a day on which the user traded.</summary>
    public double? FillsPerDay => Fills is { } fills && ActiveDays is > 0 and { } days ? (double)fills / days : null;

    /// <summary>Share of the markets that were held on both sides, 0 to 1.</summary>
    public double? TwoSidedShare => TwoSidedMarkets is { } both && Markets is > 0 and { } all ? (double)both / all : null;

    /// <summary>
    /// More than 30 trades a day or both sides of more than a fifth of the markets; null where neither is known.
    /// The limits are those that public studies of the venue use.
    /// </summary>
    public bool? LooksAutomated =>
        FillsPerDay is null && TwoSidedShare is null ? null : FillsPerDay > 30 || TwoSidedShare > 0.2;
}
