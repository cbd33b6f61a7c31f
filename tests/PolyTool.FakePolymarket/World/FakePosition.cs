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

    /// <summary>Cost a share over all buys, as the service counts it; 0 for shares of a split.</summary>
    public required double AvgPrice { get; init; }

    public double EntryFees { get; init; }

    public double RealizedPnl { get; init; }

    public required long FirstEntryAt { get; init; }

    public required long LastEventAt { get; init; }

    /// <summary>The fills; null where they are one buy and, where something was sold, one sale.</summary>
    public IReadOnlyList<FakeFill>? OwnFills { get; init; }

    /// <summary>What the service writes for the outcome's index; 999 where it does not know.</summary>
    public int? WrittenOutcomeIndex { get; init; }

    /// <summary>The service writes this row's numbers as texts.</summary>
    public bool NumbersAsText { get; init; }

    /// <summary>The service does not know the first entry.</summary>
    public bool EntryTimeUnknown { get; init; }

    public string Token => Market.Tokens[Outcome];

    /// <summary>The fills, oldest first.</summary>
    public IReadOnlyList<FakeFill> Fills => OwnFills ?? (AvgPrice > 0 ? Simple() : []);

    private List<FakeFill> Simple()
    {
        var fills = new List<FakeFill> { new(FirstEntryAt, TotalSize, AvgPrice) };
        var sold = Status != "CLOSED" ? TotalSize - CurrentSize : Market.ResolvedAt is { } resolved && LastEventAt >= resolved ? 0 : TotalSize;
        if (sold > 1e-9)
        {
            fills.Add(new FakeFill(Math.Max(LastEventAt, FirstEntryAt), -sold, AvgPrice + (RealizedPnl / sold)));
        }

        return fills;
    }
}
