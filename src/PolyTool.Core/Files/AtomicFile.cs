namespace PolyTool.Core.Files;

/// <summary>Writes one file so that it is there whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes the bytes to a temporary file beside the path, brings it to the disk and renames it over the path.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stands as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var full = Path.GetFullPath(path);
        using StagedFiles staged = new(Path.GetDirectoryName(full)!, Path.GetFileName(full));
        staged.Create(Path.GetFileName(full)).Write(content);
        staged.Commit();
    }
}
