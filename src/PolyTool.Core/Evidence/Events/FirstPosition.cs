using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// The first position of a user in an event, by first buy, among those with a line: its prices are the event's one
/// observation. How many positions follow depends on where the price goes, so their mean would know the future.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FirstPosition
{
    /// <summary>Time of its first buy, Unix seconds; null where fills are not known.</summary>
    public long? Buy { get; init; }

    /// <summary>Price of the first buy.</summary>
    public double? Price { get; init; }

    /// <summary>Average price of its buys before the anchor, in (0, 1]; null where the event has no line.</summary>
    public double? Average { get; init; }

    /// <summary>First exact price from 1 minute after the first buy.</summary>
    public double? After1 { get; init; }

    /// <summary>First exact price from 5 minutes after the first buy: where follow-through starts.</summary>
    public double? After5 { get; init; }

    /// <summary>First exact price from 30 minutes after the first buy.</summary>
    public double? After30 { get; init; }

    /// <summary>First exact price from 120 minutes after the first buy.</summary>
    public double? After120 { get; init; }

    /// <summary>Its line or markout; null where the event has no line.</summary>
    public double? Close { get; init; }

    /// <summary>Taker fee of one who follows at <see cref="After5"/>, cents a share.</summary>
    public double? Fee { get; init; }

    /// <summary>The close is a payout.</summary>
    public bool Settled { get; init; }

    /// <summary>Of an observation with a line. Prices keep nine decimals and the fee six: more than any venue has.</summary>
    public static FirstPosition Of(in PositionObservation position) => new()
    {
        Buy = position.FirstBuyTime,
        Price = Rounded(position.FirstBuyPrice),
        Average = position.AverageEntry is { } average ? Math.Max(Math.Round(average, 9), 1e-9) : null,
        After1 = Rounded(position.After1),
        After5 = Rounded(position.After5),
        After30 = Rounded(position.After30),
        After120 = Rounded(position.After120),
        Close = Rounded(position.Close),
        Fee = position.TakerFeeCents is >= 0 and <= 100 and var fee ? Math.Round(fee, 6) : null,
        Settled = position.Settled,
    };

    private static double? Rounded(double? price) => price is >= 0 and <= 1 ? Math.Round(price.Value, 9) : null;
}
