using System.Text.Json.Serialization;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>A page of Data API v2.</summary>
internal sealed record DataPage<T> : Answer
{
    public IReadOnlyList<T?>? Data { get; set; }

    public DataPagination? Pagination { get; set; }

    /// <summary>The cursor of the next page; null where this one is the last.</summary>
    [JsonIgnore]
    public string? Next => Pagination is { HasMore: not false, NextCursor: { Length: > 0 } cursor } ? cursor : null;
}

internal sealed record DataPagination
{
    public bool? HasMore { get; set; }

    public string? NextCursor { get; set; }
}

/// <summary>A row of <c>/v2/positions</c>: sizes in shares, <c>_usdc</c> in dollars, prices in [0, 1], times in seconds since 1970.</summary>
internal sealed record PositionRow
{
    public string? TokenId { get; set; }

    public string? ConditionId { get; set; }

    public double? CurrentSize { get; set; }

    public double? AvgPrice { get; set; }

    public double? EntryCostUsdc { get; set; }

    public double? EntryFeesUsdc { get; set; }

    public double? TotalSize { get; set; }

    public double? RealizedPnl { get; set; }

    public string? Status { get; set; }

    public bool? NegativeRisk { get; set; }

    public string? Title { get; set; }

    public string? Slug { get; set; }

    public string? EventId { get; set; }

    public string? EventSlug { get; set; }

    public string? Outcome { get; set; }

    public long? OutcomeIndex { get; set; }

    public string? EndDate { get; set; }

    public long? LastEventAt { get; set; }

    public long? FirstEntryAt { get; set; }

    public string? Name { get; set; }
}

internal sealed record PriceRow
{
    public long? Timestamp { get; set; }

    public double? Price { get; set; }

    public long? ResolutionSeconds { get; set; }
}

/// <summary>A row of <c>/v2/resolutions</c>: payouts in millionths of a dollar, one an outcome.</summary>
internal sealed record ResolutionRow : Answer
{
    public string? ConditionId { get; set; }

    public string? Status { get; set; }

    public IReadOnlyList<double?>? Payouts { get; set; }

    public string? ResolvedAt { get; set; }
}

/// <summary>A fill: size in shares, price in USD a share. The services give it no id of its own.</summary>
internal sealed record TradeRow
{
    public string? TokenId { get; set; }

    public string? ConditionId { get; set; }

    public string? TransactionHash { get; set; }

    public string? Side { get; set; }

    public double? Size { get; set; }

    public double? Price { get; set; }

    public long? Timestamp { get; set; }
}

/// <summary>A row of <c>/v2/positions/combos</c>, as far as it is counted.</summary>
internal sealed record ComboRow
{
    public string? ComboConditionId { get; set; }

    public string? ComboPositionId { get; set; }
}

internal sealed record UserStatisticsAnswer : Answer
{
    public UserStatisticsRow? Data { get; set; }
}

internal sealed record UserStatisticsRow
{
    public AllTimeRow? AllTimePnl { get; set; }
}

internal sealed record AllTimeRow
{
    /// <summary>Fills.</summary>
    public long? TradeCount { get; set; }
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
