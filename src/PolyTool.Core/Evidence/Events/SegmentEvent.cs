using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// One user's positions in one event, segment and variant: the first position's prices, and sums over all. Positions that
/// resolve together are one observation, so the event and not the position is the unit of every later statistic.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SegmentEvent
{
    /// <summary>Names the game across users: the parent event, else the event, else the market's condition id, else the token id.</summary>
    public required string EventId { get; init; }

    /// <summary>UTC day of the anchor (markout: of the first buy) in days since 1970-01-01; null where unknown.</summary>
    public int? Day { get; init; }

    /// <summary>The first position by first buy.</summary>
    public FirstPosition First { get; init; }

    /// <summary>Positions of the user in this event and segment, with or without a closing line.</summary>
    public long Positions { get; init; }

    /// <summary>Sum of the positive notionals, in USD.</summary>
    public double Notional { get; init; }

    /// <summary>Positions that have a closing line: the base of per cent, cents, beat-close and ties.</summary>
    public long ClvPositions { get; init; }

    /// <summary>Notional of the positions that have a closing line: the weight of <see cref="PctNotionalSum"/>.</summary>
    public double ClvNotional { get; init; }

    /// <summary>Sum of (close - entry) / entry; 0.05 is five per cent.</summary>
    public double PctSum { get; init; }

    /// <summary>Sum of the squares of (close - entry) / entry.</summary>
    public double PctSumOfSquares { get; init; }

    /// <summary>Sum of notional times (close - entry) / entry.</summary>
    public double PctNotionalSum { get; init; }

    /// <summary>Sum of 100 (close - entry), in cents of a one dollar share.</summary>
    public double CentsSum { get; init; }

    /// <summary>Sum of the squares of 100 (close - entry).</summary>
    public double CentsSumOfSquares { get; init; }

    /// <summary>Sum of shares held at the line times (close - entry), in USD.</summary>
    public double MoneySum { get; init; }

    /// <summary>Positions whose entry and close both lie strictly between 0 and 1: the base of the log-odds sums.</summary>
    public long LogOddsPositions { get; init; }

    /// <summary>Sum of ln(close / (1 - close)) - ln(entry / (1 - entry)).</summary>
    public double LogOddsSum { get; init; }

    /// <summary>Sum of the squares of the same.</summary>
    public double LogOddsSumOfSquares { get; init; }

    /// <summary>Positions whose entry is below the close.</summary>
    public long BeatClose { get; init; }

    /// <summary>Positions whose entry equals the close.</summary>
    public long Ties { get; init; }

    /// <summary>Positions won or lost, sold before the end included.</summary>
    public long Resolved { get; init; }

    /// <summary>Positions won, or sold at a profit.</summary>
    public long Wins { get; init; }

    /// <summary>Positions that have a closing line, a notional and a known entry fee.</summary>
    public long FeePositions { get; init; }

    /// <summary>Their entry fees, in USD.</summary>
    public double EntryFees { get; init; }

    /// <summary>Sum over them of (close - entry) / entry - fee / notional.</summary>
    public double NetPctSum { get; init; }

    /// <summary>Positions with buys after the anchor, which are averaged in nowhere.</summary>
    public long InPlayPositions { get; init; }

    /// <summary>Earliest time of the event's positions (anchor of the closing line, else entry), Unix seconds; null where unknown.</summary>
    public long? FirstTime { get; init; }

    /// <summary>Latest such time.</summary>
    public long? LastTime { get; init; }
}
