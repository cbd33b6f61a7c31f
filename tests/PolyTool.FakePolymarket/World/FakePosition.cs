namespace PolyTool.FakePolymarket.World;

/// <summary>One token that a user holds or held.</summary>
public sealed record FakePosition
{
    public required FakeMarket Market { get; init; }

    public required int Outcome { get; init; }

    /// <summary>OPEN, REDEEMABLE, REDEEMABLE_LOST or CLOSED.</summary>
    public required string Status { get; init; }

    public required double CurrentSize { get; init; }

    public required double TotalSize { get; init; }

    /// <summary>Cost a share; 0 for shares of a split.</summary>
    public required double AvgPrice { get; init; }

    public double EntryFees { get; init; }

    public double RealizedPnl { get; init; }

    public required long FirstEntryAt { get; init; }

    public required long LastEventAt { get; init; }

    /// <summary>What the service writes for the outcome's index; 999 where it does not know.</summary>
    public int? WrittenOutcomeIndex { get; init; }

    /// <summary>The service writes this row's numbers as texts.</summary>
    public bool NumbersAsText { get; init; }

    /// <summary>The service does not know the first entry.</summary>
    public bool EntryTimeUnknown { get; init; }

    /// <summary>The closing price that a right scan finds; null where there is none.</summary>
    public double? TrueClose { get; init; }

    public string Token => Market.Tokens[Outcome];
}
