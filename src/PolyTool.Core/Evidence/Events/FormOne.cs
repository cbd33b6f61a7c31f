using System.Collections.Immutable;

namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// Form 1 of the file, which knew no first buys: the mean of a row's positions stands for the first one. Entry and close are
/// those that give the row's mean cents and mean per cent; with one position they are its own.
/// </summary>
internal static class FormOne
{
    public const int Version = 1;

    /// <summary>The columns of form 2 that form 1 has.</summary>
    public static ImmutableArray<string> Columns { get; } =
        [.. SegmentEventRow.Columns.Where(static name => name is not ("day" or "settled" or "money_sum" or "in_play_positions") && !name.StartsWith("first_", StringComparison.Ordinal) || name == "first_time")];

    /// <summary>The row with what stands for the columns that it lacks.</summary>
    public static SegmentEvent Complete(in SegmentEvent row) => row with
    {
        Day = UtcDay.Of(row.LastTime),
        First = FirstOf(row),
        MoneySum = row.PctNotionalSum, // notional times (close - entry) / entry is shares times (close - entry)
    };

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
