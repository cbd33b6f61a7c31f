using System.Collections.Immutable;
using System.Text.Json;

namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// Reads a row of form 1, which knew no first buys: the mean of its positions stands for the first one. Entry and close are
/// those that give the row's mean cents and mean per cent; with one position they are its own.
/// </summary>
internal static class FormOneRow
{
    public const int Form = 1;

    public static ImmutableArray<string> Columns { get; } =
    [
        "event", "positions", "notional", "clv_positions", "clv_notional",
        "pct_sum", "pct_sum_of_squares", "pct_notional_sum", "cents_sum", "cents_sum_of_squares",
        "log_odds_positions", "log_odds_sum", "log_odds_sum_of_squares",
        "beat_close", "ties", "resolved", "wins",
        "fee_positions", "entry_fees", "net_pct_sum", "first_time", "last_time",
    ];

    /// <summary>Reads one row; the reader stands on its opening bracket and is left on its closing one.</summary>
    public static SegmentEvent Read(ref Utf8JsonReader json)
    {
        RowNumbers.Expect(ref json, JsonTokenType.StartArray, "an array");
        RowNumbers.Next(ref json, JsonTokenType.String, "a string");
        var id = json.GetString()!;
        var row = new SegmentEvent
        {
            EventId = id,
            Positions = RowNumbers.Count(ref json),
            Notional = RowNumbers.Amount(ref json),
            ClvPositions = RowNumbers.Count(ref json),
            ClvNotional = RowNumbers.Amount(ref json),
            PctSum = RowNumbers.Real(ref json),
            PctSumOfSquares = RowNumbers.Amount(ref json),
            PctNotionalSum = RowNumbers.Real(ref json),
            CentsSum = RowNumbers.Real(ref json),
            CentsSumOfSquares = RowNumbers.Amount(ref json),
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
            FirstTime = RowNumbers.Time(ref json),
            LastTime = RowNumbers.Time(ref json),
        };
        RowNumbers.Next(ref json, JsonTokenType.EndArray, "the end of the row");
        row = row with
        {
            Day = UtcDay.Of(row.LastTime),
            First = FirstOf(row),
            MoneySum = row.PctNotionalSum, // notional times (close - entry) / entry is shares times (close - entry)
        };
        SegmentEventRow.Check(row);
        return row;
    }

    private static FirstPosition FirstOf(in SegmentEvent row)
    {
        if (row.ClvPositions == 0)
        {
            return default;
        }

        double move = Math.Clamp(row.CentsSum / row.ClvPositions / 100, -1, 1), percent = row.PctSum / row.ClvPositions;
        var entry = move == 0 ? 0.5 : move / percent;
        var lowest = Math.Max(1e-9, -move);
        entry = Math.Clamp(double.IsFinite(entry) ? entry : 0.5, lowest, Math.Max(lowest, Math.Min(1, 1 - move)));
        entry = Math.Max(Math.Round(entry, 9), 1e-9);
        return new FirstPosition { Average = entry, Close = Math.Round(Math.Clamp(entry + move, 0, 1), 9) };
    }
}
