using PolyTool.Core.Polymarket.Fills;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>What the Data API says of one outcome token of one wallet. Sizes are shares, amounts USD, prices USD a share.</summary>
internal sealed record HeldPosition
{
    /// <summary>The token's id; empty where the row had none.</summary>
    public required string TokenId { get; init; }

    public string? ConditionId { get; init; }

    /// <summary>Shares held now.</summary>
    public double CurrentSize { get; init; }

    /// <summary>Shares bought over the position's life.</summary>
    public double TotalSize { get; init; }

    /// <summary>Cost a share without fees; null for shares that nobody paid for (split, transfer).</summary>
    public double? EntryPrice { get; init; }

    /// <summary>USD paid for the shares held now, as the service counts it; null where it does not say.</summary>
    public double? EntryCost { get; init; }

    public double? EntryFees { get; init; }

    public double RealizedPnl { get; init; }

    public required string Status { get; init; }

    public bool? NegativeRisk { get; init; }

    public string? Title { get; init; }

    public string? Slug { get; init; }

    public string? EventId { get; init; }

    public string? EventSlug { get; init; }

    public string? Outcome { get; init; }

    public int? OutcomeIndex { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public DateTimeOffset? FirstEntry { get; init; }

    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>Its fills, oldest first; empty where they are not known, and for shares that only came by split or transfer.</summary>
    public IReadOnlyList<Fill> Fills { get; init; } = [];

    /// <summary>Shares were bought after the anchor, and nothing tells at what price those before it were.</summary>
    public bool EntryContinues { get; init; }

    /// <summary>The code of what is wrong with its token or its entry price, without which there is no line; null where nothing is.</summary>
    public string? EntryDefect => this switch
    {
        { TokenId: "" } => "MISSING_OUTCOME_TOKEN_ID",
        { EntryPrice: null } => "MISSING_ENTRY_PRICE",
        { EntryPrice: not (> 0 and <= 1) } => "INVALID_ENTRY_PRICE_RANGE",
        _ => null,
    };

    /// <summary>Codes of what could not be had.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
