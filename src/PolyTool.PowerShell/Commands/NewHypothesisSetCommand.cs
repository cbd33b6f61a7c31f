using System.Management.Automation;
using PolyTool.Core.Evidence;
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
    private GivenPath? _after;

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

    /// <summary>What would be worth something, cents a share.</summary>
    [Parameter(HelpMessage = "The smallest effect of interest, cents a share: a hypothesis is refuted where the effect is certainly less.")]
    [ValidateRange(0.01, 100.0)]
    public double SmallestEffect { get; set; } = 0.5;

    /// <summary>The side of zero that is claimed.</summary>
    [Parameter(HelpMessage = "The side of zero that all hypotheses claim; without it each claims the side on which its mean lies.")]
    [ValidateSet("Above", "Below")]
    public string? Direction { get; set; }

    /// <summary>The set before it.</summary>
    [Parameter(HelpMessage = "The set that this one follows, in the same folder: a chain shows its failures too.")]
    [ValidateNotNullOrEmpty]
    public string? After { get; set; }

    /// <summary>A time that stands for now.</summary>
    [UtcTime]
    [Parameter(HelpMessage = "Rehearse on data that are there already: freeze as if it were this time (UTC where it has no zone). The set and its results are marked as a rehearsal.")]
    public DateTimeOffset? RehearseAt { get; set; }

    /// <summary>Write over a file that is there.</summary>
    [Parameter(HelpMessage = "Write over a file that is there.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    private protected override void ProcessInput()
    {
        (var read, var written) = ReadThenWritten.Of(this, InputObject, (Path, nameof(Path)), (Destination, nameof(Destination)));
        if ((BatchPaths.ResolveOne(this, read, OutputRoot, out var batch) ?? FileSystemPaths.ResolveNew(this, written, out var _)) is { } error)
        {
            WriteError(error);
            return;
        }

        FileSystemPaths.ResolveNew(this, written, out var file);
        if (Refusal(written, file!) is { } refusal)
        {
            WriteError(refusal);
            return;
        }

        try
        {
            var options = new FreezeOptions { IsWanted = Wanted(), Direction = Direction, SmallestEffect = SmallestEffect, After = _after?.Full, IsRehearsal = RehearseAt is not null };
            var (set, without) = HypothesisSource.Freeze(SavedBatch.Open(batch!.Full, Cancellation), options, RehearseAt ?? TimeProvider.System.GetUtcNow(), root => FileSystemPaths.FullPath(this, root), Cancellation);
            if (set.Hypotheses.Count == 0)
            {
                WriteWarning($"No segment of '{read}' is wanted: the set is empty.");
            }

            if (without > 0)
            {
                WriteWarning($"The run roots of {Count.Of(without, "user")} never held statistics, so the set does not know what was seen of them.");
            }

            if (ShouldProcess(written, "Freeze hypotheses"))
            {
                HypothesisSetFile.Write(file!.Full, set);
                WriteObject(set);
            }
        }
        catch (Exception trouble) when (ErrorRecords.IsReading(trouble))
        {
            WriteError(ErrorRecords.ReadingBatch(read, trouble));
        }
    }

    private ErrorRecord? Refusal(string written, GivenPath file)
    {
        if (!HypothesisSetFile.CanBeNamed(file.Full))
        {
            return ErrorRecords.Create("HypothesisSetName", $"'{written}' is no name for a set of hypotheses. End it in .json, and not in .looks.json: the looks at a set are kept under that name.", written);
        }

        if (Directory.Exists(file.Full))
        {
            return ErrorRecords.Create("HypothesisSetNotWritten", $"Cannot write '{written}': it is a folder. Give the batch first, then the file to write.", written);
        }

        if (System.IO.Path.Exists(HypothesisLooksFile.Beside(file.Full)))
        {
            return ErrorRecords.Create("HypothesisSetLookedAt", $"Looks at a set '{written}' are kept beside it, and are not thrown away. Use another name.", written);
        }

        if (System.IO.Path.Exists(file.Full) && !Force)
        {
            return ErrorRecords.Create("HypothesisSetExists", $"'{written}' is there already. A frozen set is not meant to be replaced; use another name, or -Force.", written);
        }

        if (After is null)
        {
            return null;
        }

        if (FileSystemPaths.ResolveOne(this, After, out _after) is { } error)
        {
            return error;
        }

        return string.Equals(System.IO.Path.GetDirectoryName(_after!.Full), System.IO.Path.GetDirectoryName(file.Full), StringComparison.Ordinal) && _after.Full != file.Full ? null
            : ErrorRecords.Create("HypothesisChainBroken", $"'{After}' does not lie beside '{written}'. Keep all sets of a chain in one folder.", After);
    }

    private Func<SegmentEvidence, bool> Wanted()
    {
        NameFilter segments = new(Segment);
        return row => segments.Passes(row.SegmentKey) && (Verdict is null || Verdict.Contains(row.Verdict.ToString(), StringComparer.OrdinalIgnoreCase));
    }
}
