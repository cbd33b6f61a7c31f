using System.Management.Automation;
using PolyTool.Core.Dossiers;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket;
using PolyTool.Core.RunRoots;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Makes a user's run root: positions, closing line value, segments and hypothesis candidates.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "UserScan", DefaultParameterSetName = UserSet, SupportsShouldProcess = true)]
[OutputType(typeof(RunRoot))]
public sealed class InvokeUserScanCommand : StoppableCommand
{
    private const string DossierSet = "Dossier";
    private const string UserSet = "User";

    private DossierScanner? _dossiers;
    private DirectScanner? _direct;

    /// <summary>Users: handles (with or without <c>@</c>) or wallets.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UserSet, ValueFromPipeline = true, HelpMessage = "Users: handles (with or without @) or wallets (0x and 40 hex digits), or objects with a property Wallet, Handle or User.")]
    [FromUser]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowEmptyString]
    public string[] User { get; set; } = [];

    /// <summary>Existing <c>dossier.json</c> files whose reports are made again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DossierSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Existing dossier.json files, the original's too; wildcards are allowed. Needs no network.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Dossier { get; set; } = [];

    /// <summary>The folder that run roots are written below.</summary>
    [Parameter(HelpMessage = "The folder that run roots are written below, as user/wallet/date/run id.")]
    [ValidateNotNullOrEmpty]
    public string OutputRoot { get; set; } = DirectScanOptions.DefaultOutputRoot;

    /// <summary>How positions are sorted into segments: <c>default</c>, <c>original</c>, or a JSON file.</summary>
    [Parameter(HelpMessage = "How positions are sorted into segments: default, original, or the path of a JSON file of your own.")]
    [ArgumentCompleter(typeof(SegmentTableCompleter))]
    [ValidateNotNullOrEmpty]
    public string SegmentTable { get; set; } = "default";

    /// <summary>Write over a run root that is there with other contents.</summary>
    [Parameter(HelpMessage = "Write over a run root that is there with other contents.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Leave out the prices around entry, which cost one request a position.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "Leave out the prices around entry, which cost one request a position and which evidence begins with.")]
    public SwitchParameter Lite { get; set; }

    /// <summary>Most fills that are read of a user.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "Most fills that are read of a user; of one with more, the service's average stands for the entry price.")]
    [ValidateRange(1, int.MaxValue)]
    public int MaxFills { get; set; } = DirectScanOptions.DefaultMaxFills;

    /// <summary>The folder of the cache.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "The folder that answers of the services are kept in.")]
    [ArgumentCompleter(typeof(CacheFolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? CachePath { get; set; }

    /// <summary>Use the cache alone.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "Use the cache alone and fetch nothing.")]
    public SwitchParameter Offline { get; set; }

    /// <summary>Fetch everything again.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "Fetch everything again, also what the cache holds.")]
    public SwitchParameter Refresh { get; set; }

    /// <summary>Base address of the Gamma service.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "Base address of the Gamma service; else GAMMA_API_BASE, else the published one.")]
    [ValidateNotNullOrEmpty]
    public string? GammaApiBase { get; set; }

    /// <summary>Base address of the Data service.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "Base address of the Data service; else DATA_API_BASE, else the published one.")]
    [ValidateNotNullOrEmpty]
    public string? DataApiBase { get; set; }

    /// <summary>Base address of the CLOB service.</summary>
    [Parameter(ParameterSetName = UserSet, HelpMessage = "Base address of the CLOB service; else CLOB_API_BASE, else the published one.")]
    [ValidateNotNullOrEmpty]
    public string? ClobApiBase { get; set; }

    /// <inheritdoc />
    private protected override void ProcessInput()
    {
        foreach (var user in User)
        {
            if (ShouldProcess(user, "Scan the user"))
            {
                Run(user, () => Direct().ScanAsync(user, Lite, Cancellation));
            }
        }

        foreach (var path in Dossier)
        {
            if (FileSystemPaths.Resolve(this, path, out var found) is { } error)
            {
                WriteError(error.FullyQualifiedErrorId.StartsWith(ErrorRecords.PathNotFoundId, StringComparison.Ordinal) ? NotFound(path) : error);
            }

            foreach (var one in found)
            {
                if (ShouldProcess(one.Typed, "Make a run root of the dossier"))
                {
                    Run(one.Typed, () => Dossiers().ScanAsync(one, Cancellation));
                }
            }
        }
    }

    /// <inheritdoc />
    private protected override void ProcessEnd()
    {
        if (_direct?.CacheNote is { } note)
        {
            WriteWarning(note);
        }
    }

    private static ErrorRecord NotFound(string path) => ErrorRecords.Create(
        "DossierNotFound", $"There is no dossier '{path}'. Give the path of a dossier.json.", path);

    // Scanners open with the first object: what comes by the pipeline decides between users and dossiers, and with
    // -WhatIf nothing is opened at all.
    private DirectScanner Direct() => _direct ??= new DirectScans(this)
    {
        OutputRoot = OutputRoot,
        CachePath = CachePath,
        Offline = Offline,
        Refresh = Refresh,
        SegmentTable = SegmentTable,
        Force = Force,
        MaxFills = MaxFills,
        GammaApiBase = GammaApiBase,
        DataApiBase = DataApiBase,
        ClobApiBase = ClobApiBase,
    }.Open(Cancellation);

    private DossierScanner Dossiers()
    {
        if (_dossiers is not null)
        {
            return _dossiers;
        }

        var root = NewPath(OutputRoot);
        var table = (SegmentTableSource.BuiltIn(SegmentTable) ?? new(NewPath(SegmentTable))) with { LeagueFolder = DirectScanOptions.DefaultCachePath };
        try
        {
            _dossiers = DossierScanner.CreateAsync(root, table, Force, TimeProvider.System, Cancellation).GetAwaiter().GetResult();
        }
        catch (Failure failure)
        {
            Throw(failure, SegmentTable);
        }

        foreach (var note in _dossiers!.TableNotes)
        {
            WriteWarning(note);
        }

        return _dossiers;
    }

    private void Run(string target, Func<Task<ScannedRunRoot>> scan)
    {
        try
        {
            Emit(scan().GetAwaiter().GetResult());
        }
        catch (Failure error)
        {
            WriteError(ErrorRecords.Of(error, target));
        }
    }

    private void Emit(ScannedRunRoot root)
    {
        foreach (var warning in root.ScanWarnings)
        {
            WriteWarning($"{root.Path}: {warning}");
        }

        foreach (var warning in root.Warnings.Except(root.ScanWarnings, StringComparer.Ordinal))
        {
            WriteVerbose($"{root.Path}: {warning}");
        }

        if (root.WasThere)
        {
            WriteVerbose($"{root.Path}: the same run root was already there.");
        }

        PSObject made = new(new RunRoot
        {
            Path = root.Path,
            FullPath = root.FullPath,
            Name = root.RunId,
            HasRequiredFiles = true,
            UserSlug = root.UserSlug,
            Wallet = root.Wallet,
            GeneratedAt = root.GeneratedAt,
            Positions = root.Coverage.Positions,
            Lines = root.Coverage.Lines,
            Markouts = root.Coverage.Markouts,
            MeasuredShare = root.Coverage.MeasuredShare,
            Missing = string.Join(", ", root.Coverage.Missing.Select(static m => $"{m.Reason} {m.Count}")),
        });
        // A view of its own: what a scan found is what one wants to see of it.
        made.TypeNames.Insert(0, "PolyTool.Core.RunRoots.RunRoot#Scan");
        WriteObject(made);
    }
}
