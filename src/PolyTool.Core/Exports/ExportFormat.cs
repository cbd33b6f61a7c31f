namespace PolyTool.Core.Exports;

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
