namespace PolyTool.Core.Files;

/// <summary>Looks at a file before it is opened: opening a pipe that nobody writes to would wait for ever. What is no regular file has the length 0.</summary>
internal static class FileAt
{
    /// <summary>What a path leads to, links followed.</summary>
    /// <returns>The file; null where there is nothing. Of a folder <see cref="FileInfo.Exists"/> is false.</returns>
    /// <exception cref="IOException">One may not look.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not look.</exception>
    public static FileInfo? Find(string path)
    {
        FileInfo found = new(path);
        if (IsThere(found) && found.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            found = new(new RealPath().Of(path));
        }

        return IsThere(found) ? found : null;
    }

    // What is not there has all attributes.
    private static bool IsThere(FileInfo file) => (int)file.Attributes != -1;
}
