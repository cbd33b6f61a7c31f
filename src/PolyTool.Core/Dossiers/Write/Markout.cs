namespace PolyTool.Core.Dossiers.Write;

/// <summary>What a position's market was worth a fixed time after its first buy.</summary>
internal sealed record Markout
{
    /// <summary>Source of a value that is the payout.</summary>
    public const string Payout = "payout";

    /// <summary>The end of the horizon; null where there is no first buy to count from.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The value, USD a share, in [0, 1]; null where there is none.</summary>
    public double? Price { get; init; }

    /// <summary>When the price was observed; of a payout, when the market was settled.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>Where it comes from: a price history, or <see cref="Payout"/>.</summary>
    public string? Source { get; init; }

    /// <summary>Why there is none, as a code of <c>docs/scan.md</c>.</summary>
    public string? MissingReason { get; init; }

    /// <summary>The last HTTP status of the request that failed.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The service's id of that request.</summary>
    public string? TraceId { get; init; }
}

/// <summary>The markouts of a position: a day after the first buy, which counts, and an hour and seven days, which stand beside it.</summary>
internal sealed record PositionMarkouts(Markout Day, Markout Hour, Markout Week);
