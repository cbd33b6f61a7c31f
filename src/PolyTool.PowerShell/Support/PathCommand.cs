using System.Management.Automation;
using PolyTool.Core.Files;

namespace PolyTool.PowerShell.Support;

/// <summary>A cmdlet whose input is paths of the file system that must exist.</summary>
public abstract class PathCommand : StoppableCommand
{
    /// <summary>The parameter set of <c>-Path</c>.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set of <c>-LiteralPath</c>.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Does the cmdlet's work for one path that is there.</summary>
    private protected abstract void ProcessPath(GivenPath path);

    /// <summary>The error for a path where nothing is.</summary>
    private protected virtual ErrorRecord NotFound(string path) => ErrorRecords.PathNotFound(path);

    /// <summary>What an entry of <c>-Path</c> stands for.</summary>
    private protected virtual ErrorRecord? Resolve(string path, out IReadOnlyList<GivenPath> found) => FileSystemPaths.Resolve(this, path, out found);

    /// <summary>Does the cmdlet's work for what was given.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="isLiteral">Whether they are taken as they are.</param>
    private protected void Process(IEnumerable<string> paths, bool isLiteral)
    {
        foreach (var path in paths)
        {
            if ((isLiteral ? ResolveLiteral(path, out var found) : Resolve(path, out found)) is { } error)
            {
                WriteError(error.FullyQualifiedErrorId.StartsWith(ErrorRecords.PathNotFoundId, StringComparison.Ordinal) ? NotFound(path) : error);
            }

            foreach (var one in found)
            {
                ProcessPath(one);
            }
        }
    }

    private ErrorRecord? ResolveLiteral(string path, out IReadOnlyList<GivenPath> found)
    {
        var error = FileSystemPaths.ResolveLiteral(this, path, out var one);
        found = one is null ? [] : [one];
        return error;
    }
}
