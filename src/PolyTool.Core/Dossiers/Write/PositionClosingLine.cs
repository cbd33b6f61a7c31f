namespace PolyTool.Core.Dossiers.Write;

/// <summary>
/// The last price before the event, and what it says of the entry. <c>pre_event</c> and <c>combined</c> are this line; the
/// settlement price is an outcome and no line, so that variant stays null.
/// </summary>
internal sealed record PositionClosingLine
{
    /// <summary>Reason code of the settlement variant.</summary>
    public const string SettlementIsNoLine = "SETTLEMENT_IS_NOT_A_LINE";

    /// <summary>The anchor: the line is the latest price before it.</summary>
    public DateTimeOffset? Anchor { get; init; }

    /// <summary>Which rung of the ladder gave the anchor, by its name in the segment table.</summary>
    public string? AnchorSource { get; init; }

    /// <summary>The rungs that were tried, in order.</summary>
    public IReadOnlyList<string> AttemptedSources { get; init; } = [];

    /// <summary>Why there is no anchor: <c>MISSING_CLOSE_TS_FIELDS</c>, <c>INVALID_CLOSE_TS_FORMAT</c>, <c>SETTLED_BEFORE_ANCHOR</c> or <c>NO_SCHEDULED_START</c>.</summary>
    public string? AnchorFailureReason { get; init; }

    /// <summary>The closing price, in [0, 1].</summary>
    public double? Price { get; init; }

    /// <summary>When that price was observed.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>Where the price comes from, e.g. <c>v2_as_of</c> or <c>clob_history</c>.</summary>
    public string? PriceSource { get; init; }

    /// <summary>The length of the time in which the price was observed; zero for an exact observation.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>Whether that time began before the entry.</summary>
    public bool SpanHoldsEntry { get; init; }

    /// <summary>Why there is no line, as a code of <c>docs/scan.md</c>; null where there is one.</summary>
    public string? MissingReason { get; init; }

    /// <summary>The last HTTP status of the request that failed; null where none failed.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The trace id of that answer.</summary>
    public string? TraceId { get; init; }
}
