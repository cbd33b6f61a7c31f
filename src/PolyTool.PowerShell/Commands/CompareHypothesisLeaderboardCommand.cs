using System.Management.Automation;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Compares two leaderboards: segments, users and options.</summary>
[Cmdlet(VerbsData.Compare, "HypothesisLeaderboard")]
[OutputType(typeof(LeaderboardComparison))]
public sealed class CompareHypothesisLeaderboardCommand : StoppableCommand
{
    /// <summary>The earlier batch.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The earlier batch: an id, a batch root or a leaderboard file.")]
    [FromBatch]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    public string Reference { get; set; } = "";

    /// <summary>The later batch.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, HelpMessage = "The later batch: an id, a batch root or a leaderboard file.")]
    [FromBatch]
    [Alias("BatchRoot")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    public string Difference { get; set; } = "";

    /// <summary>The output root that ids are looked up in.</summary>
    [Parameter(HelpMessage = "The output root that batch ids are looked up in.")]
    [ValidateNotNullOrEmpty]
    public string OutputRoot { get; set; } = OutputRoots.Default;

    /// <inheritdoc />
    private protected override void ProcessInput()
    {
        var at = Reference;
        try
        {
            if (Open(Reference) is not { } reference)
            {
                return;
            }

            at = Difference;
            if (Open(Difference) is { } difference)
            {
                WriteObject(LeaderboardComparer.Compare(reference, difference, root => FileSystemPaths.FullPath(this, root), Cancellation));
            }
        }
        catch (Exception trouble) when (ErrorRecords.IsReading(trouble))
        {
            WriteError(ErrorRecords.ReadingBatch(at, trouble));
        }
    }

    private SavedBatch? Open(string typed)
    {
        if (BatchPaths.ResolveOne(this, typed, OutputRoot, out var path) is { } error)
        {
            WriteError(error);
            return null;
        }

        return SavedBatch.Open(path!.Full, Cancellation);
    }
}
