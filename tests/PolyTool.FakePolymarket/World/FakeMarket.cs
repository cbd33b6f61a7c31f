namespace PolyTool.FakePolymarket.World;

/// <summary>A market of the invented world. Times are seconds since 1970.</summary>
public sealed record FakeMarket
{
    public required string ConditionId { get; init; }

    public required string Slug { get; init; }

    public required string Question { get; init; }

    public required IReadOnlyList<string> Outcomes { get; init; }

    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>One series a token.</summary>
    public required IReadOnlyList<PriceSeries> Prices { get; init; }

    public required string EventId { get; init; }

    public required string EventSlug { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? SportsMarketType { get; init; }

    /// <summary>The dates as the service writes them: in whatever form this market has them.</summary>
    public string? GameStartTime { get; init; }

    public string? EventStartTime { get; init; }

    public string? EndDate { get; init; }

    public string? ClosedTime { get; init; }

    public string? UmaEndDate { get; init; }

    public bool Closed { get; init; }

    public IReadOnlyList<string> OutcomePrices { get; init; } = [];

    /// <summary>Payouts on the chain; null while there are none.</summary>
    public IReadOnlyList<double>? Payouts { get; init; }

    public long? ResolvedAt { get; init; }

    /// <summary>The Data API knows no resolution of it.</summary>
    public bool WithoutResolution { get; init; }
}
