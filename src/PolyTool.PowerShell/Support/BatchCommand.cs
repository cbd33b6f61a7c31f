using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.PowerShell.Completion;

namespace PolyTool.PowerShell.Support;

/// <summary>A cmdlet that reads batches: ids, paths with wildcards, objects; the newest batch where nothing is given.</summary>
public abstract class BatchCommand : PathCommand
{
    /// <summary>The batches.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true,
        HelpMessage = "Batches: ids, batch roots, leaderboard files, or an output root, which stands for its newest batch; wildcards are allowed. Without it the newest batch.")]
    [FromBatch]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>The paths as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The paths as they are, without wildcards.")]
    [Alias("PSPath", "FullName", "FullPath", "BatchRoot")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The output root that ids are looked up in.</summary>
    [Parameter(HelpMessage = "The output root that batch ids are looked up in, and the newest batch.")]
    [ValidateNotNullOrEmpty]
    public string OutputRoot { get; set; } = OutputRoots.Default;

    /// <inheritdoc />
    private protected override void ProcessInput()
    {
        if (ParameterSetName == LiteralPathSet)
        {
            Process(LiteralPath, isLiteral: true);
        }
        else if (Path.Length == 0)
        {
            Process([OutputRoot], isLiteral: true);
        }
        else
        {
            Process(Path, isLiteral: false);
        }
    }

    /// <inheritdoc />
    private protected override ErrorRecord? Resolve(string path, out IReadOnlyList<GivenPath> found) => BatchPaths.Resolve(this, path, OutputRoot, out found);

    /// <inheritdoc />
    private protected override ErrorRecord NotFound(string path) =>
        ParameterSetName == PathSet && Path.Length == 0 ? ErrorRecords.OutputRootNotFound(path) : ErrorRecords.BatchPathNotFound(path, OutputRoot);
}
