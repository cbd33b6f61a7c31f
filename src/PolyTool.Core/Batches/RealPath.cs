namespace PolyTool.Core.Batches;

/// <summary>The path of a folder with all links resolved: two names of one folder give one path.</summary>
internal static class RealPath
{
    // As many as Linux follows before it says that links go round in circles.
    private const int MaxLinks = 40;

    [ThreadStatic]
    private static (string Parent, string Resolved) s_last;

    /// <summary>Resolves every link of a path that exists.</summary>
    /// <param name="fullPath">A full path.</param>
    /// <returns>The resolved path; where resolving fails, the path itself.</returns>
    public static string Of(string fullPath)
    {
        try
        {
            int links = 0;
            return Resolve(Path.TrimEndingDirectorySeparator(fullPath), ref links);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return fullPath;
        }
    }

    private static string Resolve(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        // Run roots are mostly siblings: their parent is resolved once.
        var last = s_last;
        string resolvedParent = string.Equals(last.Parent, parent, StringComparison.Ordinal) ? last.Resolved : Resolve(parent, ref links);
        s_last = (parent, resolvedParent);
        string resolved = Path.Combine(resolvedParent, Path.GetFileName(path));
        return new FileInfo(resolved).LinkTarget is { } target && links++ < MaxLinks
            ? Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, resolvedParent)), ref links)
            : resolved;
    }
}
