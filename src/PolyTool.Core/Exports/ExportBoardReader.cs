using PolyTool.Core.Json;
using PolyTool.Core.Evidence;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Exports;

/// <summary>Gathers what an export says from the files of a batch.</summary>
internal static class ExportBoardReader
{
    public static ExportBoard Read(LeaderboardExportRequest request, CancellationToken cancellationToken)
    {
        SavedBoard board = request.Board;

        // Evidence of no segment at all, because no run root carries figures for any, is none.
        EvidenceBoard? evidence = board.Evidence is { Segments.Count: > 0 } known ? known : null;
        IReadOnlyList<ExportRow> everything = Everything(board.Rows, evidence);
        return new()
        {
            BatchId = board.BatchId,
            CreatedAt = board.CreatedAt,
            UsersFile = board.Inputs?["users_file"]?.AsText,
            Rows = request.Rows is null ? everything : [.. request.Rows.Select(static row => new ExportRow(row.Rank, row.Segment, row, row.Evidence))],
            SegmentsInBatch = everything.Count,
            Evidence = evidence is null ? null : evidence with { Segments = [] },
            Users = UserSummary.Of(board.Batch.ReadUsers(cancellationToken)),
        };
    }

    /// <summary>The segments of both sides: by evidence, then those without a place there by pooled score, then by key.</summary>
    internal static IReadOnlyList<ExportRow> Everything(IReadOnlyList<SegmentRow> board, EvidenceBoard? evidence)
    {
        HashSet<string> proposed = board.Select(static row => row.Segment).ToHashSet(StringComparer.Ordinal);
        IEnumerable<(string Segment, SegmentRow? Row, SegmentEvidence? Evidence)> pairs = board
            .Select(static row => (row.Segment, (SegmentRow?)row, row.Evidence))
            .Concat((evidence?.Segments ?? []).Where(e => !proposed.Contains(e.SegmentKey)).Select(static e => (e.SegmentKey, (SegmentRow?)null, (SegmentEvidence?)e)));
        return
        [
            .. pairs.OrderBy(static p => p.Evidence?.Rank ?? int.MaxValue)
                .ThenByDescending(static p => p.Row?.NotionalClv)
                .ThenBy(static p => p.Segment, CodePointOrder.Comparer)
                .Select(static (p, index) => new ExportRow(index + 1, p.Segment, p.Row, p.Evidence)),
        ];
    }
}
