using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.RunRoots;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>
/// Finds run roots: a folder that holds <c>hypothesis_candidates.json</c> is one itself, another folder stands for its
/// sub-folders, a file is a list with one folder a line.
/// </summary>
[Cmdlet(VerbsDiagnostic.Resolve, "RunRoot", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RunRoot))]
public sealed class ResolveRunRootCommand : RunRootCommand
{
    private readonly List<RunRoot> _forLatest = [];

    /// <summary>Look for run roots in the folder at any depth.</summary>
    [Parameter(HelpMessage = "Look for run roots at any depth: every folder that holds the required files.")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Of each wallet only the newest run root.</summary>
    [Parameter(HelpMessage = "Keep only the newest run root of each wallet, by generated_at, then by path.")]
    public SwitchParameter Latest { get; set; }

    /// <inheritdoc />
    private protected override void ProcessPath(GivenPath path)
    {
        RunRootSelection selection;
        try
        {
            selection = RunRootResolver.Resolve(
                path.Recorded(), Recurse, entry => FileSystemPaths.FullPath(this, entry), Cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Create("RunRootsUnreadable", $"Cannot look for run roots in '{path.Typed}': {error.Message}", path.Typed, error));
            return;
        }

        foreach (var missing in selection.Missing)
        {
            WriteError(ErrorRecords.RunRootNotFound(missing));
        }

        if (Latest)
        {
            _forLatest.AddRange(selection.RunRoots.Select(RunRootResolver.Describe));
            return;
        }

        foreach (var root in selection.RunRoots)
        {
            WriteObject(RunRootResolver.Describe(root));
        }
    }

    /// <inheritdoc />
    private protected override void ProcessEnd()
    {
        if (!Latest)
        {
            return;
        }

        foreach (var root in RunRootResolver.Latest(_forLatest, Cancellation))
        {
            WriteObject(root);
        }
    }
}
