using System.Text.Json.Serialization;

namespace PolyTool.Core.Polymarket.Api;

internal sealed record SearchAnswer : Answer
{
    public IReadOnlyList<ProfileRow?>? Profiles { get; init; }

    public SearchPagination? Pagination { get; init; }
}

internal sealed record SearchPagination
{
    public bool? HasMore { get; init; }
}

internal sealed record ProfileRow
{
    public string? Name { get; init; }

    public string? ProxyWallet { get; init; }
}

/// <summary>A market of Gamma. Dates are texts in several forms; see <see cref="ApiTime"/>.</summary>
internal sealed record MarketRow : Answer
{
    public string? ConditionId { get; init; }

    public string? Slug { get; init; }

    public string? Question { get; init; }

    public string? Category { get; init; }

    [JsonConverter(typeof(NestedListConverter))]
    public IReadOnlyList<string>? Outcomes { get; init; }

    [JsonConverter(typeof(NestedListConverter))]
    public IReadOnlyList<string>? OutcomePrices { get; init; }

    [JsonConverter(typeof(NestedListConverter))]
    public IReadOnlyList<string>? ClobTokenIds { get; init; }

    /// <summary>The tokens of a market of the services' second protocol, beside <see cref="ClobTokenIds"/> or in their place.</summary>
    [JsonConverter(typeof(NestedListConverter))]
    public IReadOnlyList<string>? PositionIds { get; init; }

    public string? GameStartTime { get; init; }

    public string? EventStartTime { get; init; }

    public string? EndDate { get; init; }

    public string? ClosedTime { get; init; }

    public string? UmaEndDate { get; init; }

    public bool? Closed { get; init; }

    public string? SportsMarketType { get; init; }

    public IReadOnlyList<TagRow?>? Tags { get; init; }

    public IReadOnlyList<EventRow?>? Events { get; init; }
}

internal sealed record EventRow
{
    public string? Id { get; init; }

    public string? Slug { get; init; }

    public string? Title { get; init; }

    /// <summary>The event that this one is a child of: a game's extra markets have events of their own.</summary>
    public string? ParentEventId { get; init; }

    /// <summary>When it begins; not to be mistaken for <c>startDate</c>, which is when it was listed.</summary>
    public string? StartTime { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<TagRow?>? Tags { get; init; }
}

internal sealed record TagRow
{
    public string? Slug { get; init; }

    public string? Label { get; init; }
}

/// <summary>A row of <c>/sports</c>: a league's code and the ids of its tags, separated by commas.</summary>
internal sealed record SportRow : Answer
{
    public string? Sport { get; init; }

    public string? Tags { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(LenientNumberConverter), typeof(LenientIntegerConverter), typeof(LenientTextConverter)])]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(MarketRow))]
[JsonSerializable(typeof(SportRow))]
internal sealed partial class GammaJson : JsonSerializerContext;
