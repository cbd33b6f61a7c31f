using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Scanning;
using PolyTool.PowerShell.Pump;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>
/// Runs a batch: scans users, many at a time, and combines all of them into one leaderboard; or, with
/// <c>-AggregateOnly</c>, combines run roots that are there.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "BatchRun", DefaultParameterSetName = UserSet, SupportsShouldProcess = true)]
[OutputType(typeof(BatchRun))]
public sealed partial class InvokeBatchRunCommand : StoppableCommand
{
    private const string UsersFileSet = "UsersFile";
    private const string UserSet = "User";
    private const string AggregateSet = "AggregateOnly";

    private readonly List<GivenPath> _runRoots = [];
    private UserQuota? _failureLimit;
    private UserQuota? _minSucceeded;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (MaxFailures is not null && !UserQuota.TryParse(MaxFailures, out _failureLimit))
        {
            Throw("MaxFailuresNotALimit", $"-MaxFailures '{MaxFailures}' is neither a number of users such as 5 nor a share such as 10%.", MaxFailures);
        }

        if (MinSucceeded is not null && !UserQuota.TryParse(MinSucceeded, out _minSucceeded))
        {
            Throw("MinSucceededNotANumber", $"-MinSucceeded '{MinSucceeded}' is neither a number of users such as 20 nor a share such as 80%.", MinSucceeded);
        }

        if (ScanScript is not null && ScanCommand is not null)
        {
            Throw("ScannerAmbiguous", "Give -ScanScript or -ScanCommand, not both.", ScanCommand);
        }

        if (Resume && BatchId is null)
        {
            Throw("BatchIdRequired", "-Resume needs the -BatchId of the batch to go on with.", null);
        }

        CheckShard();
    }

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        if (!MyInvocation.ExpectingInput && InputObject is null)
        {
            return;
        }

        foreach (var one in InputObject ?? [null])
        {
            if (ParameterSetName == AggregateSet)
            {
                AddRunRoot(one);
            }
            else if (ObjectText.RunRootOf(one) is { } root)
            {
                Throw("RunRootWithoutAggregateOnly", $"'{root.Typed}' is a run root, and without -AggregateOnly users are scanned. Add -AggregateOnly.", one);
            }
            else
            {
                AddUser(one);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessEnd()
    {
        try
        {
            if (ParameterSetName == AggregateSet)
            {
                Aggregate();
            }
            else
            {
                Scan();
            }
        }
        catch (Failure error)
        {
            Throw(error);
        }
    }

    private void Aggregate()
    {
        var roots = RunRootsToAggregate();
        AggregateRequest request = new()
        {
            Folder = NewFolder(),
            RunRoots = roots,
            Reuse = Reuse is null ? null : Enum.Parse<ReuseCheck>(Reuse, ignoreCase: true),
            Workers = Workers > 0 ? Workers : Environment.ProcessorCount,
            Force = Force,
            Evidence = Rule(),
            UserSelection = SelectionOfUsers().Selection,
            SelectedUntil = SelectionOfUsers().Until,
        };
        if (!ShouldProcess(request.Folder.FullPath, $"Aggregate {Count.Of(roots.Count, "run root")}"))
        {
            return;
        }

        WarnOfNoRunRoots(roots);
        Run(request, "Aggregating run roots", static _ => []);
    }

    private void Scan()
    {
        var list = UsersToScan();
        var part = PartOf(list);
        var users = part?.Users ?? list;
        ScannerChoice choice = new(this, IsVerbose());
        var name = choice.Check(ScanScript, ScanCommand, ScanArgument, DirectScan);
        var id = part?.Shard.IdOf(BatchId!) ?? BatchId;
        // An engine starts a part again by the same command, whether it had begun or not.
        var known = Resume ? Find(id!, mayBeNew: part is not null) : null;
        var folder = known ?? BatchFolder.New(OutputPath(), id, Location, TimeProvider.System);
        var resume = known is not null;
        var workers = Math.Max(Workers, 1);
        if (!ShouldProcess(folder.FullPath, Text($"{(resume ? "Go on scanning" : "Scan")} {Count.Of(users.Count, "user")}, {workers} at once, with {name}")))
        {
            return;
        }

        using var scanner = choice.Open(ScanLogsOf(folder, users));
        ScanRequest request = new()
        {
            Folder = folder,
            Users = users,
            Part = part,
            UsersFile = ParameterSetName == UsersFileSet ? RecordedPath.Normalise(UsersFile) : null,
            Flags = Flags(),
            Scanner = scanner.Implementation,
            ScannerName = name,
            BaseDirectory = Location,
            Evidence = Rule(),
            UserSelection = SelectionOfUsers().Selection,
            SelectedUntil = SelectionOfUsers().Until,
            Workers = workers,
            Policy = new() { UserTimeout = Limit(UserTimeoutSeconds), RetryCount = RetryCount },
            FailureLimit = StopOnError || IsErrorActionStop() ? UserQuota.Nobody : _failureLimit,
            MinSucceeded = _minSucceeded,
            Timeout = Limit(TimeoutSeconds),
            Resume = resume,
            Force = Force,
        };
        Run(request, "Scanning users", scanner.TakeRecords);
        if ((scanner.Implementation as DirectScanner)?.CacheNote is { } note)
        {
            WriteWarning(note);
        }
    }

    private EvidenceRule? Rule() => NoEvidence ? null : EvidenceRule.Default with
    {
        MergeOwners = !KeepWallets,
        ClusterBy = string.Equals(ClusterBy, nameof(ClusterPeriod.Week), StringComparison.OrdinalIgnoreCase) ? ClusterPeriod.Week : ClusterPeriod.Day,
    };

    private BatchFolder? Find(string id, bool mayBeNew)
    {
        try
        {
            return BatchFolder.Find(OutputPath(), id, Location);
        }
        catch (Failure error) when (mayBeNew && error.Code == "BatchNotFound")
        {
            return null;
        }
    }

    private BatchFolder NewFolder() => BatchFolder.New(OutputPath(), BatchId, Location, TimeProvider.System);

    private string OutputPath() => BatchPaths.NewOutputRoot(this, OutputRoot);

    private ScanFlags Flags() => new()
    {
        ApiBaseUrl = ApiBaseUrl,
        Full = Full,
        Lite = Lite,
        IngestPositions = IngestPositions,
        ComputePnl = ComputePnl,
        EnrichResolutions = EnrichResolutions,
        DebugExport = DebugExport,
        WarmClvCache = WarmClvCache,
        ComputeClv = ComputeClv,
    };

    private ScanLogs? ScanLogsOf(BatchFolder folder, IReadOnlyList<string> users) => ScanCommand is null ? null : new(folder.FullPath, users);

    private static TimeSpan? Limit(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(Math.Max(seconds, 0.01)) : null;

    private bool IsVerbose() => Preference("Verbose", "VerbosePreference") is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private bool IsErrorActionStop() => Preference("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;

    private ActionPreference Preference(string parameter, string variable)
    {
        var value = MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : SessionState.PSVariable.GetValue(variable);
        return value switch
        {
            ActionPreference preference => preference,
            SwitchParameter isOn => isOn ? ActionPreference.Continue : ActionPreference.SilentlyContinue,
            _ => Enum.TryParse(value?.ToString(), ignoreCase: true, out ActionPreference preference) ? preference : ActionPreference.SilentlyContinue,
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
