using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>
/// One position as the reports use it: normalised (pending positions without sales have no profit, fees estimated), with every
/// number already read. Small, so that a user with 50,000 positions fits.
/// </summary>
internal sealed record DossierRow
{
    /// <summary>The four fields that a report shows as they stand, where they are not what the row's own texts say; mostly null.</summary>
    public PositionExample? OddExample { get; init; }

    /// <summary>The four fields that a report shows as they stand.</summary>
    public PositionExample Example => OddExample ?? new(Plain(TokenId), Plain(ResolvedTokenId), Plain(ConditionId), Plain(OutcomeKey));

    /// <summary>Deterministic trade id; empty where there is none.</summary>
    public required string TradeUid { get; init; }

    /// <summary>Stripped <c>token_id</c>.</summary>
    public required string TokenId { get; init; }

    /// <summary>Stripped <c>resolved_token_id</c>.</summary>
    public required string ResolvedTokenId { get; init; }

    /// <summary>Stripped <c>condition_id</c>.</summary>
    public required string ConditionId { get; init; }

    /// <summary>Whether there is an outcome token to ask a price for.</summary>
    public required bool HasToken { get; init; }

    /// <summary>Slug as it stands.</summary>
    public required string MarketSlug { get; init; }

    /// <summary>Question as it stands.</summary>
    public required string Question { get; init; }

    /// <summary>Outcome's name as it stands.</summary>
    public required string OutcomeName { get; init; }

    /// <summary>Category as it stands.</summary>
    public required string Category { get; init; }

    /// <summary>The outcome by which profits are grouped: the field's own text.</summary>
    public required string OutcomeKey { get; init; }

    /// <summary>Whether the outcome is text; what is not counts as unknown, whatever it looks like.</summary>
    public required bool OutcomeIsText { get; init; }

    /// <summary>The outcome in segments, where case and blanks do not matter.</summary>
    public required Outcome SegmentOutcome { get; init; }

    /// <summary>Shares were left when the market resolved, and it is known how.</summary>
    public required bool HeldToResolution { get; init; }

    /// <summary>Profit and fees, USD.</summary>
    public required Fees Fees { get; init; }

    /// <summary>Profit as reported; null where it is missing.</summary>
    public required double? ReportedNet { get; init; }

    /// <summary>Entry price; it can be outside [0, 1].</summary>
    public required double? EntryPrice { get; init; }

    /// <summary>Notional in USD, above 0; null where it is not known.</summary>
    public required double? Notional { get; init; }

    /// <summary>The closing line.</summary>
    public required PositionLine Line { get; init; }

    /// <summary>The line by the time of resolution.</summary>
    public required PositionLine Settlement { get; init; }

    /// <summary>The line before the event.</summary>
    public required PositionLine PreEvent { get; init; }

    /// <summary>Where the time of the closing line comes from; empty where there is none.</summary>
    public required string CloseSource { get; init; }

    /// <summary>Prices before entry.</summary>
    public required EntryContext Context { get; init; }

    /// <summary>What our own scan adds.</summary>
    public required PositionExtras Extras { get; init; }

    /// <summary>Entry price in (0, 1] and a token: such a position can have a closing line.</summary>
    public bool CanHaveLine => HasToken && EntryPrice is > 0 and <= 1;

    /// <summary>What the position is classified by.</summary>
    public MarketTraits Facts => new(MarketSlug, Question, Category, Extras.SportsMarketType, Extras.EventTags, Extras.HasGameStart);

    /// <summary>The segments that the position belongs to.</summary>
    public PositionSegments SegmentsBy(SegmentClassifier classifier) => classifier.Classify(Facts, EntryPrice, Extras.Entry?.FirstBuyPrice);

    /// <summary>Whether fields as they stand are what the row's own texts say.</summary>
    public bool Says(PositionExample example) =>
        Says(TokenId, example.TokenId) && Says(ResolvedTokenId, example.ResolvedTokenId) && Says(ConditionId, example.ConditionId) && Says(OutcomeKey, example.ResolutionOutcome);

    private static bool Says(string text, JsonValue value) => text.Length == 0 ? value.IsNull : value.Kind == JsonKind.String && value.Text == text;

    private static JsonValue Plain(string text) => text.Length == 0 ? JsonValue.Null : JsonValue.Of(text);
}

/// <summary>The four fields that a report shows as they stand in the dossier.</summary>
internal sealed record PositionExample(JsonValue TokenId, JsonValue ResolvedTokenId, JsonValue ConditionId, JsonValue ResolutionOutcome)
{
    /// <summary>The fields as an object.</summary>
    public JsonValue ToJson() => JsonValue.Object(
        ("token_id", TokenId), ("resolved_token_id", ResolvedTokenId), ("condition_id", ConditionId), ("resolution_outcome", ResolutionOutcome));
}

/// <summary>One variant of a position's closing line.</summary>
/// <param name="IsPresent">Whether it counts as present in the coverage.</param>
/// <param name="Pct">CLV as a share of the entry price.</param>
/// <param name="BeatClose">Whether the entry was cheaper than the close.</param>
/// <param name="Source">Where the price comes from; empty where that is not said.</param>
/// <param name="MissingReason">Why it is missing; empty where it is present.</param>
/// <param name="Price">The closing price; null where there is none.</param>
internal sealed record PositionLine(bool IsPresent, double? Pct, bool? BeatClose, string Source, string MissingReason, double? Price);

/// <summary>Prices before entry, each with the reason why it is missing, which is empty where it is present.</summary>
internal sealed record EntryContext
{
    public required Reasoned<double?> OpenPrice { get; init; }

    public required Reasoned<double?> HourBeforeEntry { get; init; }

    public required Reasoned<double?> AtEntry { get; init; }

    public required Reasoned<Movement?> Movement { get; init; }

    public required Reasoned<double?> MinutesToClose { get; init; }

    /// <summary>Change from an hour before entry to entry, as a share of the earlier price; null where that is not above 0.</summary>
    public double? DriftPct => AtEntry.Value is { } at && HourBeforeEntry.Value is { } before && before > 0 ? (at - before) / before : null;
}

/// <summary>A value, or the reason why there is none.</summary>
internal readonly record struct Reasoned<T>(T Value, string MissingReason);

/// <summary>Where the price went in the hour before entry.</summary>
internal enum Movement
{
    Up,
    Down,
    Flat,
}

/// <summary>How a position ended.</summary>
internal enum Outcome
{
    Loss,
    LossExit,
    Pending,
    ProfitExit,
    UnknownResolution,
    Win,
}

/// <summary>What our own scan adds to a position; empty in an original's dossier.</summary>
internal sealed record PositionExtras
{
    public required string SportsMarketType { get; init; }

    public required IReadOnlyList<string> EventTags { get; init; }

    /// <summary>The game, else the event's slug, else its id; empty where none is known.</summary>
    public required string Event { get; init; }

    public required bool HasGameStart { get; init; }

    public required double? EntryFees { get; init; }

    /// <summary>Anchor of the closing line, else entry.</summary>
    public required long? Time { get; init; }

    /// <summary>Fills, where they were read.</summary>
    public required long? Fills { get; init; }

    /// <summary>How it was entered and what came after; null in a dossier that does not say.</summary>
    public required EntryFacts? Entry { get; init; }
}
