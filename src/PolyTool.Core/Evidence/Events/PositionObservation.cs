namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// One position in one segment, as far as segment statistics need it. Prices are of the position's own outcome, and count
/// only where they lie in [0, 1]; what is missing is null.
/// </summary>
internal readonly record struct PositionObservation
{
    /// <summary>The line of positions with a scheduled start.</summary>
    public const string PreEvent = "pre_event";

    /// <summary>The price 24 hours after the first buy, where nothing has a scheduled start.</summary>
    public const string Markout = "markout_24h";

    public PositionObservation()
    {
    }

    /// <summary>The game: the parent event's slug or id, else the event's, else condition id, else token id.</summary>
    public required string EventId { get; init; }

    /// <summary>Which line <see cref="Close"/> is: <c>pre_event</c> or <c>markout_24h</c>. Each is a row of its own.</summary>
    public string Variant { get; init; } = PreEvent;

    /// <summary>UTC day of the anchor (markout: of the first buy), in days since 1970-01-01.</summary>
    public int? Day { get; init; }

    /// <summary>USD paid before the anchor; zero and what is not finite count as unknown.</summary>
    public double? Notional { get; init; }

    /// <summary>Shares held at the line; null: notional over average entry.</summary>
    public double? Shares { get; init; }

    /// <summary>Time of the first buy, Unix seconds; null where fills are not known.</summary>
    public long? FirstBuyTime { get; init; }

    /// <summary>Its price; of several in the same second their average.</summary>
    public double? FirstBuyPrice { get; init; }

    /// <summary>Average price of the buys before the anchor, in (0, 1].</summary>
    public double? AverageEntry { get; init; }

    /// <summary>First exact price from 1 minute (at most 5) after the first buy, and before the anchor or horizon.</summary>
    public double? After1 { get; init; }

    /// <summary>First exact price from 5 minutes (at most 15) after the first buy, and before the anchor or horizon.</summary>
    public double? After5 { get; init; }

    /// <summary>First exact price from 30 minutes (at most 60) after the first buy, and before the anchor or horizon.</summary>
    public double? After30 { get; init; }

    /// <summary>First exact price from 120 minutes (at most 180) after the first buy, and before the anchor or horizon.</summary>
    public double? After120 { get; init; }

    /// <summary>The line (pre_event) or the markout's value, in [0, 1]; null where there is none.</summary>
    public double? Close { get; init; }

    /// <summary>Taker fee of one who follows at <see cref="After5"/>, cents a share.</summary>
    public double? TakerFeeCents { get; init; }

    /// <summary>The close is a payout: a markout whose market resolved before its horizon.</summary>
    public bool Settled { get; init; }

    /// <summary>Fee paid at entry, in USD; null where unknown.</summary>
    public double? EntryFee { get; init; }

    /// <summary>True: won or sold at a profit; false: lost or sold at a loss; null: pending or unknown.</summary>
    public bool? Won { get; init; }

    /// <summary>There were buys after the anchor; they are counted and never averaged in.</summary>
    public bool InPlay { get; init; }

    /// <summary>The anchor, else time of entry, Unix seconds.</summary>
    public long? Time { get; init; }
}
