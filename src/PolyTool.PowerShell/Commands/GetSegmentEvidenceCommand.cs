using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Shows the users behind a segment's evidence: the lines of a forest plot.</summary>
[Cmdlet(VerbsCommon.Get, "SegmentEvidence", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ForestLine))]
public sealed class GetSegmentEvidenceCommand : BatchCommand
{
    private NameFilter _names = new(null);

    /// <summary>Only segments whose key matches one of these patterns.</summary>
    [Parameter(Position = 1, HelpMessage = "Only segments whose key matches one of these wildcard patterns, e.g. league:nba.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SegmentCompleter))]
    public string[]? Segment { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => _names = new(Segment);

    /// <inheritdoc />
    private protected override void ProcessEnd()
    {
        if (!_names.IsDone)
        {
            WriteWarning($"No user whose run root has figures for evidence holds {_names}. A segment is 'dimension:bucket'; Tab completes those that are there.");
        }
    }

    /// <inheritdoc />
    private protected override void ProcessPath(GivenPath path)
    {
        try
        {
            var batch = SavedBatch.Open(path.Full, Cancellation);
            if (ForestLines.Read(batch, _names.Passes, root => FileSystemPaths.FullPath(this, root), Cancellation) is not { } plot)
            {
                WriteError(ErrorRecords.Create(
                    "EvidenceNotFound", $"The batch at '{path.Typed}' has no segment_evidence.json. Make it again without -NoEvidence.", path.Typed));
                return;
            }

            if (plot.Unreadable.Count > 0)
            {
                WriteWarning($"The run roots of {Count.Of(plot.Unreadable.Count, "user")} hold no statistics any more, so their lines are missing. Recorded paths are relative to the current location.");
            }

            foreach (var line in plot.Lines)
            {
                _names.Takes(line.Segment);
                WriteObject(line);
            }
        }
        catch (Exception error) when (ErrorRecords.IsReading(error))
        {
            WriteError(ErrorRecords.ReadingBatch(path.Typed, error));
        }
    }
}
