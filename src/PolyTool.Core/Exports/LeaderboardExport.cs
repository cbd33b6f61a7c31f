using PolyTool.Core.Exports.Html;
using PolyTool.Core.Exports.Tables;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Exports;

/// <summary>Exports leaderboards.</summary>
public static class LeaderboardExport
{
    /// <summary>The form that a file name's ending stands for.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The form, or null where the ending says nothing.</returns>
    public static ExportFormat? FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => ExportFormat.Html,
        ".CSV" => ExportFormat.Csv,
        ".MD" or ".MARKDOWN" => ExportFormat.Markdown,
        ".JSON" => ExportFormat.Json,
        ".PARQUET" => ExportFormat.Parquet,
        _ => null,
    };

    /// <summary>Writes an export. The file appears whole or not at all; an existing one is replaced.</summary>
    /// <param name="request">What to export.</param>
    /// <param name="path">Full path of the file to write, in a folder that is there.</param>
    /// <param name="cancellationToken">Ends the work; no file appears then, and an old one stands.</param>
    /// <exception cref="Failure"><c>NotALeaderboard</c>: the users file is something else. <c>ExportWriteFailed</c>: the file cannot be written.</exception>
    /// <exception cref="IOException">A file of the batch cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file of the batch may not be read.</exception>
    public static async Task WriteAsync(LeaderboardExportRequest request, string path, CancellationToken cancellationToken = default)
    {
        var board = ExportBoard.Read(request, cancellationToken);
        try
        {
            using StagedFiles files = new(Path.GetDirectoryName(path)!, Path.GetFileName(path));
            await WriteAsync(files.Create(Path.GetFileName(path)), board, request.Format, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            files.Commit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Failure("ExportWriteFailed", $"Cannot write '{path}': {error.Message} Nothing was changed.", cause: error);
        }
    }

    internal static Task WriteAsync(Stream stream, ExportBoard board, ExportFormat format, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case ExportFormat.Html:
                HtmlReport.Write(stream, board, cancellationToken);
                return Task.CompletedTask;
            case ExportFormat.Csv:
                CsvExport.Write(stream, board, cancellationToken);
                return Task.CompletedTask;
            case ExportFormat.Markdown:
                MarkdownExport.Write(stream, board, cancellationToken);
                return Task.CompletedTask;
            case ExportFormat.Json:
                JsonExport.Write(stream, board, cancellationToken);
                return Task.CompletedTask;
            default:
                return ParquetExport.WriteAsync(stream, board, cancellationToken);
        }
    }
}
