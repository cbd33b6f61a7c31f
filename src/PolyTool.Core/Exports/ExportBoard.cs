using PolyTool.Core.Evidence;
using PolyTool.Core.Json;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Exports;

/// <summary>What an export says: a batch, its segments in the order asked for, and its users in sum.</summary>
internal sealed record ExportBoard
{
    /// <summary>The batch's id.</summary>
    public required string BatchId { get; init; }

    /// <summary>When the batch was made, as its files say.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>The users file as recorded; null where the batch had none.</summary>
    public string? UsersFile { get; init; }

    /// <summary>The segments.</summary>
    public required IReadOnlyList<ExportRow> Rows { get; init; }

    /// <summary>Segments that the batch has; more than <see cref="Rows"/> where a part of them is exported.</summary>
    public required int SegmentsInBatch { get; init; }

    /// <summary>The batch's evidence without its segments, which the rows carry; null where the batch has none.</summary>
    public EvidenceBoard? Evidence { get; init; }

    /// <summary>The users in sum.</summary>
    public required UserSummary Users { get; init; }

    /// <summary>Gathers it from the files of a batch.</summary>
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
