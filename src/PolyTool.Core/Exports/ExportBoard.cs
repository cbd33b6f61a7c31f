using PolyTool.Core.Evidence;

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
}
