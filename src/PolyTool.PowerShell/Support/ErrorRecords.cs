using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;

namespace PolyTool.PowerShell.Support;

/// <summary>
/// Makes every error record of the module: a stable PascalCase id, the category that <see cref="ErrorTable"/> gives it, the
/// user's own item as target and a message that says what is wrong, where, and what to do.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>The id of <see cref="PathNotFound"/>.</summary>
    public const string PathNotFoundId = "PathNotFound";

    /// <summary>The record of a failure.</summary>
    /// <param name="failure">What the core reports.</param>
    /// <param name="target">The user's item, where the failure does not name it.</param>
    public static ErrorRecord Of(Failure failure, object? target = null) =>
        new(failure, failure.Code, ErrorTable.CategoryOf(failure.Code, failure.CanPass), failure.Target ?? target);

    /// <summary>An error with a message of ours.</summary>
    /// <param name="id">The stable id, a PascalCase noun phrase such as <c>RunRootNotFound</c>.</param>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="target">The user's item.</param>
    /// <param name="cause">What was caught, if anything was.</param>
    public static ErrorRecord Create(string id, string message, object? target, Exception? cause = null) =>
        Of(new(id, message, target, cause: cause));

    /// <summary><c>UserFailed</c>: the user's row is a failure; the row is the target, the category is that of what went wrong.</summary>
    public static ErrorRecord UserFailed(UserFinished user) => new(
        new Failure("UserFailed", $"User '{user.Result.User}' failed: {user.Result.Error}", user.Result),
        "UserFailed",
        ErrorTable.CategoryOf(user.FailureCode ?? "UserFailed", canPass: false),
        user.Result);

    /// <summary><c>BatchFailed</c>: its files are written, but too few users succeeded; the batch is the target.</summary>
    public static ErrorRecord BatchFailed(BatchRun run) => Create(
        "BatchFailed",
        $"Batch '{run.BatchId}' failed: {run.UsersSucceeded} of {Count.Of(run.UsersAttempted, "user")} succeeded. It does not count as the newest batch. "
            + (run.JournalPath is null ? "Test-RunRoot says what is wrong with run roots." : $"Invoke-BatchRun -Resume -BatchId {run.BatchId} tries those that failed again."),
        run);

    /// <summary>Whether reading files makes this error: what the system says, or a failure of our own.</summary>
    public static bool IsReading(Exception error) => error is Failure or IOException or UnauthorizedAccessException;

    /// <summary>A failure's own record, or <c>LeaderboardUnreadable</c> for a file that cannot be read.</summary>
    /// <param name="path">The batch as the user typed it.</param>
    /// <param name="error">What reading it threw.</param>
    public static ErrorRecord ReadingBatch(string path, Exception error) => error is Failure failure
        ? Of(failure, path)
        : Create("LeaderboardUnreadable", $"Cannot read the batch at '{path}': {error.Message}", path, error);

    /// <summary><c>RunRootNotFound</c>: a path is no folder.</summary>
    public static ErrorRecord RunRootNotFound(string path) => Create(
        "RunRootNotFound", $"There is no run root at '{path}': no folder is there. Check the path; entries of a list file are relative to the current location.", path);

    /// <summary><c>PathNotFound</c>: nothing is there.</summary>
    public static ErrorRecord PathNotFound(string path) => Create(PathNotFoundId, $"Cannot find '{path}': no file or folder is there.", path);

    /// <summary><c>PathNotFound</c>: neither a path nor the id of a batch.</summary>
    /// <param name="path">What the user typed.</param>
    /// <param name="outputRoot">Where ids were looked up.</param>
    public static ErrorRecord BatchPathNotFound(string path, string outputRoot) => Create(
        PathNotFoundId, $"Cannot find '{path}': no file or folder is there, and no batch of that id in the output root '{outputRoot}'.", path);

    /// <summary><c>OutputRootNotFound</c>: nothing is there.</summary>
    public static ErrorRecord OutputRootNotFound(string path) => Create(
        "OutputRootNotFound", $"There is no output root at '{path}'. Give the folder that Invoke-BatchRun wrote to; without -OutputRoot both use '{Completion.OutputRoots.Default}' below the current location.", path);

    /// <summary><c>PathAmbiguous</c>: a wildcard matches several things where one is asked for.</summary>
    public static ErrorRecord PathAmbiguous(string path, IReadOnlyList<string> found) => Create(
        "PathAmbiguous",
        $"'{path}' stands for {found.Count}: {string.Join(", ", found.Take(3).Select(static one => $"'{one}'"))}{(found.Count > 3 ? " and more" : "")}. Name one of them.",
        path);

    /// <summary><c>PathNotFileSystem</c>: the path belongs to another provider, such as the registry or the environment.</summary>
    /// <param name="path">The path as the user typed it.</param>
    /// <param name="provider">The name of the provider it belongs to.</param>
    public static ErrorRecord PathNotFileSystem(string path, string provider) =>
        Create("PathNotFileSystem", $"'{path}' is a path of the {provider} provider; give a path of the file system.", path);

    /// <summary><c>PathInvalid</c>: the path cannot be read as one (unknown drive, unbalanced brackets, empty).</summary>
    /// <param name="path">The path as the user typed it.</param>
    /// <param name="cause">What the engine said.</param>
    public static ErrorRecord PathInvalid(string path, Exception cause) => Create("PathInvalid", $"'{path}' is not a usable path: {cause.Message}", path, cause);
}
