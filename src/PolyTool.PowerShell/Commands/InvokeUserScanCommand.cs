using System.Management.Automation;
using PolyTool.Core.Polymarket.RunRootFiles;
using PolyTool.Core.Polymarket.Segments;
using PolyTool.Core.RunRoots;
using PolyTool.Core.Scans;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Makes a user's run root: positions, closing line value, segments and hypothesis candidates.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "UserScan", DefaultParameterSetName = DossierSet, SupportsShouldProcess = true)]
[OutputType(typeof(RunRoot))]
public sealed class InvokeUserScanCommand : PSCmdlet, IDisposable
{
    private const string DossierSet = "Dossier";
    private const string DefaultOutputRoot = "artifacts/dossiers/users";

    private readonly CancellationTokenSource _stopping = new();
    private DossierScanner? _dossiers;

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
    public string OutputRoot { get; set; } = DefaultOutputRoot;

    /// <summary>How positions are sorted into segments: <c>default</c>, <c>original</c>, or a JSON file.</summary>
    [Parameter(HelpMessage = "How positions are sorted into segments: default, original, or the path of a JSON file of your own.")]
    [ArgumentCompleter(typeof(SegmentTableCompleter))]
    [ValidateNotNullOrEmpty]
    public string SegmentTable { get; set; } = "default";

    /// <summary>Write over a run root that is there with other contents.</summary>
    [Parameter(HelpMessage = "Write over a run root that is there with other contents.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (FileSystemPaths.ResolveNew(this, OutputRoot, out FileSystemPath? root) is { } error)
        {
            ThrowTerminatingError(error);
        }

        SegmentTableSource table = Table();
        try
        {
            _dossiers = DossierScanner.CreateAsync(root!.Typed, root.FullPath, table, Force, TimeProvider.System, _stopping.Token).GetAwaiter().GetResult();
        }
        catch (ScanException failure)
        {
            ThrowTerminatingError(ScanErrors.Of(failure, SegmentTable));
        }
        catch (FormatException failure)
        {
            ThrowTerminatingError(ErrorRecords.Create("SourceDateEpochInvalid", ErrorCategory.InvalidArgument, failure.Message, null, failure));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string path in Dossier)
        {
            if (Resolve(path, out IReadOnlyList<FileSystemPath> found) is { } error)
            {
                WriteError(error.FullyQualifiedErrorId.StartsWith(ErrorRecords.PathNotFoundId, StringComparison.Ordinal) ? NotFound(path) : error);
            }

            foreach (FileSystemPath one in found)
            {
                if (ShouldProcess(one.Typed, "Make a run root of the dossier"))
                {
                    Scan(one);
                }
            }
        }
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    // A file that is there is meant as it is, even with brackets in its name.
    private ErrorRecord? Resolve(string path, out IReadOnlyList<FileSystemPath> found)
    {
        if (FileSystemPaths.ResolveLiteral(this, path, out FileSystemPath? one) is null)
        {
            found = [one!];
            return null;
        }

        return FileSystemPaths.Resolve(this, path, out found);
    }

    private static ErrorRecord NotFound(string path) => ErrorRecords.Create(
        "DossierNotFound", ErrorCategory.ObjectNotFound, $"There is no dossier '{path}'. Give the path of a dossier.json.", path);

    private SegmentTableSource Table()
    {
        if (SegmentTableSource.BuiltIn(SegmentTable) is { } known)
        {
            return known;
        }

        if (FileSystemPaths.ResolveNew(this, SegmentTable, out FileSystemPath? file) is { } error)
        {
            ThrowTerminatingError(error);
        }

        return new(file!.Typed, file.FullPath);
    }

    private void Scan(FileSystemPath dossier)
    {
        try
        {
            Emit(_dossiers!.ScanAsync(dossier.Typed, dossier.FullPath, _stopping.Token).GetAwaiter().GetResult());
        }
        catch (ScanException error)
        {
            WriteError(ScanErrors.Of(error, dossier.Typed));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The pipeline is stopped; whoever stopped it wants no error.
        }
    }

    private void Emit(ScannedRunRoot root)
    {
        foreach (string warning in root.ScanWarnings)
        {
            WriteWarning($"{root.Path}: {warning}");
        }

        foreach (string warning in root.Warnings.Except(root.ScanWarnings, StringComparer.Ordinal))
        {
            WriteVerbose($"{root.Path}: {warning}");
        }

        if (root.WasThere)
        {
            WriteVerbose($"{root.Path}: the same run root was already there.");
        }

        WriteObject(new RunRoot
        {
            Path = root.Path,
            FullPath = root.FullPath,
            Name = root.RunId,
            HasRequiredFiles = true,
            UserSlug = root.UserSlug,
            Wallet = root.Wallet,
            GeneratedAt = root.GeneratedAt,
        });
    }
}
