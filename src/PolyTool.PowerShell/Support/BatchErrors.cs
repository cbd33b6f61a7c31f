using System.Management.Automation;
using PolyTool.Core.Batches;

namespace PolyTool.PowerShell.Support;

/// <summary>Errors about batches.</summary>
internal static class BatchErrors
{
    /// <summary><c>UserFailed</c>: the user's row is a failure; the row is the target.</summary>
    /// <param name="user">What happened.</param>
    public static ErrorRecord UserFailed(UserFinished user) =>
        ErrorRecords.Create("UserFailed", CategoryOfUser(user.FailureCode), $"User '{user.Result.User}' failed: {user.Result.Error}", user.Result);

    /// <summary>A batch that cannot start or go on, under the id that its exception names.</summary>
    /// <param name="error">What was thrown.</param>
    public static ErrorRecord Stopped(BatchException error) =>
        ErrorRecords.Create(error.Code, CategoryOfBatch(error.Code), error.Message, error.Target, error);

    private static ErrorCategory CategoryOfUser(string? code) => code switch
    {
        "ScanTimedOut" or "BatchTimedOut" => ErrorCategory.OperationTimeout,
        "RunRootDefect" or "RunManifestNotRead" => ErrorCategory.InvalidData,
        "RunRootNotFound" => ErrorCategory.ObjectNotFound,
        _ => ErrorCategory.InvalidResult,
    };

    private static ErrorCategory CategoryOfBatch(string code) => code switch
    {
        "BatchNotFound" => ErrorCategory.ObjectNotFound,
        "BatchExists" => ErrorCategory.ResourceExists,
        "BatchLocked" => ErrorCategory.ResourceBusy,
        "BatchIdNotAName" or "BatchAmbiguous" or "ResumeDiffers" => ErrorCategory.InvalidArgument,
        "BatchNotWritten" or "JournalNotWritten" => ErrorCategory.WriteError,
        "JournalDamaged" or "JournalVersion" => ErrorCategory.InvalidData,
        "JournalNotRead" or "BatchesNotRead" => ErrorCategory.ReadError,
        "BatchStopped" => ErrorCategory.OperationStopped,
        _ => ErrorCategory.InvalidOperation,
    };
}
