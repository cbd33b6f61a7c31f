using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>
/// The one table of error ids: the category of each and what to do. It serves errors of cmdlets and of a batch's users alike,
/// and <c>about_PolyTool_Errors</c> is printed from it.
/// </summary>
internal static class ErrorTable
{
    private static readonly (string Id, ErrorCategory Category, string Help)[] s_rows =
    [
        ("AnswerNotInCache", ErrorCategory.ObjectNotFound, "The cache lacks an answer. Scan once without -Offline."),
        ("AnswerNotSaved", ErrorCategory.WriteError, "Correct the rights on the folder of -SaveTo, or give another."),
        ("ApiAccessRefused", ErrorCategory.PermissionDenied, "The service keeps this place or address out. Try another network, and Test-PolymarketApi to see which hosts answer."),
        ("ApiAddressInvalid", ErrorCategory.InvalidArgument, "Give an address that begins with http:// or https://."),
        ("ApiAnswerMalformed", ErrorCategory.InvalidData, "Try again; if it stays, Test-PolymarketApi says which route changed."),
        ("ApiAnswerTooLarge", ErrorCategory.LimitsExceeded, "The service sent more than any answer should hold. Check the address."),
        ("ApiCertificateInvalid", ErrorCategory.SecurityError, "Check the address, the clock, and the proxy between."),
        ("ApiError", ErrorCategory.ResourceUnavailable, "The service answered with an error. Try again later."),
        ("ApiRateLimited", ErrorCategory.LimitsExceeded, "Too many requests. Wait, or use fewer -Workers."),
        ("ApiRedirectRefused", ErrorCategory.SecurityError, "The service points elsewhere, which is not followed. Check the address."),
        ("ApiRouteMissing", ErrorCategory.ResourceUnavailable, "The service has no such route. Check the address."),
        ("ApiTimedOut", ErrorCategory.OperationTimeout, "The service is slow. Try again later."),
        ("ApiUnauthorized", ErrorCategory.AuthenticationError, "The service wants a key, and public services want none. Check the address."),
        ("ApiUnreachable", ErrorCategory.ConnectionError, "Check the network and the address."),
        ("BatchAmbiguous", ErrorCategory.InvalidArgument, "The id lies under several dates. Move all but one away."),
        ("BatchExists", ErrorCategory.ResourceExists, "Use another -BatchId, -Resume to go on with it, or -Force to write over it."),
        ("BatchFailed", ErrorCategory.InvalidResult, "Too few users succeeded. Mend what failed them and go on with -Resume."),
        ("BatchGivenTwice", ErrorCategory.InvalidArgument, "Pipe a batch or give one, not both."),
        ("BatchIdNotAName", ErrorCategory.InvalidArgument, "Use 1 to 200 of A-Z a-z 0-9 . _ - and not '.' or '..'."),
        ("BatchIdRequired", ErrorCategory.InvalidArgument, "-Resume needs -BatchId."),
        ("BatchLocked", ErrorCategory.ResourceBusy, "Another process works on the batch. Wait, or use another -BatchId."),
        ("BatchNotFound", ErrorCategory.ObjectNotFound, "Check the id and the output root; Get-BatchRun lists what is there."),
        ("BatchNotWritten", ErrorCategory.WriteError, "Free the disk or correct the rights; -Resume goes on."),
        ("BatchRequired", ErrorCategory.InvalidArgument, "Pipe a batch, or give its id or path."),
        ("BatchStopped", ErrorCategory.OperationStopped, "Too many users failed. Mend what failed them and go on with -Resume."),
        ("BatchTimedOut", ErrorCategory.OperationTimeout, "The batch's time was over before this user. Go on with -Resume, or give more -TimeoutSeconds."),
        ("BatchUnreadable", ErrorCategory.ReadError, "Run the batch again with -Force, or remove its folder."),
        ("BatchesNotRead", ErrorCategory.ReadError, "Correct the rights on the output root."),
        ("CacheNotFound", ErrorCategory.ObjectNotFound, "Scan once without -Offline, or give the cache's place with -CachePath."),
        ("CacheUnusable", ErrorCategory.ResourceUnavailable, "Correct the rights on the cache's folder, or give another -CachePath."),
        ("CursorNeverEnds", ErrorCategory.InvalidResult, "The service's pages go in a circle. Try again later."),
        ("DossierDefect", ErrorCategory.InvalidData, "Correct the value that is named, or export the dossier again."),
        ("DossierIsFolder", ErrorCategory.InvalidArgument, "Give the dossier.json in the folder."),
        ("DossierNotFound", ErrorCategory.ObjectNotFound, "Give the path of a dossier.json."),
        ("DossierNotJson", ErrorCategory.InvalidData, "Correct the file or export it again."),
        ("DossierUnreadable", ErrorCategory.ReadError, "Correct the rights on the file."),
        ("EvidenceNotFound", ErrorCategory.ObjectNotFound, "Make the batch again without -NoEvidence."),
        ("EvidenceUnreadable", ErrorCategory.InvalidData, "Make the batch again, or move its segment_evidence.json away."),
        ("ExportFileExists", ErrorCategory.ResourceExists, "Give another name, or -Force."),
        ("ExportFolderNotFound", ErrorCategory.ObjectNotFound, "Make the folder first."),
        ("ExportFormatUnknown", ErrorCategory.InvalidArgument, "End the file in .html, .csv, .md, .json or .parquet, or give -Format."),
        ("ExportNeedsOneBatch", ErrorCategory.InvalidArgument, "Export each batch to its own file."),
        ("ExportPathIsFolder", ErrorCategory.InvalidArgument, "Give the batch first, then the file to write."),
        ("ExportWriteFailed", ErrorCategory.WriteError, "Free the disk or correct the rights. Nothing was changed."),
        ("FileRequired", ErrorCategory.InvalidArgument, "Give the batch first, then the file to write."),
        ("FolderIsFile", ErrorCategory.InvalidArgument, "A file stands where a folder is wanted. Give another path."),
        ("HandleAmbiguous", ErrorCategory.InvalidArgument, "Several profiles have the handle. Give the wallet."),
        ("HandleNotFound", ErrorCategory.ObjectNotFound, "Correct the handle, or give the wallet."),
        ("HypothesisSetChanged", ErrorCategory.InvalidData, "The file was changed after it was frozen. Use the untouched one."),
        ("HypothesisSetExists", ErrorCategory.ResourceExists, "Use another name, or -Force."),
        ("InvalidUser", ErrorCategory.InvalidArgument, "Give a handle, a wallet (0x and 40 hex digits) or a profile's address."),
        ("JournalDamaged", ErrorCategory.InvalidData, "With -Force damaged lines are left out and their users scanned again."),
        ("JournalNotRead", ErrorCategory.ReadError, "Correct the rights on the journal."),
        ("JournalNotWritten", ErrorCategory.WriteError, "Free the disk and go on with -Resume."),
        ("JournalVersion", ErrorCategory.InvalidData, "Resume with the PolyTool that wrote the journal, or start a new batch."),
        ("LeaderboardUnreadable", ErrorCategory.ReadError, "Correct the rights on the batch's files."),
        ("LeagueTableEmpty", ErrorCategory.InvalidResult, "The service listed no leagues, and the table stays as it was. Try again later."),
        ("LogNotWritten", ErrorCategory.WriteError, "Free the disk, correct the rights, or give another -LogPath."),
        ("MaxFailuresNotALimit", ErrorCategory.InvalidArgument, "Give a number of users such as 5, or a share such as 10%."),
        ("MinSucceededNotANumber", ErrorCategory.InvalidArgument, "Give a number of users such as 20, or a share such as 80%."),
        ("NoPositions", ErrorCategory.ObjectNotFound, "The wallet must be the user's proxy wallet, as the profile's address shows it."),
        ("NoRunRoot", ErrorCategory.InvalidResult, "A scan ends with the path of a run root as its output."),
        ("NoRunRoots", ErrorCategory.InvalidArgument, "Pipe what Resolve-RunRoot emits, or folders of run roots."),
        ("NoUsers", ErrorCategory.InvalidArgument, "Give -UsersFile or -User, or pipe users in."),
        ("NotABatch", ErrorCategory.InvalidType, "Pipe what Get-BatchRun or Get-HypothesisLeaderboard emits."),
        ("NotAHypothesisSet", ErrorCategory.InvalidData, "Give a file that New-HypothesisSet wrote."),
        ("NotALeaderboard", ErrorCategory.InvalidData, "Give a batch root, its hypothesis_leaderboard.json, or an output root with batches."),
        ("NotARunRoot", ErrorCategory.InvalidType, "Pipe what Resolve-RunRoot emits, or give a path with -RunRoots."),
        ("OfflineAndRefresh", ErrorCategory.InvalidArgument, "Give -Offline or -Refresh, not both."),
        ("OutputRootNotFound", ErrorCategory.ObjectNotFound, "Give the folder that Invoke-BatchRun wrote to."),
        ("PathAmbiguous", ErrorCategory.InvalidArgument, "Name one of what the wildcard stands for."),
        ("PathInvalid", ErrorCategory.InvalidArgument, "Check the drive and the brackets; -LiteralPath takes a path as it is."),
        ("PathNotFileSystem", ErrorCategory.InvalidArgument, "Give a path of the file system."),
        ("PathNotFound", ErrorCategory.ObjectNotFound, "Check the path and the current location."),
        ("PeriodNotLater", ErrorCategory.InvalidArgument, "Only a batch made after the hypotheses can test them."),
        ("ResumeDiffers", ErrorCategory.InvalidArgument, "Give the same options again, or go on as it is with -Force."),
        ("RowNotFound", ErrorCategory.ObjectNotFound, "The board was written anew. Read its rows again."),
        ("RunManifestNotRead", ErrorCategory.InvalidData, "The file that the scan named must be JSON with output_paths.run_root."),
        ("RunRootAmbiguous", ErrorCategory.InvalidResult, "The scan script returns one path; send other output to Out-Null or a stream."),
        ("RunRootBusy", ErrorCategory.ResourceBusy, "Another process writes the run root. Wait, then try again."),
        ("RunRootDefect", ErrorCategory.InvalidData, "Test-RunRoot says all that is wrong; make the run root anew."),
        ("RunRootExists", ErrorCategory.ResourceExists, "A run root with other content is there. Use -Force to replace it."),
        ("RunRootIsAFile", ErrorCategory.InvalidResult, "A scan ends with a folder, or with the JSON file that names one."),
        ("RunRootNotAPath", ErrorCategory.InvalidResult, "The scan script returns a path or a RunRoot."),
        ("RunRootNotFound", ErrorCategory.ObjectNotFound, "Check the path; relative ones start at the current location."),
        ("RunRootNotWritable", ErrorCategory.WriteError, "Free the disk or correct the rights."),
        ("RunRootRepeated", ErrorCategory.InvalidResult, "Two users' scans returned one run root. Check the scan, or the users file."),
        ("RunRootWithoutAggregateOnly", ErrorCategory.InvalidArgument, "Add -AggregateOnly to combine run roots."),
        ("RunRootsRequired", ErrorCategory.InvalidArgument, "Give a folder or a list file with -RunRoots, or pipe run roots in."),
        ("RunRootsUnreadable", ErrorCategory.ReadError, "Correct the rights, or the list file, which is UTF-8 text with a folder a line."),
        ("ScanArgumentInvalid", ErrorCategory.InvalidArgument, "No program's argument can hold a NUL character."),
        ("ScanCommandFailed", ErrorCategory.InvalidResult, "The program ended with an error; the batch's logs folder has its output."),
        ("ScanCommandNotFound", ErrorCategory.ObjectNotFound, "Give a program in PATH, or its path."),
        ("ScanCommandNotStarted", ErrorCategory.ResourceUnavailable, "Check that the program can be run by hand."),
        ("ScanFailed", ErrorCategory.InvalidResult, "The scanner broke off in an unforeseen way."),
        ("ScanScriptExited", ErrorCategory.InvalidResult, "End the scan script with a path, not with 'exit'."),
        ("ScanScriptFailed", ErrorCategory.InvalidResult, "The scan script threw this error."),
        ("ScanTimedOut", ErrorCategory.OperationTimeout, "Give more -UserTimeoutSeconds, or -RetryCount."),
        ("ScannerAmbiguous", ErrorCategory.InvalidArgument, "Give -ScanScript or -ScanCommand, not both."),
        ("SegmentTableInvalid", ErrorCategory.InvalidData, "docs/schemas/segment_table.schema.json says the form of a table."),
        ("SegmentTableNotFound", ErrorCategory.ObjectNotFound, "Give 'default', 'original' or the path of a JSON file."),
        ("SegmentTableUnreadable", ErrorCategory.ReadError, "Correct the rights on the file."),
        ("SourceDateEpochInvalid", ErrorCategory.InvalidArgument, "Set SOURCE_DATE_EPOCH to seconds since 1970, or remove it."),
        ("UserFailed", ErrorCategory.InvalidResult, "One user of a batch failed; the category is that of the cause, the target is the user's row."),
        ("UserNotAnArgument", ErrorCategory.InvalidArgument, "Correct the user's name."),
        ("UserNotText", ErrorCategory.InvalidType, "Pipe texts, or objects with a property Wallet, Handle or User."),
        ("UserRepeated", ErrorCategory.InvalidResult, "The user is in the list twice, as a handle and as a wallet for instance. It counts once; remove one of them."),
        ("UserSelectionUnknown", ErrorCategory.InvalidArgument, "Say Unknown, Random, Activity, Profit or Listed, and for profits 'Profit until 2026-01-31'."),
        ("UsersFileNotRead", ErrorCategory.ReadError, "A users file is UTF-8 text with a user a line."),
        ("UsingScriptBlock", ErrorCategory.InvalidArgument, "A script block cannot be taken into a scan script by $using:."),
        ("UsingVariableNotDefined", ErrorCategory.InvalidArgument, "Set the variable that the scan script takes by $using:."),
    ];

    private static readonly Dictionary<string, ErrorCategory> s_categories = s_rows.ToDictionary(static row => row.Id, static row => row.Category, StringComparer.Ordinal);

    /// <summary>The ids, in order.</summary>
    public static IEnumerable<string> Ids => s_rows.Select(static row => row.Id);

    /// <summary>The category of an id. A scanner of somebody else's can have ids of its own: what can pass is not there now, the rest is a bad result.</summary>
    /// <param name="id">The id.</param>
    /// <param name="canPass">Whether trying again may help.</param>
    public static ErrorCategory CategoryOf(string id, bool canPass) =>
        s_categories.TryGetValue(id, out var category) ? category : canPass ? ErrorCategory.ResourceUnavailable : ErrorCategory.InvalidResult;

    /// <summary>The table as a Markdown list, one item an id: what the help is made of.</summary>
    public static string ToMarkdown() => string.Concat(s_rows.Select(static row => $"- `{row.Id}` ({row.Category}): {row.Help}\n"));
}
