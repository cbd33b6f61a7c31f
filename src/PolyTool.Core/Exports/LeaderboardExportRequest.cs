using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Exports;

/// <summary>What to export.</summary>
public sealed record LeaderboardExportRequest
{
    /// <summary>All segments of a board, the strongest by evidence first.</summary>
    /// <param name="board">The board; its users are read from their file.</param>
    /// <param name="format">The form of the export.</param>
    public LeaderboardExportRequest(SavedBoard board, ExportFormat format) => (Board, Format) = (board, format);

    /// <summary>Some rows of one board, in their order and with their ranks.</summary>
    /// <param name="rows">The rows, as they were read.</param>
    /// <param name="format">The form of the export.</param>
    /// <exception cref="ArgumentException">The rows were made otherwise than by reading a board, or there are none.</exception>
    public LeaderboardExportRequest(IReadOnlyList<SegmentRow> rows, ExportFormat format)
        : this(rows is [{ Board: { } board }, ..] ? board : throw new ArgumentException("No row says which board it stands on.", nameof(rows)), format) => Rows = rows;

    /// <summary>The board.</summary>
    public SavedBoard Board { get; }

    /// <summary>The form.</summary>
    public ExportFormat Format { get; }

    /// <summary>The rows wanted; null for all segments of the board.</summary>
    public IReadOnlyList<SegmentRow>? Rows { get; }
}

/// <summary>The forms that a leaderboard can be exported in.</summary>
public enum ExportFormat
{
    /// <summary>A report to read in a browser: one file, no network.</summary>
    Html,

    /// <summary>RFC 4180 with a header line, UTF-8.</summary>
    Csv,

    /// <summary>A table to paste into a document.</summary>
    Markdown,

    /// <summary>Canonical JSON, described by <c>docs/schemas/leaderboard_export.schema.json</c>.</summary>
    Json,

    /// <summary>Apache Parquet with typed columns.</summary>
    Parquet,
}
