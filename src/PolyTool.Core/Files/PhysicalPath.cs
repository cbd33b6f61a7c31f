namespace PolyTool.Core.Files;

/// <summary>
/// From a path to the full path that it leads to. The framework takes <c>link/../x</c> for <c>x</c>; the systems with links,
/// and with them every program that writes such paths, go through the link and from its target up.
/// </summary>
public static class PhysicalPath
{
    /// <summary>The full path of what the system opens for a path.</summary>
    /// <param name="path">The path, without NUL characters.</param>
    /// <param name="baseDirectory">The full path that a relative one starts from; <c>..</c> above it is taken as text.</param>
    /// <returns>The full path, without <c>..</c>. Where <c>..</c> follows what is no folder, the path of that, for the system opens nothing then.</returns>
    /// <exception cref="ArgumentException">The path holds a NUL character, or the base is no full path.</exception>
    /// <exception cref="IOException">A link cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A link may not be read.</exception>
    public static string Of(string path, string baseDirectory)
    {
        var parts = path.Split('/');
        if (OperatingSystem.IsWindows() || !parts.Contains(".."))
        {
            return Path.GetFullPath(path, baseDirectory);
        }

        var full = path.StartsWith('/') ? "/" : baseDirectory;

        // How many folders of the path itself lie above.
        var own = 0;
        foreach (var part in parts)
        {
            if (part != "..")
            {
                own += part is "" or "." ? 0 : 1;
                full = Path.GetFullPath(Path.Join(full, part));
            }
            else if (own > 0 && !Directory.Exists(full))
            {
                return full;
            }
            else
            {
                var throughLink = own > 0 && new DirectoryInfo(full).LinkTarget is not null;
                full = Path.GetDirectoryName(throughLink ? new RealPath().Of(full) : full) ?? full;
                own = Math.Max(0, own - 1);
            }
        }

        return full;
    }
}
