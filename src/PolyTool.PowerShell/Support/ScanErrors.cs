using System.Management.Automation;
using PolyTool.Core.Scanning;

namespace PolyTool.PowerShell.Support;

/// <summary>Error records of scans.</summary>
internal static class ScanErrors
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        ["DossierNotFound"] = ErrorCategory.ObjectNotFound,
        ["DossierIsFolder"] = ErrorCategory.InvalidArgument,
        ["DossierUnreadable"] = ErrorCategory.ReadError,
        ["DossierNotJson"] = ErrorCategory.InvalidData,
        ["DossierDefect"] = ErrorCategory.InvalidData,
        ["RunRootExists"] = ErrorCategory.ResourceExists,
        ["RunRootBusy"] = ErrorCategory.ResourceBusy,
        ["RunRootNotWritable"] = ErrorCategory.WriteError,
        ["SegmentTableNotFound"] = ErrorCategory.ObjectNotFound,
        ["SegmentTableUnreadable"] = ErrorCategory.ReadError,
        ["SegmentTableInvalid"] = ErrorCategory.InvalidData,
        ["HandleNotFound"] = ErrorCategory.ObjectNotFound,
        ["HandleAmbiguous"] = ErrorCategory.InvalidArgument,
        ["InvalidUser"] = ErrorCategory.InvalidArgument,
        ["CacheNotFound"] = ErrorCategory.ObjectNotFound,
        ["AnswerNotInCache"] = ErrorCategory.ObjectNotFound,
        ["CursorNeverEnds"] = ErrorCategory.InvalidResult,
        ["ApiRateLimited"] = ErrorCategory.LimitsExceeded,
        ["ApiTimedOut"] = ErrorCategory.OperationTimeout,
        ["ApiUnreachable"] = ErrorCategory.ConnectionError,
        ["ApiUnauthorized"] = ErrorCategory.AuthenticationError,
        ["ApiRouteMissing"] = ErrorCategory.ResourceUnavailable,
        ["ApiAnswerMalformed"] = ErrorCategory.InvalidData,
        ["ApiAnswerTooLarge"] = ErrorCategory.LimitsExceeded,
        ["ApiRedirectRefused"] = ErrorCategory.SecurityError,
        ["ApiCertificateInvalid"] = ErrorCategory.SecurityError,
        ["ApiError"] = ErrorCategory.ResourceUnavailable,
        ["NoPositions"] = ErrorCategory.ObjectNotFound,
    };

    /// <summary>The error of one scan, by its own code.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="target">The user's item.</param>
    public static ErrorRecord Of(ScanException error, object target) => ErrorRecords.Create(
        error.Code,
        Categories.GetValueOrDefault(error.Code, error.CanPass ? ErrorCategory.ResourceUnavailable : ErrorCategory.NotSpecified),
        error.Message,
        target,
        error);
}
