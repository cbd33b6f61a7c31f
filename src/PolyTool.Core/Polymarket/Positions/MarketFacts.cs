using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Json;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>What a scan needs to know of a market.</summary>
internal sealed record MarketFacts
{
    public required string ConditionId { get; init; }

    public string? Slug { get; init; }

    public string? Question { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Outcomes { get; init; } = [];

    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>The same tokens by the ids of the services' second protocol.</summary>
    public IReadOnlyList<string> PositionIds { get; init; } = [];

    public string? EventId { get; init; }

    public string? EventSlug { get; init; }

    /// <summary>The main event, where this one holds a game's extra markets.</summary>
    public string? ParentEventId { get; init; }

    /// <summary>Slugs of the event's tags, lower-case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? SportsMarketType { get; init; }

    public DateTimeOffset? GameStart { get; init; }

    public DateTimeOffset? EventStart { get; init; }

    /// <summary>The start that the event itself names, where the market names another.</summary>
    public DateTimeOffset? OwnEventStart { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public DateTimeOffset? ClosedTime { get; init; }

    public bool IsClosed { get; init; }

    /// <summary>Payout a share of each outcome, in [0, 1]; null while it is not settled or not known.</summary>
    public IReadOnlyList<double>? Payouts { get; init; }

    public string? PayoutSource { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>A start was named in a form that cannot be read.</summary>
    public bool HasUnreadableStart { get; init; }

    /// <summary>A time field held text that is no time.</summary>
    public bool HasUnreadableTime { get; init; }

    /// <summary>What of the market's row could not be read as it stands.</summary>
    public IReadOnlyList<string> Oddities { get; init; } = [];

    /// <summary>Its times that came in milliseconds.</summary>
    public IReadOnlyList<string> InMilliseconds { get; init; } = [];

    /// <summary>When the market was settled, as far as it is known.</summary>
    public DateTimeOffset? SettledAt => ResolvedAt ?? ClosedTime;

    public static MarketFacts From(MarketRow row)
    {
        var happening = row.Events?.FirstOrDefault(e => e is not null);
        var tags = row.Tags is { Count: > 0 } own ? own : happening?.Tags;
        var payouts = row.Closed == true ? SettledPrices(row.OutcomePrices) : null;
        return new MarketFacts
        {
            ConditionId = row.ConditionId!.Trim().ToLowerInvariant(),
            Slug = row.Slug,
            Question = row.Question,
            Category = string.IsNullOrWhiteSpace(row.Category) ? happening?.Category : row.Category,
            Outcomes = row.Outcomes ?? [],
            Tokens = row.ClobTokenIds ?? [],
            PositionIds = row.PositionIds ?? [],
            EventId = happening?.Id,
            EventSlug = happening?.Slug,
            ParentEventId = string.IsNullOrWhiteSpace(happening?.ParentEventId) || happening.ParentEventId is "0" ? null : happening.ParentEventId.Trim(),
            Tags = [.. (tags ?? []).Where(t => !string.IsNullOrWhiteSpace(t?.Slug)).Select(t => t!.Slug!.Trim().ToLowerInvariant())],
            SportsMarketType = row.SportsMarketType,
            GameStart = ApiTime.Parse(row.GameStartTime),
            EventStart = ApiTime.Parse(row.EventStartTime) ?? ApiTime.Parse(happening?.StartTime),
            OwnEventStart = ApiTime.Parse(happening?.StartTime),
            EndDate = ApiTime.Parse(row.EndDate),
            ClosedTime = ApiTime.Parse(row.ClosedTime) ?? (row.Closed == true ? ApiTime.Parse(row.UmaEndDate) : null),
            IsClosed = row.Closed == true,
            Payouts = payouts,
            PayoutSource = payouts is null ? null : "gamma",
            HasUnreadableStart = IsUnreadable(row.GameStartTime) || IsUnreadable(row.EventStartTime) || IsUnreadable(happening?.StartTime),
            HasUnreadableTime = IsUnreadable(row.GameStartTime) || IsUnreadable(row.EventStartTime) || IsUnreadable(row.ClosedTime) || IsUnreadable(row.EndDate),
            Oddities = row.Oddities,
            InMilliseconds =
            [
                .. TimesOf(row, happening).Where(t => ApiTime.IsMilliseconds(t.Text)).Select(t => $"{row.Slug ?? row.ConditionId}: {t.Name}"),
            ],
        };
    }

    /// <summary>What a market is classified by; of one that Gamma does not know, by its slug alone.</summary>
    public static MarketTraits TraitsOf(MarketFacts? market, string? slug = null) =>
        new(market?.Slug ?? slug ?? "", market?.Question ?? "", market?.Category ?? "", market?.SportsMarketType ?? "", market?.Tags ?? [], market?.GameStart is not null);

    /// <summary>
    /// The outcome of a position: by its token's place among the market's tokens, unless that is another outcome than the position itself names; then
    /// by the position's own name, else index.
    /// </summary>
    public int? OutcomeOf(HeldPosition position) =>
        PlaceOf(position.TokenId) is { } place && !Contradicts(place, position) ? place : OutcomeByName(position.Outcome) ?? position.OutcomeIndex;

    /// <summary>What the market's order of tokens says of a position where that differs from what the position says; null where they agree.</summary>
    public string? ContradictionOf(HeldPosition position) => PlaceOf(position.TokenId) is { } place && Contradicts(place, position)
        ? $"{Slug ?? ConditionId}: the position is '{position.Outcome ?? $"outcome {position.OutcomeIndex}"}', the market's order says '{(place < Outcomes.Count ? Outcomes[place] : $"outcome {place}")}'"
        : null;

    /// <summary>The payout a share of the position's outcome; null where it is not settled or not known.</summary>
    public double? PayoutOf(HeldPosition position) =>
        Payouts is { } payouts && OutcomeOf(position) is { } outcome && outcome < payouts.Count ? payouts[outcome] : null;

    // Names count before indexes: a service that does not know the index writes one that means nothing.
    private bool Contradicts(int place, HeldPosition position) =>
        position.Outcome is { Length: > 0 } name && place < Outcomes.Count && Outcomes[place].Length > 0
            ? !string.Equals(Outcomes[place].Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase)
            : position.OutcomeIndex is { } index && index != place;

    private int? PlaceOf(string token)
    {
        foreach (var tokens in (ReadOnlySpan<IReadOnlyList<string>>)[Tokens, PositionIds])
        {
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens[i].Length > 0 && tokens[i] == token)
                {
                    return i;
                }
            }
        }

        return null;
    }

    private int? OutcomeByName(string? name)
    {
        for (var i = 0; name is not null && i < Outcomes.Count; i++)
        {
            if (string.Equals(Outcomes[i].Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return null;
    }

    private static (string Name, string? Text)[] TimesOf(MarketRow row, EventRow? happening) =>
    [
        ("gameStartTime", row.GameStartTime), ("eventStartTime", row.EventStartTime), ("endDate", row.EndDate), ("closedTime", row.ClosedTime),
        ("umaEndDate", row.UmaEndDate), ("events.startTime", happening?.StartTime),
    ];

    /// <summary>The payouts that a closed market's prices show beyond doubt: one outcome takes all, or all get the same.</summary>
    /// <remarks>Old markets do not settle to exact prices (0.9999991…), so 0 and 1 are taken within a thousandth.</remarks>
    private static double[]? SettledPrices(IReadOnlyList<string>? texts)
    {
        if (texts is not { Count: > 1 })
        {
            return null;
        }

        var prices = new double[texts.Count];
        for (var i = 0; i < prices.Length; i++)
        {
            if (DecimalText.Finite(texts[i]) is not (>= 0 and <= 1.001 and var price))
            {
                return null;
            }

            prices[i] = price < 0.001 ? 0 : price > 0.999 ? 1 : price;
        }

        var oneTakesAll = prices.Count(p => p == 1) == 1 && prices.Count(p => p == 0) == prices.Length - 1;
        var allTheSame = prices.All(p => Math.Abs(p - (1.0 / prices.Length)) < 0.001);
        return oneTakesAll ? prices : allTheSame ? [.. prices.Select(_ => 1.0 / prices.Length)] : null;
    }

    private static bool IsUnreadable(string? text) => !string.IsNullOrWhiteSpace(text) && ApiTime.Parse(text) is null && !text.StartsWith("1970-01-01", StringComparison.Ordinal);
}
