using System.Collections.Immutable;
using System.Text.Json;

namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// The one place that knows the order of the columns, of form 2 and of form 1, which lacks some. An event is an array of numbers
/// instead of an object: a file of 400 events is a quarter of the size and read in half the time.
/// </summary>
internal static class SegmentEventRow
{
    public static ImmutableArray<string> Columns { get; } =
    [
        "event", "day", "positions", "notional", "clv_positions", "clv_notional",
        "first_buy", "first_price", "first_average", "first_1m", "first_5m", "first_30m", "first_120m", "first_close", "first_fee", "settled",
        "pct_sum", "pct_sum_of_squares", "pct_notional_sum", "cents_sum", "cents_sum_of_squares", "money_sum",
        "log_odds_positions", "log_odds_sum", "log_odds_sum_of_squares",
        "beat_close", "ties", "resolved", "wins",
        "fee_positions", "entry_fees", "net_pct_sum", "in_play_positions", "first_time", "last_time",
    ];

    public static void Write(Utf8JsonWriter json, in SegmentEvent row)
    {
        json.WriteStartArray();
        json.WriteStringValue(row.EventId);
        RowNumbers.WriteWhole(json, row.Day);
        json.WriteNumberValue(row.Positions);
        RowNumbers.WriteReal(json, row.Notional);
        json.WriteNumberValue(row.ClvPositions);
        RowNumbers.WriteReal(json, row.ClvNotional);
        WriteFirst(json, row.First);
        RowNumbers.WriteReal(json, row.PctSum);
        RowNumbers.WriteReal(json, row.PctSumOfSquares);
        RowNumbers.WriteReal(json, row.PctNotionalSum);
        RowNumbers.WriteReal(json, row.CentsSum);
        RowNumbers.WriteReal(json, row.CentsSumOfSquares);
        RowNumbers.WriteReal(json, row.MoneySum);
        json.WriteNumberValue(row.LogOddsPositions);
        RowNumbers.WriteReal(json, row.LogOddsSum);
        RowNumbers.WriteReal(json, row.LogOddsSumOfSquares);
        json.WriteNumberValue(row.BeatClose);
        json.WriteNumberValue(row.Ties);
        json.WriteNumberValue(row.Resolved);
        json.WriteNumberValue(row.Wins);
        json.WriteNumberValue(row.FeePositions);
        RowNumbers.WriteReal(json, row.EntryFees);
        RowNumbers.WriteReal(json, row.NetPctSum);
        json.WriteNumberValue(row.InPlayPositions);
        RowNumbers.WriteWhole(json, row.FirstTime);
        RowNumbers.WriteWhole(json, row.LastTime);
        json.WriteEndArray();
    }

    /// <summary>Reads one row; the reader stands on its opening bracket and is left on its closing one.</summary>
    public static SegmentEvent Read(ref Utf8JsonReader json, bool isFormOne)
    {
        RowNumbers.Expect(ref json, JsonTokenType.StartArray, "an array");
        RowNumbers.Next(ref json, JsonTokenType.String, "a string");
        var id = json.GetString()!;
        var row = new SegmentEvent
        {
            EventId = id,
            Day = isFormOne ? null : RowNumbers.Day(ref json),
            Positions = RowNumbers.Count(ref json),
            Notional = RowNumbers.Amount(ref json),
            ClvPositions = RowNumbers.Count(ref json),
            ClvNotional = RowNumbers.Amount(ref json),
            First = isFormOne ? default : ReadFirst(ref json),
            PctSum = RowNumbers.Real(ref json),
            PctSumOfSquares = RowNumbers.Amount(ref json),
            PctNotionalSum = RowNumbers.Real(ref json),
            CentsSum = RowNumbers.Real(ref json),
            CentsSumOfSquares = RowNumbers.Amount(ref json),
            MoneySum = isFormOne ? 0 : RowNumbers.Real(ref json),
            LogOddsPositions = RowNumbers.Count(ref json),
            LogOddsSum = RowNumbers.Real(ref json),
            LogOddsSumOfSquares = RowNumbers.Amount(ref json),
            BeatClose = RowNumbers.Count(ref json),
            Ties = RowNumbers.Count(ref json),
            Resolved = RowNumbers.Count(ref json),
            Wins = RowNumbers.Count(ref json),
            FeePositions = RowNumbers.Count(ref json),
            EntryFees = RowNumbers.Amount(ref json),
            NetPctSum = RowNumbers.Real(ref json),
            InPlayPositions = isFormOne ? 0 : RowNumbers.Count(ref json),
            FirstTime = RowNumbers.Time(ref json),
            LastTime = RowNumbers.Time(ref json),
        };
        RowNumbers.Next(ref json, JsonTokenType.EndArray, "the end of the row");
        row = isFormOne ? FormOne.Complete(row) : row;
        Check(row);
        return row;
    }

    private static void Check(in SegmentEvent row)
    {
        if (!Holds(row))
        {
            throw new FormatException("counts, prices or times of the row contradict each other");
        }
    }

    /// <summary>Whether counts, prices and times of a row fit each other.</summary>
    public static bool Holds(in SegmentEvent row) =>
        !(row.ClvPositions > row.Positions || row.LogOddsPositions > row.ClvPositions || row.FeePositions > row.ClvPositions
            || row.BeatClose + row.Ties > row.ClvPositions || row.Resolved > row.Positions || row.Wins > row.Resolved || row.InPlayPositions > row.Positions
            || row.FirstTime is null != row.LastTime is null || row.FirstTime > row.LastTime
            || row.First.Average is null != row.First.Close is null || row.First.Average <= 0 || row.ClvPositions > 0 != row.First.Close is not null);

    private static void WriteFirst(Utf8JsonWriter json, in FirstPosition first)
    {
        RowNumbers.WriteWhole(json, first.Buy);
        RowNumbers.WriteReal(json, first.Price);
        RowNumbers.WriteReal(json, first.Average);
        RowNumbers.WriteReal(json, first.After1);
        RowNumbers.WriteReal(json, first.After5);
        RowNumbers.WriteReal(json, first.After30);
        RowNumbers.WriteReal(json, first.After120);
        RowNumbers.WriteReal(json, first.Close);
        RowNumbers.WriteReal(json, first.Fee);
        json.WriteNumberValue(first.Settled ? 1 : 0);
    }

    private static FirstPosition ReadFirst(ref Utf8JsonReader json) => new()
    {
        Buy = RowNumbers.Time(ref json),
        Price = RowNumbers.Price(ref json),
        Average = RowNumbers.Price(ref json),
        After1 = RowNumbers.Price(ref json),
        After5 = RowNumbers.Price(ref json),
        After30 = RowNumbers.Price(ref json),
        After120 = RowNumbers.Price(ref json),
        Close = RowNumbers.Price(ref json),
        Fee = RowNumbers.Fee(ref json),
        Settled = RowNumbers.Flag(ref json),
    };
}
