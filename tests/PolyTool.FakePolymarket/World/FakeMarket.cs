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

    /// <summary>The main event, where this one holds a game's extra markets.</summary>
    public string? ParentEventId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? SportsMarketType { get; init; }

    /// <summary>The dates as the service writes them: in whatever form this market has them.</summary>
    public string? GameStartTime { get; init; }

    public string? EventStartTime { get; init; }

    /// <summary>The start that the event itself names.</summary>
    public string? OwnEventStartTime { get; init; }

    public string? EndDate { get; init; }

    public string? ClosedTime { get; init; }

    public string? UmaEndDate { get; init; }

    public bool Closed { get; init; }

    public IReadOnlyList<string> OutcomePrices { get; init; } = [];

    /// <summary>Payouts on the chain; null while there are none.</summary>
    public IReadOnlyList<double>? Payouts { get; init; }

    public long? ResolvedAt { get; init; }

    /// <summary>The earliest start that anybody can know; null where nothing starts.</summary>
    public long? TrueStart { get; init; }

    /// <summary>Something starts, and nobody can know when.</summary>
    public bool HasHiddenStart { get; init; }

    /// <summary>It never took place.</summary>
    public bool WasCalledOff { get; init; }

    /// <summary>The end of the day on which it is decided, where slug or text name one and nothing starts.</summary>
    public long? TrueDecidedBy { get; init; }

    /// <summary>The game's name: the slug of its main event.</summary>
    public string? TrueGame { get; init; }

    /// <summary>The Data API knows no resolution of it.</summary>
    public bool WithoutResolution { get; init; }
}
