using System.Text.Json.Serialization;

namespace PolyTool.Core.Polymarket.Api;

internal sealed record SearchAnswer : Answer
{
    public IReadOnlyList<ProfileRow?>? Profiles { get; set; }

    public SearchPagination? Pagination { get; set; }
}

internal sealed record SearchPagination
{
    public bool? HasMore { get; set; }
}

internal sealed record ProfileRow
{
    public string? Name { get; set; }

    public string? ProxyWallet { get; set; }
}

/// <summary>A market of Gamma. Dates are texts in several forms; see <see cref="ApiTime"/>.</summary>
internal sealed record MarketRow : Answer
{
    public string? ConditionId { get; set; }

    public string? Slug { get; set; }

    public string? Question { get; set; }

    public string? Category { get; set; }

    [JsonConverter(typeof(NestedListConverter))]
    public IReadOnlyList<string>? Outcomes { get; set; }

    [JsonConverter(typeof(NestedListConverter))]
    public IReadOnlyList<string>? OutcomePrices { get; set; }

    [JsonConverter(typeof(NestedListConverter))]
    public IReadOnlyList<string>? ClobTokenIds { get; set; }

    /// <summary>The tokens of a market of the services' second protocol, beside <see cref="ClobTokenIds"/> or in their place.</summary>
    [JsonConverter(typeof(NestedListConverter))]
    public IReadOnlyList<string>? PositionIds { get; set; }

    public string? GameStartTime { get; set; }

    public string? EventStartTime { get; set; }

    public string? EndDate { get; set; }

    public string? ClosedTime { get; set; }

    public string? UmaEndDate { get; set; }

    public bool? Closed { get; set; }

    public string? SportsMarketType { get; set; }

    public IReadOnlyList<TagRow?>? Tags { get; set; }

    public IReadOnlyList<EventRow?>? Events { get; set; }
}

internal sealed record EventRow
{
    public string? Id { get; set; }

    public string? Slug { get; set; }

    public string? Title { get; set; }

    /// <summary>The event that this one is a child of: a game's extra markets have events of their own.</summary>
    public string? ParentEventId { get; set; }

    /// <summary>When it begins; not to be mistaken for <c>startDate</c>, which is when it was listed.</summary>
    public string? StartTime { get; set; }

    public string? Category { get; set; }

    public IReadOnlyList<TagRow?>? Tags { get; set; }
}

internal sealed record TagRow
{
    public string? Slug { get; set; }

    public string? Label { get; set; }
}

/// <summary>A row of <c>/sports</c>: a league's code and the ids of its tags, separated by commas.</summary>
internal sealed record SportRow : Answer
{
    public string? Sport { get; set; }

    public string? Tags { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(LenientNumberConverter), typeof(LenientIntegerConverter), typeof(LenientTextConverter)])]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(MarketRow))]
[JsonSerializable(typeof(SportRow))]
internal sealed partial class GammaJson : JsonSerializerContext;
