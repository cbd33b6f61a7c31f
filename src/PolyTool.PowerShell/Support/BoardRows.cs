using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Failures;
using PolyTool.Core.SavedBatches;

namespace PolyTool.PowerShell.Support;

/// <summary>Rows of a board, also those that came from another process or a file: these are found again on their board by segment and line.</summary>
internal static class BoardRows
{
    /// <summary>Whether an object has the properties that say which row of which board it is.</summary>
    public static bool IsRow(PSObject input) =>
        ObjectText.Property(input, nameof(SegmentRow.LeaderboardPath)) is not null && ObjectText.Property(input, nameof(SegmentRow.Segment)) is not null;

    /// <summary>The rows of one board, in the order given and with the ranks given.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="path">The board that they are of.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>RowNotFound</c>: the board has no such row any more; or what reading the board says.</exception>
    public static IReadOnlyList<SegmentRow> Of(IEnumerable<PSObject> rows, string path, CancellationToken cancellationToken)
    {
        Lazy<ILookup<string, SegmentRow>> board = new(() =>
            SavedBatch.Open(path, cancellationToken).ReadBoard(cancellationToken).Rows.ToLookup(static row => row.Segment, StringComparer.Ordinal));
        return [.. rows.Select(row => row.BaseObject as SegmentRow ?? Found(row, board.Value, path))];
    }

    private static SegmentRow Found(PSObject row, ILookup<string, SegmentRow> board, string path)
    {
        var segment = ObjectText.Property(row, nameof(SegmentRow.Segment))!;
        var variant = ObjectText.Property(row, nameof(SegmentRow.Variant));
        var found = board[segment].FirstOrDefault(one => one.Variant == variant) ?? board[segment].FirstOrDefault()
            ?? throw new Failure("RowNotFound", $"The board '{path}' has no segment '{segment}' any more. Read its rows again with Get-HypothesisLeaderboard.", segment);
        var rank = row.Properties[nameof(SegmentRow.Rank)]?.Value?.ToString();
        return found with { Rank = int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null };
    }
}
