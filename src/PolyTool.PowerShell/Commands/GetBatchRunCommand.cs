using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Lists the batches of an output root: which they are, when they were made, and how far they came.</summary>
[Cmdlet(VerbsCommon.Get, "BatchRun", DefaultParameterSetName = PathSet)]
[OutputType(typeof(BatchRun))]
public sealed class GetBatchRunCommand : PathCommand
{
    private NameFilter _names = new(null);

    /// <summary>Output roots, dates in them, or batch roots; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, HelpMessage = "Output roots, dates in them, batch roots, or ids of batches in the default output root; wildcards are allowed.")]
    [Alias("Path")]
    [FromBatch]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] OutputRoot { get; set; } = [OutputRoots.Default];

    /// <summary>The same, as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Output roots, dates in them, or batch roots, without wildcards.")]
    [Alias("PSPath", "FullName", "BatchRoot")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Only batches whose id matches one of these patterns.</summary>
    [Parameter(HelpMessage = "Only batches whose id matches one of these wildcard patterns.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string[]? BatchId { get; set; }

    /// <summary>Only batches that came so far.</summary>
    [Parameter(HelpMessage = "Only batches of this status: Complete, Failed, Running or Interrupted.")]
    [ValidateSet(BatchStatus.Complete, BatchStatus.Failed, BatchStatus.Running, BatchStatus.Interrupted)]
    public string? Status { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => _names = new(BatchId);

    /// <inheritdoc />
    private protected override void ProcessInput() => Process(ParameterSetName == LiteralPathSet ? LiteralPath : OutputRoot, ParameterSetName == LiteralPathSet);

    /// <inheritdoc />
    private protected override void ProcessEnd()
    {
        foreach (var id in _names.Missing)
        {
            WriteError(ErrorRecords.Create("BatchNotFound", $"There is no batch '{id}'. Get-BatchRun without -BatchId lists those that are there; Tab completes their ids.", id));
        }
    }

    /// <inheritdoc />
    private protected override ErrorRecord? Resolve(string path, out IReadOnlyList<GivenPath> found) => BatchPaths.Resolve(this, path, OutputRoots.Default, out found);

    /// <inheritdoc />
    private protected override ErrorRecord NotFound(string path) => ErrorRecords.OutputRootNotFound(path);

    /// <inheritdoc />
    private protected override void ProcessPath(GivenPath folder)
    {
        WriteDebug($"Looking for batches in '{folder.Full}'.");
        try
        {
            foreach (var run in BatchCatalog.List(folder.Full, _names.Takes, Unreadable, Cancellation))
            {
                if (Status is null || string.Equals(Status, run.Status, StringComparison.OrdinalIgnoreCase))
                {
                    WriteObject(run);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Create("BatchUnreadable", $"Cannot look for batches in '{folder.Typed}': {StandingFile.Explain(folder.Full, error)}", folder.Typed, error));
        }
    }

    private void Unreadable(Failure error) => WriteError(ErrorRecords.Of(error));
}
