using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.PowerShell.Completion;

namespace PolyTool.PowerShell.Support;

/// <summary>A cmdlet whose input is paths of the file system that must exist: <c>-Path</c> with wildcards, or <c>-LiteralPath</c>.</summary>
public abstract class PathCommand : StoppableCommand
{
    /// <summary>The parameter set of <c>-Path</c>.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set of <c>-LiteralPath</c>.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The paths; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true,
        HelpMessage = "The paths; wildcards are allowed.")]
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

    /// <summary>Does the cmdlet's work for one path that is there.</summary>
    private protected abstract void ProcessPath(GivenPath path);

    /// <summary>The error for a path where nothing is.</summary>
    private protected virtual ErrorRecord NotFound(string path) => ErrorRecords.PathNotFound(path);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == LiteralPathSet ? LiteralPath : Path)
        {
            if (Resolve(path, out IReadOnlyList<GivenPath> found) is { } error)
            {
                WriteError(error.FullyQualifiedErrorId.StartsWith(ErrorRecords.PathNotFoundId, StringComparison.Ordinal) ? NotFound(path) : error);
            }

            foreach (GivenPath one in found)
            {
                if (!ProcessOrStop(one))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Does the cmdlet's work for one path; answers whether to go on.</summary>
    private protected bool ProcessOrStop(GivenPath path)
    {
        try
        {
            ProcessPath(path);
            return true;
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            // The pipeline is stopped; whoever stopped it wants no error.
            return false;
        }
    }

    private ErrorRecord? Resolve(string path, out IReadOnlyList<GivenPath> found)
    {
        if (ParameterSetName == PathSet)
        {
            return FileSystemPaths.Resolve(this, path, out found);
        }

        ErrorRecord? error = FileSystemPaths.ResolveLiteral(this, path, out GivenPath? one);
        found = one is null ? [] : [one];
        return error;
    }
}
