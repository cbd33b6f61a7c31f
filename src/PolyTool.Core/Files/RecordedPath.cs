namespace PolyTool.Core.Files;

/// <summary>
/// Paths as they are recorded in files: as the user typed them, with <c>/</c> as the separator, repeated separators, <c>.</c>
/// components and the separator at the end gone, <c>..</c> kept; neither made absolute nor with links resolved.
/// </summary>
public static class RecordedPath
{
    /// <summary>The recorded form of a path.</summary>
    /// <param name="path">The path as typed; empty means the current folder.</param>
    /// <returns>The recorded form; <c>.</c> where nothing is left.</returns>
    public static string Normalise(string path)
    {
        var slashed = OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
        if (IsNormal(slashed))
        {
            return slashed;
        }

        var leading = slashed.Length - slashed.TrimStart('/').Length;

        // POSIX lets exactly two leading separators mean something of their own.
        var root = leading switch { 0 => "", 2 => "//", _ => "/" };
        var rest = string.Join('/', slashed.Split('/').Where(static part => part.Length > 0 && part != "."));
        return root.Length + rest.Length == 0 ? "." : root + rest;
    }

    // Of a million users' paths nearly all are: nothing is taken apart for them.
    private static bool IsNormal(ReadOnlySpan<char> slashed)
    {
        var parts = slashed.StartsWith('/') ? slashed[1..] : slashed;
        foreach (var part in parts.Split('/'))
        {
            if (parts[part] is "" or ".")
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Two paths joined; an absolute second one replaces the first.</summary>
    /// <param name="first">A recorded path.</param>
    /// <param name="second">What to add.</param>
    /// <returns>The recorded form.</returns>
    public static string Join(string first, string second) =>
        second.StartsWith('/') || Path.IsPathFullyQualified(second)
            ? Normalise(second)
            : Normalise(first.Length == 0 ? second : $"{first.TrimEnd('/')}/{second}");

    /// <summary>The last component of a path.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The name; empty for the current folder and for a root, <c>..</c> for a path that ends in it.</returns>
    public static string Name(string path)
    {
        var recorded = Normalise(path);
        return recorded == "." ? "" : recorded[(recorded.LastIndexOf('/') + 1)..];
    }
}
