using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

public sealed partial class InvokeBatchRunCommand
{
    /// <summary>A text file with one user a line.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UsersFileSet, HelpMessage = "A text file with one user (handle or wallet) a line.")]
    [Alias("Users")]
    [ValidateNotNullOrEmpty]
    public string UsersFile { get; set; } = "";

    /// <summary>Users: handles or wallets.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "Users: handles or wallets.")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] User { get; set; } = [];

    /// <summary>Users, or with <see cref="AggregateOnly"/> run roots, from the pipeline.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = UserSet, HelpMessage = "Users from the pipeline: texts, or objects with a property Wallet, Handle or User.")]
    [Parameter(ValueFromPipeline = true, ParameterSetName = AggregateSet, HelpMessage = "Run roots from the pipeline, as Resolve-RunRoot emits them.")]
    [AllowNull]
    [AllowEmptyString]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>Scan nobody: aggregate run roots that are there.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AggregateSet, HelpMessage = "Scan nobody: aggregate run roots that are there.")]
    public SwitchParameter AggregateOnly { get; set; }

    /// <summary>A folder whose sub-folders are run roots, or a text file with one run root a line.</summary>
    [Parameter(ParameterSetName = AggregateSet, HelpMessage = "A folder whose sub-folders are run roots, or a text file with one run root a line.")]
    [ValidateNotNullOrEmpty]
    public string? RunRoots { get; set; }

    /// <summary>Read only run roots that changed since the last aggregation of this batch.</summary>
    [Parameter(ParameterSetName = AggregateSet, HelpMessage = "Read only run roots that changed since the last aggregation of this -BatchId, told by Content (files are hashed) or Time (length and time of change are trusted); what is read is kept in the batch root for the next one. Changes speed, never bytes.")]
    [ValidateSet(nameof(ReuseCheck.Content), nameof(ReuseCheck.Time))]
    public string? Reuse { get; set; }

    /// <summary>The folder that batches are written below.</summary>
    [Parameter(HelpMessage = "The folder that batches are written below.")]
    [AllowEmptyString]
    public string OutputRoot { get; set; } = OutputRoots.Default;

    /// <summary>The batch's id, a plain file name.</summary>
    [Parameter(HelpMessage = "The batch's id, a plain file name; a new UUID where it is not given.")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string? BatchId { get; set; }

    /// <summary>How many users are in work at once.</summary>
    [Parameter(HelpMessage = "How many users are in work at once. Changes speed, never bytes.")]
    [Alias("ThrottleLimit")]
    [ValidateRange(1, int.MaxValue)]
    public int Workers { get; set; }

    /// <summary>Make no evidence.</summary>
    [Parameter(HelpMessage = "Make no segment_evidence.json, and read no statistics for it.")]
    public SwitchParameter NoEvidence { get; set; }

    /// <summary>How the list of users came about.</summary>
    [Parameter(HelpMessage = "How the users were chosen. Recorded; with Profit, results of the period of these profits are Promising at most.")]
    [ValidateSet("Unknown", "Random", "Activity", "Profit", "Listed")]
    public string? UserSelection { get; set; }

    /// <summary>The last day of the profits that users were chosen by.</summary>
    [UtcTime]
    [Parameter(HelpMessage = "With -UserSelection Profit: the last day (UTC) of these profits. Rows whose events are all later are judged as usual.")]
    public DateTimeOffset? SelectedUntil { get; set; }

    /// <summary>Leave wallets that hold nearly the same apart.</summary>
    [Parameter(HelpMessage = "Leave wallets that hold nearly the same apart; without it they count as one owner.")]
    public SwitchParameter KeepWallets { get; set; }

    /// <summary>Over what time users' results may have something in common.</summary>
    [Parameter(HelpMessage = "Over what time users' results may have something in common: Day, or Week, which holds shocks of three days and lessens longer ones, for about half of the power.")]
    [ValidateSet("Day", "Week")]
    public string ClusterBy { get; set; } = "Day";

    /// <summary>Write over a batch root that is there; with <see cref="Resume"/>, go on though users or options differ.</summary>
    [Parameter(HelpMessage = "Write over a batch root that is there; with -Resume, go on though users or options differ.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Only the first users.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Only so many users, the first ones.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxUsers { get; set; } = int.MaxValue;

    /// <summary>Scan with a script block: <c>param($User, $ScanFlags)</c>, returning the path of a run root.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Scan with a script block: { param($User, $ScanFlags) … } that returns the path of a run root.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateNotNull]
    public ScriptBlock? ScanScript { get; set; }

    /// <summary>Scan with a program.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Scan with a program: its name or path. It is started without a shell.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateNotNullOrEmpty]
    public string? ScanCommand { get; set; }

    /// <summary>The program's first arguments.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "The program's first arguments; --user and the scan flags follow.")]
    [Parameter(ParameterSetName = UserSet)]
    [AllowEmptyString]
    public string[] ScanArgument { get; set; } = [];

    /// <summary>Stop at the first user that fails, without a leaderboard.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Stop at the first user that fails, without a leaderboard.")]
    [Parameter(ParameterSetName = UserSet)]
    [Alias("NoContinueOnError")]
    public SwitchParameter StopOnError { get; set; }

    /// <summary>How many users may fail: a number, or a share such as <c>10%</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "How many users may fail before the batch stops: a number, or a share such as 10%.")]
    [Parameter(ParameterSetName = UserSet)]
    public string? MaxFailures { get; set; }

    /// <summary>How many users must succeed: a number, or a share such as <c>80%</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "How many users must succeed, a number or a share such as 80%: with fewer the batch reads as Failed and is not taken for the newest.")]
    [Parameter(ParameterSetName = UserSet)]
    public string? MinSucceeded { get; set; }

    /// <summary>The time limit of one attempt to scan a user, in seconds.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "The time limit of one attempt to scan a user, in seconds; 0 means none.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateRange(0.0, 86400.0)]
    public double UserTimeoutSeconds { get; set; }

    /// <summary>The time limit of the batch, in seconds.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "The time limit of the batch, in seconds; 0 means none. What is done by then is aggregated.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateRange(0.0, 4000000.0)]
    public double TimeoutSeconds { get; set; }

    /// <summary>How often a failed scan is tried again where the failure can pass.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "How often a failed scan is tried again, where the failure can pass.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateRange(0, 1000)]
    public int RetryCount { get; set; }

    /// <summary>Go on with the batch of this id.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Go on with the batch of this -BatchId: what succeeded is not scanned again.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>The scan's <c>--api-base-url</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --api-base-url.")]
    [Parameter(ParameterSetName = UserSet)]
    [AllowEmptyString]
    public string? ApiBaseUrl { get; set; }

    /// <summary>The scan's <c>--full</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --full.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter Full { get; set; }

    /// <summary>The scan's <c>--lite</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --lite.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter Lite { get; set; }

    /// <summary>The scan's <c>--ingest-positions</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --ingest-positions.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter IngestPositions { get; set; }

    /// <summary>The scan's <c>--compute-pnl</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --compute-pnl.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter ComputePnl { get; set; }

    /// <summary>The scan's <c>--enrich-resolutions</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --enrich-resolutions.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter EnrichResolutions { get; set; }

    /// <summary>The scan's <c>--debug-export</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --debug-export.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter DebugExport { get; set; }

    /// <summary>The scan's <c>--warm-clv-cache</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --warm-clv-cache.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter WarmClvCache { get; set; }

    /// <summary>The scan's <c>--compute-clv</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Passed to each scan as --compute-clv.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter ComputeClv { get; set; }
}
