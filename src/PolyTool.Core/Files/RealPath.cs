namespace PolyTool.Core.Files;

/// <summary>The path of a folder with all links resolved: two names of one folder give one path. Safe for many threads.</summary>
internal sealed class RealPath
{
    // As many as Linux follows before it says that links go round in circles.
    private const int MaxLinks = 40;

    // Run roots are mostly siblings: their parent is resolved once. No longer than one batch, for links are turned elsewhere.
    private volatile ResolvedFolder _last = new("", "");

    /// <summary>Resolves every link of a path that exists.</summary>
    /// <returns>The resolved path; where resolving fails, the path itself.</returns>
    public string Of(string fullPath)
    {
        try
        {
            var links = 0;
            return Resolve(Path.TrimEndingDirectorySeparator(fullPath), ref links);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return fullPath;
        }
    }

    private string Resolve(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var last = _last;
        if (!string.Equals(last.Path, parent, StringComparison.Ordinal))
        {
            last = new(parent, Resolve(parent, ref links));
            _last = last;
        }

        var resolved = Path.Combine(last.Resolved, Path.GetFileName(path));
        return new FileInfo(resolved).LinkTarget is { } target && links++ < MaxLinks
            ? Resolve(Path.TrimEndingDirectorySeparator(PhysicalPath.Of(target, last.Resolved)), ref links)
            : resolved;
    }

    private sealed record ResolvedFolder(string Path, string Resolved);
}
