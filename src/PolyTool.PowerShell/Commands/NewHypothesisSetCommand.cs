using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Freezes the hypotheses of a leaderboard, so that later batches test them out of sample.</summary>
[Cmdlet(VerbsCommon.New, "HypothesisSet", SupportsShouldProcess = true)]
[OutputType(typeof(HypothesisSet))]
public sealed class NewHypothesisSetCommand : StoppableCommand
{
    /// <summary>The batch; where one is piped, the file to write.</summary>
    [Parameter(Position = 0, HelpMessage = "The batch: an id, a batch root, a leaderboard file, or an output root (then its newest batch). Where it is piped, the file to write.")]
    [FromBatch]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    public string Path { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Parameter(Position = 1, HelpMessage = "The file to write.")]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>The batch, from the pipeline.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "The batch, from the pipeline.")]
    [FromBatch]
    [ValidateNotNullOrEmpty]
    public string? InputObject { get; set; }

    /// <summary>The output root that ids are looked up in.</summary>
    [Parameter(HelpMessage = "The output root that batch ids are looked up in.")]
    [ValidateNotNullOrEmpty]
    public string OutputRoot { get; set; } = OutputRoots.Default;

    /// <summary>Only segments whose key matches one of these patterns.</summary>
    [Parameter(HelpMessage = "Only segments whose key matches one of these wildcard patterns.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SegmentCompleter))]
    public string[]? Segment { get; set; }

    /// <summary>Only segments with one of these verdicts.</summary>
    [Parameter(HelpMessage = "Only segments with one of these verdicts; needs a batch with evidence.")]
    [ValidateSet("Supported", "Promising", "Unproven", "Contradicted", "Insufficient")]
    public string[]? Verdict { get; set; }

    /// <summary>Write over a file that is there.</summary>
    [Parameter(HelpMessage = "Write over a file that is there.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        (var read, var written) = ReadThenWritten.Of(this, InputObject, (Path, nameof(Path)), (Destination, nameof(Destination)));
        if ((BatchPaths.ResolveOne(this, read, OutputRoot, out var batch) ?? FileSystemPaths.ResolveNew(this, written, out var _)) is { } error)
        {
            WriteError(error);
            return;
        }

        FileSystemPaths.ResolveNew(this, written, out var file);
        if (System.IO.Path.Exists(file!.Full) && !Force)
        {
            WriteError(ErrorRecords.Create("HypothesisSetExists", $"'{written}' is there already. A frozen set is not meant to be replaced; use another name, or -Force.", written));
            return;
        }

        try
        {
            var set = HypothesisSource.Read(SavedBatch.Open(batch!.Full, Cancellation), EpochClock.Format(EpochClock.From(TimeProvider.System).UtcNow), Cancellation);
            set = HypothesisSetFile.Seal(set with { Hypotheses = [.. set.Hypotheses.Where(IsWanted)] });
            if (set.Hypotheses.Count == 0)
            {
                WriteWarning($"No segment of '{read}' is wanted: the set is empty.");
            }

            if (ShouldProcess(written, "Freeze hypotheses"))
            {
                AtomicFile.Write(file.Full, HypothesisSetFile.ToBytes(set));
                WriteObject(set);
            }
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            // The pipeline is stopped; whoever stopped it wants no error.
        }
        catch (Exception trouble) when (ErrorRecords.IsReading(trouble))
        {
            WriteError(ErrorRecords.ReadingBatch(read, trouble));
        }
    }

    private bool IsWanted(Hypothesis hypothesis) => SegmentPatterns.Match(Segment, hypothesis.Segment)
        && (Verdict is null || Verdict.Contains(hypothesis.Verdict, StringComparer.OrdinalIgnoreCase));
}
