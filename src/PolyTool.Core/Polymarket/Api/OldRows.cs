using System.Text.Json.Serialization;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>A row of Data API v1's <c>/positions</c> or <c>/closed-positions</c>; the latter has no size, cost or share count of now.</summary>
internal sealed record OldPositionRow
{
    public string? Asset { get; init; }

    public string? ConditionId { get; init; }

    public double? Size { get; init; }

    public double? AvgPrice { get; init; }

    public double? InitialValue { get; init; }

    public double? EntryFeesUsdc { get; init; }

    public double? CurPrice { get; init; }

    /// <summary>Shares, not dollars.</summary>
    public double? TotalBought { get; init; }

    public double? RealizedPnl { get; init; }

    public bool? Redeemable { get; init; }

    public bool? NegativeRisk { get; init; }

    public string? Title { get; init; }

    public string? Slug { get; init; }

    public string? EventId { get; init; }

    public string? EventSlug { get; init; }

    public string? Outcome { get; init; }

    public long? OutcomeIndex { get; init; }

    public string? OppositeAsset { get; init; }

    public string? EndDate { get; init; }

    public long? Timestamp { get; init; }
}

/// <summary>A fill of Data API v1.</summary>
internal sealed record OldTradeRow
{
    public string? Asset { get; init; }

    public string? Side { get; init; }

    public long? Timestamp { get; init; }
}

/// <summary>CLOB <c>/prices-history</c>.</summary>
internal sealed record HistoryAnswer : Answer
{
    public IReadOnlyList<HistoryPoint?>? History { get; init; }
}

internal sealed record HistoryPoint
{
    [JsonPropertyName("t")]
    public long? Time { get; init; }

    [JsonPropertyName("p")]
    public double? Price { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(LenientNumberConverter), typeof(LenientIntegerConverter), typeof(LenientTextConverter)])]
[JsonSerializable(typeof(IReadOnlyList<OldPositionRow?>))]
[JsonSerializable(typeof(IReadOnlyList<OldTradeRow?>))]
[JsonSerializable(typeof(HistoryAnswer))]
internal sealed partial class OldJson : JsonSerializerContext;
