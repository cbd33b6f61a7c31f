using System.Management.Automation;
using PolyTool.Core.Evidence;
using PolyTool.Core.Exports;
using PolyTool.Core.Files;

namespace PolyTool.PowerShell.Support;

/// <summary>Errors of exporting a leaderboard.</summary>
internal static class ExportErrors
{
    /// <summary>Whether this is an error that reading a batch or writing an export makes.</summary>
    public static bool IsExport(Exception error) => error is IOException or UnauthorizedAccessException or EvidenceFileException;

    /// <summary><c>ExportWriteFailed</c>, <c>EvidenceUnreadable</c>, or what reading a leaderboard makes.</summary>
    /// <param name="source">The batch as the user typed it.</param>
    /// <param name="target">The file to write as the user typed it.</param>
    /// <param name="error">What was thrown.</param>
    public static ErrorRecord Of(string source, string target, Exception error) => error switch
    {
        ExportWriteException => ErrorRecords.Create("ExportWriteFailed", ErrorCategory.WriteError, error.Message, target, error),
        EvidenceFileException => ErrorRecords.Create(
            "EvidenceUnreadable",
            ErrorCategory.InvalidData,
            $"The {EvidenceBoard.FileName} beside the leaderboard '{source}' cannot be used: {error.Message}. Make the batch again, or move that file away to export without evidence.",
            source,
            error),
        _ => LeaderboardErrors.Reading(source, error),
    };

    /// <summary><c>ExportFormatUnknown</c>: neither ending nor option says the form.</summary>
    /// <param name="path">The path as the user typed it.</param>
    public static ErrorRecord UnknownForm(string path) => ErrorRecords.Create(
        "ExportFormatUnknown",
        ErrorCategory.InvalidArgument,
        $"The ending of '{path}' says no form. End it in .html, .csv, .md, .json or .parquet, or give -Format.",
        path);

    /// <summary><c>ExportPathIsFolder</c>.</summary>
    /// <param name="path">The path as the user typed it.</param>
    public static ErrorRecord IsFolder(string path) => ErrorRecords.Create(
        "ExportPathIsFolder", ErrorCategory.InvalidArgument, $"'{path}' is a folder. Give the file to write first, then the batch.", path);

    /// <summary><c>ExportFolderNotFound</c>.</summary>
    /// <param name="path">The path as the user typed it.</param>
    /// <param name="folder">The full path of its folder.</param>
    public static ErrorRecord NoFolder(string path, string folder) => ErrorRecords.Create(
        "ExportFolderNotFound",
        ErrorCategory.ObjectNotFound,
        StandingFile.InTheWayOf(folder) is { } file ? $"'{path}' cannot be written: '{file}' is a file, not a folder." : $"The folder of '{path}' is not there. Make it first.",
        path);

    /// <summary><c>ExportFileExists</c>.</summary>
    /// <param name="path">The path as the user typed it.</param>
    public static ErrorRecord Exists(string path) => ErrorRecords.Create(
        "ExportFileExists", ErrorCategory.ResourceExists, $"'{path}' is there already. Give another name, or -Force to write over it.", path);

    /// <summary><c>ExportNeedsOneBatch</c>: rows of several batches, or of none that is known.</summary>
    /// <param name="sources">What they come from.</param>
    public static ErrorRecord NotOneBatch(IReadOnlyList<string> sources) => ErrorRecords.Create(
        "ExportNeedsOneBatch",
        ErrorCategory.InvalidArgument,
        sources.Count > 1
            ? $"An export holds one batch, and these come from {sources.Count}: {string.Join(", ", sources.Take(3).Select(static s => $"'{s}'"))}. Export each to its own file."
            : "These rows do not say which leaderboard they come from. Pipe them from Get-HypothesisLeaderboard, or give -Batch.",
        sources);
}
