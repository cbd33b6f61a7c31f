using PolyTool.Core.Json;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Exports;

/// <summary>Gathers what an export says from the files of a batch.</summary>
internal static class ExportBoardReader
{
    public static ExportBoard Read(LeaderboardExportRequest request, CancellationToken cancellationToken)
    {
        var board = request.Board;

        // Evidence of no segment at all, because no run root carries figures for any, is none.
        var evidence = board.Evidence is { Segments.Count: > 0 } known ? known : null;
        var everything = Everything(board.Rows);
        return new()
        {
            BatchId = board.BatchId,
            CreatedAt = board.CreatedAt,
            UsersFile = board.Inputs?["users_file"]?.AsText,
            Rows = request.Rows is null ? everything : [.. request.Rows.Select(static row => Of(row.Rank, row))],
            SegmentsInBatch = everything.Count,
            Evidence = evidence is null ? null : evidence with { Segments = [] },
            Users = UserSummary.Of(board.Batch.ReadUsers(cancellationToken)),
        };
    }

    /// <summary>All rows: by evidence, then those without a place there by pooled score, then by key.</summary>
    internal static IReadOnlyList<ExportRow> Everything(IReadOnlyList<SegmentRow> rows) =>
    [
        .. rows.OrderBy(static r => r.EvidenceRank ?? int.MaxValue)
            .ThenByDescending(static r => r.NotionalClv)
            .ThenBy(static r => r.Segment, CodePointOrder.Comparer)
            .ThenBy(static r => r.Variant ?? "", CodePointOrder.Comparer)
            .Select(static (r, index) => Of(index + 1, r)),
    ];

    private static ExportRow Of(int? rank, SegmentRow row) => new(rank, row.Segment, row.IsProposed ? row : null, row.Evidence);
}
