using System.Text.Json.Serialization;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>A page of Data API v2.</summary>
internal sealed record DataPage<T> : Answer
{
    public IReadOnlyList<T?>? Data { get; init; }

    public DataPagination? Pagination { get; init; }

    /// <summary>The cursor of the next page; null where this one is the last.</summary>
    [JsonIgnore]
    public string? Next => Pagination is { HasMore: not false, NextCursor: { Length: > 0 } cursor } ? cursor : null;
}

internal sealed record DataPagination
{
    public bool? HasMore { get; init; }

    public string? NextCursor { get; init; }
}

/// <summary>A row of <c>/v2/positions</c>: sizes in shares, <c>_usdc</c> in dollars, prices in [0, 1], times in seconds since 1970.</summary>
internal sealed record PositionRow
{
    public string? TokenId { get; init; }

    public string? ConditionId { get; init; }

    public double? CurrentSize { get; init; }

    public double? AvgPrice { get; init; }

    public double? EntryCostUsdc { get; init; }

    public double? EntryFeesUsdc { get; init; }

    public double? TotalSize { get; init; }

    public double? RealizedPnl { get; init; }

    public string? Status { get; init; }

    public bool? NegativeRisk { get; init; }

    public string? Title { get; init; }

    public string? Slug { get; init; }

    public string? EventId { get; init; }

    public string? EventSlug { get; init; }

    public string? Outcome { get; init; }

    public long? OutcomeIndex { get; init; }

    public string? EndDate { get; init; }

    public long? LastEventAt { get; init; }

    public long? FirstEntryAt { get; init; }

    public string? Name { get; init; }
}

internal sealed record PriceRow
{
    public long? Timestamp { get; init; }

    public double? Price { get; init; }

    public long? ResolutionSeconds { get; init; }
}

/// <summary>A row of <c>/v2/resolutions</c>: payouts in millionths of a dollar, one an outcome.</summary>
internal sealed record ResolutionRow : Answer
{
    public string? ConditionId { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<double?>? Payouts { get; init; }

    public string? ResolvedAt { get; init; }
}

/// <summary>A fill: size in shares, price in USD a share. The services give it no id of its own.</summary>
internal sealed record TradeRow
{
    public string? TokenId { get; init; }

    public string? ConditionId { get; init; }

    public string? TransactionHash { get; init; }

    public string? Side { get; init; }

    public double? Size { get; init; }

    public double? Price { get; init; }

    public long? Timestamp { get; init; }
}

/// <summary>A row of <c>/v2/positions/combos</c>, as far as it is counted.</summary>
internal sealed record ComboRow
{
    public string? ComboConditionId { get; init; }

    public string? ComboPositionId { get; init; }
}

internal sealed record UserStatisticsAnswer : Answer
{
    public UserStatisticsRow? Data { get; init; }
}

internal sealed record UserStatisticsRow
{
    public AllTimeRow? AllTimePnl { get; init; }
}

internal sealed record AllTimeRow
{
    /// <summary>Fills.</summary>
    public long? TradeCount { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(LenientNumberConverter), typeof(LenientIntegerConverter), typeof(LenientTextConverter)])]
[JsonSerializable(typeof(DataPage<PositionRow>))]
[JsonSerializable(typeof(DataPage<PriceRow>))]
[JsonSerializable(typeof(DataPage<ResolutionRow>))]
[JsonSerializable(typeof(DataPage<TradeRow>))]
[JsonSerializable(typeof(DataPage<ComboRow>))]
[JsonSerializable(typeof(UserStatisticsAnswer))]
internal sealed partial class DataJson : JsonSerializerContext;
