using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Batches;

/// <summary>
/// The folder of a batch while it runs: made, locked against other processes, and checked for an older batch. What was made
/// and stayed empty is removed again.
/// </summary>
internal sealed class BatchRoot : IDisposable
{
    private readonly DirectoryLock _lock;
    private readonly IReadOnlyList<string> _made;

    private BatchRoot(DirectoryLock folderLock, IReadOnlyList<string> made) => (_lock, _made) = (folderLock, made);

    /// <summary>Takes the folder.</summary>
    /// <param name="folder">The batch's folder.</param>
    /// <param name="mayExist">Whether files of an older batch may be there.</param>
    /// <returns>The folder, until it is disposed of.</returns>
    /// <exception cref="Failure"><c>BatchExists</c>, <c>BatchLocked</c> or <c>BatchNotWritten</c>.</exception>
    public static BatchRoot Take(BatchFolder folder, bool mayExist)
    {
        List<string> made = [];
        try
        {
            for (var path = folder.FullPath; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
            {
                made.Add(path);
            }

            // The date and the batch id are ours.
            OwnFolder.Make(folder.FullPath, own: 2);
            var folderLock = DirectoryLock.TryTake(folder.FullPath) ?? throw new Failure(
                "BatchLocked", $"Another process works on the batch root '{folder.FullPath}'. Wait for it, or use another -BatchId.", folder.FullPath);
            return Checked(new(folderLock, made), folder, mayExist);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            RemoveEmpty(made);
            throw NotWritten(folder, error);
        }
    }

    /// <summary>The error for a batch root that cannot be written.</summary>
    public static Failure NotWritten(BatchFolder folder, Exception error, string advice = "") => new(
        "BatchNotWritten", $"The batch root '{folder.FullPath}' cannot be written: {StandingFile.Explain(folder.FullPath, error)}{advice}", folder.FullPath, cause: error);

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        RemoveEmpty(_made);
    }

    private static BatchRoot Checked(BatchRoot root, BatchFolder folder, bool mayExist)
    {
        try
        {
            return mayExist || !HasFiles(folder.FullPath) ? root : throw new Failure(
                "BatchExists", $"The batch root '{folder.FullPath}' exists. Use another -BatchId, -Resume to go on with it, or -Force to write over it.", folder.FullPath);
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    // Hidden files are our own: the lock, and temporary files that a killed process left.
    private static bool HasFiles(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Any(path => !Path.GetFileName(path).StartsWith('.'));

    private static void RemoveEmpty(IReadOnlyList<string> made)
    {
        try
        {
            foreach (var path in made)
            {
                if (Directory.Exists(path))
                {
                    Directory.Delete(path);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not empty: it holds what it is for.
        }
    }
}
