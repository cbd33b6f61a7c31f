using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Lists the batches of an output root: which they are, when they were made, and how far they came.</summary>
[Cmdlet(VerbsCommon.Get, "BatchRun", DefaultParameterSetName = RootSet)]
[OutputType(typeof(BatchRun))]
public sealed class GetBatchRunCommand : StoppableCommand
{
    private const string RootSet = "OutputRoot";
    private const string LiteralSet = "LiteralPath";

    /// <summary>Output roots, dates in them, or batch roots; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = RootSet, ValueFromPipeline = true, HelpMessage = "Output roots, dates in them, or batch roots; wildcards are allowed.")]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] OutputRoot { get; set; } = [OutputRoots.Default];

    /// <summary>The same, as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Output roots, dates in them, or batch roots, without wildcards.")]
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
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == LiteralSet ? LiteralPath : OutputRoot)
        {
            if (Resolve(path, out IReadOnlyList<GivenPath> found) is { } error)
            {
                WriteError(error.FullyQualifiedErrorId.StartsWith(ErrorRecords.PathNotFoundId, StringComparison.Ordinal) ? NotFound(path) : error);
            }

            foreach (GivenPath one in found)
            {
                List(one);
            }
        }
    }

    private ErrorRecord? Resolve(string path, out IReadOnlyList<GivenPath> found)
    {
        if (ParameterSetName == RootSet)
        {
            return FileSystemPaths.Resolve(this, path, out found);
        }

        ErrorRecord? error = FileSystemPaths.ResolveLiteral(this, path, out GivenPath? one);
        found = one is null ? [] : [one];
        return error;
    }

    private void List(GivenPath folder)
    {
        WriteDebug($"Looking for batches in '{folder.Full}'.");
        try
        {
            foreach (BatchRun run in BatchCatalog.List(folder.Full, IsWanted, Unreadable, Cancellation))
            {
                if (Status is null || string.Equals(Status, run.Status, StringComparison.OrdinalIgnoreCase))
                {
                    WriteObject(run);
                }
            }
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            // The pipeline is stopped; whoever stopped it wants no error.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Create("BatchUnreadable", $"Cannot look for batches in '{folder.Typed}': {StandingFile.Explain(folder.Full, error)}", folder.Typed, error));
        }
    }

    private bool IsWanted(string batchId) =>
        BatchId is null || BatchId.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(batchId));

    private void Unreadable(Failure error) => WriteError(ErrorRecords.Of(error));

    private static ErrorRecord NotFound(string path) => ErrorRecords.Create(
        "OutputRootNotFound", $"There is no output root at '{path}'. Give the folder that Invoke-BatchRun wrote to; without -OutputRoot both use '{OutputRoots.Default}' below the current location.", path);
}
