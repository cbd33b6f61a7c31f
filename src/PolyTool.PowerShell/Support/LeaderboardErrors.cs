using System.Management.Automation;
using PolyTool.Core.SavedBatches;

namespace PolyTool.PowerShell.Support;

/// <summary>Errors of reading a batch back.</summary>
internal static class LeaderboardErrors
{
    /// <summary>Whether this is an error that reading a batch's files makes.</summary>
    public static bool IsReading(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary><c>NotALeaderboard</c> for a file of another shape, <c>LeaderboardUnreadable</c> for one that cannot be read.</summary>
    /// <param name="path">The path as the user typed it.</param>
    /// <param name="error">What reading it threw.</param>
    public static ErrorRecord Reading(string path, Exception error) => error is NotALeaderboardException
        ? ErrorRecords.Create("NotALeaderboard", ErrorCategory.InvalidData, error.Message, path, error)
        : ErrorRecords.Create("LeaderboardUnreadable", ErrorCategory.ReadError, $"Cannot read the batch at '{path}': {error.Message}", path, error);
}
