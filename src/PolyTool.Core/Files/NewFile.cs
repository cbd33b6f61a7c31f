namespace PolyTool.Core.Files;

/// <summary>
/// Makes files of ours in places where strangers may have put something first. What stands there goes, a link without what
/// it leads to, and the file is made exclusively: it is ours alone, or it is not made. Nothing else makes files here.
/// </summary>
internal static class NewFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a file to write.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="share">What others may do with it meanwhile; <see cref="FileShare.None"/> keeps two of ours apart.</param>
    /// <param name="bufferSize">Bytes of the stream's buffer; 0 for none.</param>
    /// <param name="isPrivate">Whether only its owner may read it, where the system knows owners.</param>
    /// <exception cref="IOException">It cannot be made, or another process writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made, or a folder stands there.</exception>
    public static FileStream Create(string path, FileShare share = FileShare.None, int bufferSize = 4096, bool isPrivate = false)
    {
        Remove(path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = share, BufferSize = bufferSize };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new(path, options);
    }

    /// <summary>Makes a file to write and read that goes when it is closed; on Unix its name goes at once.</summary>
    /// <exception cref="IOException">It cannot be made, or another process writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made, or a folder stands there.</exception>
    public static FileStream Scratch(string path)
    {
        Remove(path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
            return new(path, options);
        }

        options.UnixCreateMode = OwnerOnly;
        FileStream file = new(path, options);
        File.Delete(path);
        return file;
    }

    private static void Remove(string path)
    {
        FileInfo there = new(path);
        if (there.LinkTarget is null && there.Exists)
        {
            // One of ours that is being written is locked, and then this throws. To read and to write: else a pipe would wait.
            using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None | FileShare.Delete, bufferSize: 0);
            File.Delete(path);
        }
        else
        {
            File.Delete(path);
        }
    }
}
