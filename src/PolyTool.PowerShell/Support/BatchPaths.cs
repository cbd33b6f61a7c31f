using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;

namespace PolyTool.PowerShell.Support;

/// <summary>
/// Turns what users call a batch into paths: a path that exists as it is written, else what its wildcards match, else the id
/// of a batch in an output root.
/// </summary>
internal static class BatchPaths
{
    /// <summary>Resolves one entry; a wildcard that matches nothing stands for nothing.</summary>
    /// <param name="cmdlet">The cmdlet, whose location counts.</param>
    /// <param name="typed">What the user typed.</param>
    /// <param name="outputRoot">The output root that ids are looked up in, as typed.</param>
    /// <param name="paths">What it stands for.</param>
    /// <returns>Null, or what is wrong with it (<c>BatchAmbiguous</c> beside what <see cref="FileSystemPaths.Resolve"/> says).</returns>
    public static ErrorRecord? Resolve(PSCmdlet cmdlet, string typed, string outputRoot, out IReadOnlyList<GivenPath> paths)
    {
        var error = FileSystemPaths.Resolve(cmdlet, typed, out paths);
        // A folder that happens to have a batch's id and holds no batch is not what is meant.
        if (!CanBeId(typed) || paths.Any(static path => HoldsBatches(path.Full)))
        {
            return error;
        }

        var batches = Named(cmdlet, typed, outputRoot);
        var isPattern = WildcardPattern.ContainsWildcardCharacters(typed);
        if (batches.Count > 1 && !isPattern)
        {
            paths = [];
            return ErrorRecords.Create(
                "BatchAmbiguous",
                $"Batch '{typed}' lies below '{outputRoot}' under several dates: {string.Join(", ", batches.Select(static batch => batch.Date))}. Give the path of one, such as '{outputRoot}/{batches[^1].Date}/{typed}'.",
                typed);
        }

        if (batches.Count > 0)
        {
            paths = [.. batches.Select(batch => new GivenPath(isPattern ? batch.Root : typed, batch.Root))];
            return null;
        }

        return error is { } && error.FullyQualifiedErrorId == ErrorRecords.PathNotFoundId ? ErrorRecords.BatchPathNotFound(typed, outputRoot) : error;
    }

    /// <summary>As <see cref="Resolve"/>, for what must be there.</summary>
    public static ErrorRecord? ResolveAll(PSCmdlet cmdlet, string typed, string outputRoot, out IReadOnlyList<GivenPath> paths) =>
        Resolve(cmdlet, typed, outputRoot, out paths) ?? (paths.Count == 0 ? ErrorRecords.BatchPathNotFound(typed, outputRoot) : null);

    /// <summary>As <see cref="ResolveAll"/>, where the id of a whole batch stands for its shards.</summary>
    public static ErrorRecord? ResolveShards(PSCmdlet cmdlet, string typed, string outputRoot, out IReadOnlyList<GivenPath> paths)
    {
        // Not where something else is meant: a folder that is there.
        if (CanBeId(typed) && !WildcardPattern.ContainsWildcardCharacters(typed) && FileSystemPaths.Resolve(cmdlet, typed, out _) is not null)
        {
            paths = [.. Named(cmdlet, $"{typed}.shard-*", outputRoot).Select(static batch => new GivenPath(batch.Root, batch.Root))];
            if (paths.Count > 0)
            {
                return null;
            }
        }

        return ResolveAll(cmdlet, typed, outputRoot, out paths);
    }

    /// <summary>As <see cref="Resolve"/>, for one batch (<c>PathAmbiguous</c> where a wildcard matches several).</summary>
    public static ErrorRecord? ResolveOne(PSCmdlet cmdlet, string typed, string outputRoot, out GivenPath? path)
    {
        var error = ResolveAll(cmdlet, typed, outputRoot, out var found);
        path = found.Count == 1 ? found[0] : null;
        return error ?? (found.Count > 1 ? ErrorRecords.PathAmbiguous(typed, [.. found.Select(static one => one.Typed)]) : null);
    }

    /// <summary>An output root to write below, as files record it; it need not be there.</summary>
    /// <param name="cmdlet">The cmdlet, whose location counts; what is wrong ends it.</param>
    /// <param name="outputRoot">What the user typed; empty means the current folder.</param>
    public static string NewOutputRoot(StoppableCommand cmdlet, string outputRoot)
    {
        var path = cmdlet.NewPath(outputRoot.Length == 0 ? "." : outputRoot);
        // What only PowerShell understands (a drive of its own, ~) is recorded as the path behind it.
        return string.Equals(Absolute(path.Typed), Absolute(path.Full), StringComparison.Ordinal) ? path.Typed : path.Full;

        // A separator at the end is no difference: '../' is not what only PowerShell understands.
        string Absolute(string of) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(of, cmdlet.Location));
    }

    private static bool CanBeId(string typed) => typed is not ("." or "..") && typed.IndexOfAny(['/', '\\', ':', '~']) < 0;

    private static bool HoldsBatches(string path)
    {
        try
        {
            return File.Exists(path)
                || File.Exists(Path.Combine(path, LeaderboardFileNames.Leaderboard))
                || File.Exists(Path.Combine(path, LeaderboardFileNames.Users))
                || BatchWalker.Walk(path).Any();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it says what is wrong.
            return true;
        }
    }

    private static IReadOnlyList<BatchPlace> Named(PSCmdlet cmdlet, string typed, string outputRoot)
    {
        if (FileSystemPaths.ResolveNew(cmdlet, outputRoot, out var root) is not null || !Directory.Exists(root!.Full))
        {
            return [];
        }

        try
        {
            var pattern = WildcardPattern.Get(typed, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            return WildcardPattern.ContainsWildcardCharacters(typed)
                ? [.. BatchWalker.Walk(root.Full).Where(batch => pattern.IsMatch(batch.Id))]
                : [.. BatchWalker.Named(root.Full, typed)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or WildcardPatternException)
        {
            return [];
        }
    }
}
