namespace PolyTool.Core.Files;

/// <summary>Keeps two processes from working in one folder, or on one thing in it. The operating system drops the lock when its process dies.</summary>
public sealed class DirectoryLock : IDisposable
{
    /// <summary>The name of the lock file of a whole folder.</summary>
    public const string FileName = ".lock";

    // Against any number of watchers: the first half at once, the rest a millisecond apart.
    private const int Looks = 10_000;

    private readonly FileStream _file;

    private DirectoryLock(FileStream file)
    {
        _file = file;
        try
        {
            // Where something is written already, a killed process left it, or it is a hard link to what a stranger wants written over.
            if (_file.Length == 0)
            {
                _file.WriteByte((byte)'\n');
                _file.Flush();
            }
        }
        catch (IOException)
        {
            // A full disk: it is locked all the same, and only those who look do not see it.
        }
    }

    /// <summary>Takes the lock of a folder, which is made if it is not there.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="fileName">The lock file's name: another where several things in the folder have locks of their own.</param>
    /// <returns>The lock, or null where somebody else has it.</returns>
    /// <exception cref="UnauthorizedAccessException">The lock file may not be made.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder cannot be made.</exception>
    public static DirectoryLock? TryTake(string directory, string fileName = FileName)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, fileName);

        for (var looked = 0; looked < Looks; looked++)
        {
            if (TryOpen(path) is { } file)
            {
                return new(file);
            }

            // Who only looks at a lock that a killed process left holds it too, for a moment, and shares it with us.
            if (IsTaken(directory, fileName))
            {
                return null;
            }

            Thread.Sleep(looked < Looks / 2 ? 0 : 1);
        }

        return null;
    }

    private static FileStream? TryOpen(string path)
    {
        if (OwnFolder.IsLink(path))
        {
            // No lock of ours. It goes, and what it leads to stays.
            File.Delete(path);
        }

        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException) && !IsOutOf(error) && (IsTakenNow(error) || File.Exists(path)))
        {
            return null;
        }
    }

    // Sharing violation on Windows; EWOULDBLOCK on Linux and macOS. Its file can be gone again by the time that one looks for it.
    private static bool IsTakenNow(IOException error) => (error.HResult & 0xFFFF) is 32 or 33 or 11 or 35;

    // No handles left, in the system or in the process; no space left: whatever stands there, nobody was seen to have it.
    private static bool IsOutOf(IOException error) => !OperatingSystem.IsWindows() && (error.HResult & 0xFFFF) is 23 or 24 or 28;

    /// <summary>Whether a process has the lock of a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="fileName">The lock file's name.</param>
    /// <returns>True where one has; false also where the lock file is what a killed process left.</returns>
    public static bool IsTaken(string directory, string fileName = FileName)
    {
        try
        {
            // Who takes the lock writes into its file. What is empty is not ours: it may be a pipe, which opening would wait for.
            if (FileAt.Find(Path.Combine(directory, fileName)) is not { Exists: true, Length: > 0 })
            {
                return false;
            }

            // Read and shared: a look at the lock must not take it.
            using FileStream look = new(Path.Combine(directory, fileName), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Gives the lock back and removes its file.</summary>
    public void Dispose() => _file.Dispose();
}
