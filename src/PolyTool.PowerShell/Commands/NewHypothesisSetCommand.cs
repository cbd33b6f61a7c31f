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
    /// <summary>A batch root, a leaderboard file, or an output root.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "A batch root, a leaderboard file, or an output root (then its newest batch).")]
    [Alias("BatchRoot", "PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    public string Path { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "The file to write.")]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

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
        if ((FileSystemPaths.ResolveOne(this, Path, out GivenPath? batch) ?? FileSystemPaths.ResolveNew(this, Destination, out GivenPath? _)) is { } error)
        {
            WriteError(error);
            return;
        }

        FileSystemPaths.ResolveNew(this, Destination, out GivenPath? file);
        if (System.IO.Path.Exists(file!.Full) && !Force)
        {
            WriteError(ErrorRecords.Create("HypothesisSetExists", $"'{Destination}' is there already. A frozen set is not meant to be replaced; use another name, or -Force.", Destination));
            return;
        }

        try
        {
            HypothesisSet set = HypothesisSource.Read(SavedBatch.Open(batch!.Full, Cancellation), EpochClock.Format(EpochClock.From(TimeProvider.System).UtcNow), Cancellation);
            set = HypothesisSetFile.Seal(set with { Hypotheses = [.. set.Hypotheses.Where(IsWanted)] });
            if (set.Hypotheses.Count == 0)
            {
                WriteWarning($"No segment of '{Path}' is wanted: the set is empty.");
            }

            if (ShouldProcess(Destination, "Freeze hypotheses"))
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
            WriteError(ErrorRecords.ReadingBatch(Path, trouble));
        }
    }

    private bool IsWanted(Hypothesis hypothesis) => SegmentPatterns.Match(Segment, hypothesis.Segment)
        && (Verdict is null || Verdict.Contains(hypothesis.Verdict, StringComparer.OrdinalIgnoreCase));
}
