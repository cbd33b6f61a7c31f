using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Exports;

/// <summary>What to export.</summary>
public sealed record LeaderboardExportRequest
{
    /// <summary>Full path of the batch's <c>hypothesis_leaderboard.json</c>. What lies beside it (users, evidence) is read where it is there.</summary>
    public required string LeaderboardPath { get; init; }

    /// <summary>The form of the export.</summary>
    public required ExportFormat Format { get; init; }

    /// <summary>The rows to export, in their order and with their ranks; null for all segments of the batch, the strongest by evidence first.</summary>
    public IReadOnlyList<SegmentRow>? Rows { get; init; }
}
