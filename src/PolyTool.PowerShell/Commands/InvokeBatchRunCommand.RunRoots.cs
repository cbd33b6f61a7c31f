using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.RunRoots;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

public sealed partial class InvokeBatchRunCommand
{
    private const int NamedAtMost = 20;

    private int _refused;

    private void AddRunRoot(PSObject? piped)
    {
        if (ObjectText.RunRootOf(piped) is { } root)
        {
            _runRoots.Add(root);
            return;
        }

        var typed = ObjectText.Of(piped, ObjectText.RunRootNames);
        if (typed is null || FileSystemPaths.ResolveNew(this, typed, out var path) is not null)
        {
            Refuse(piped, $"'{piped}' is not a run root. Pipe what Resolve-RunRoot emits, or give a path with -RunRoots.");
        }
        else if (Directory.Exists(path!.Full) && !RunRootFileNames.AreIn(path.Full) && !File.Exists(Path.Combine(path.Full, RunRootFileNames.Candidates)))
        {
            // Of a folder it is not said whether it is meant itself or what lies in it.
            Refuse(piped, $"The folder '{path.Typed}' is not a run root: it has no {RunRootFileNames.Candidates}. For run roots in it: Resolve-RunRoot '{path.Typed}' -Recurse | Invoke-BatchRun -AggregateOnly.");
        }
        else
        {
            _runRoots.Add(new(RecordedPath.Normalise(path!.Typed), path.Full));
        }
    }

    private void Refuse(PSObject? piped, string message)
    {
        _refused++;
        WriteError(ErrorRecords.Create("NotARunRoot", message, piped));
    }

    private IReadOnlyList<GivenPath> RunRootsToAggregate()
    {
        if (RunRoots is null && !MyInvocation.ExpectingInput && InputObject is null)
        {
            Throw("RunRootsRequired", "-AggregateOnly needs run roots: give a folder or a list file with -RunRoots, or pipe run roots in.", null);
        }

        if (_refused > 0 && _runRoots.Count == 0 && RunRoots is null)
        {
            Throw("NoRunRoots", $"Of {Count.Of(_refused, "object")} that came in, none is a run root, so nothing was written. Pipe what Resolve-RunRoot emits, or folders of run roots.", null);
        }

        var named = RunRoots is null ? new([], []) : ReadRunRoots(RunRoots);
        string[] missing = [.. named.Missing, .. _runRoots.Where(root => !Directory.Exists(root.Full)).Select(root => root.Typed)];
        if (missing.Length > 0)
        {
            var more = missing.Length > NamedAtMost ? Text($" and {missing.Length - NamedAtMost} more") : "";
            Throw(
                "RunRootNotFound",
                Text($"{missing.Length} run roots are no folders: {string.Join(", ", missing.Take(NamedAtMost).Select(path => $"'{path}'"))}{more}. Nothing was written. Entries of a list file are relative to the current location."),
                missing);
        }

        return _runRoots.Count == 0 ? named.RunRoots : [.. named.RunRoots, .. _runRoots];
    }

    // The commonest slips: a folder whose run roots lie deeper, or a run root where the folder above it is asked for.
    private void WarnOfNoRunRoots(IReadOnlyList<GivenPath> roots)
    {
        var folder = RunRoots is null ? null : FileSystemPaths.FullPath(this, RunRoots);
        if (folder is not null && RunRootFileNames.AreIn(folder))
        {
            WriteWarning($"'{RunRoots}' is itself a run root, and -RunRoots takes the folder above it. To combine it alone: Resolve-RunRoot '{RunRoots}' | Invoke-BatchRun -AggregateOnly.");
        }
        else if (roots.Count == 0)
        {
            WriteWarning($"There are no run roots{(RunRoots is null ? "" : $" in '{RunRoots}'")}: the leaderboard is empty.");
        }
        else if (Directory.Exists(folder) && !roots.Any(static root => RunRootFileNames.AreIn(root.Full)))
        {
            WriteWarning($"Of {Count.Of(roots.Count, "folder")} in '{RunRoots}' none is a run root. Where they lie deeper: Resolve-RunRoot '{RunRoots}' -Recurse | Invoke-BatchRun -AggregateOnly.");
        }
    }

    private RunRootSelection ReadRunRoots(string typed)
    {
        ThrowIf(FileSystemPaths.ResolveLiteral(this, typed, out var path));

        try
        {
            return Directory.Exists(path!.Full)
                ? RunRootResolver.Children(path.Recorded(), Cancellation)
                : RunRootResolver.List(path.Full, entry => FileSystemPaths.FullPath(this, entry), Cancellation);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Throw("RunRootsUnreadable", $"Cannot look for run roots in '{typed}': {cause.Message}", typed, cause);
            throw;
        }
    }
}
