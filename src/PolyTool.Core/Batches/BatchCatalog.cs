using System.IO.Enumeration;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Batches;

/// <summary>Finds the batches that lie in an output root and says what each came to.</summary>
public static class BatchCatalog
{
    private static readonly EnumerationOptions s_allFiles =
        new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Reads the batches that a folder stands for, date by date, those of one date by their times.</summary>
    /// <param name="folder">An output root, one of its dates, or a batch root.</param>
    /// <param name="isWanted">Whether a batch of this name is wanted; the others are not read.</param>
    /// <param name="unreadable">Told of each batch that cannot be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The batches. A date is read when the one before it has been taken.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IEnumerable<BatchRun> List(
        string folder, Func<string, bool> isWanted, Action<Failure> unreadable, CancellationToken cancellationToken = default)
    {
        List<BatchRun> sameDate = [];
        string? date = null;
        foreach (var batch in BatchWalker.Walk(folder, cancellationToken: cancellationToken).Where(batch => isWanted(batch.Id)).Select(static batch => batch.Root))
        {
            if (date != Path.GetDirectoryName(batch))
            {
                foreach (var run in sameDate.OrderBy(static run => run.CreatedAt))
                {
                    yield return run;
                }

                sameDate.Clear();
                date = Path.GetDirectoryName(batch);
            }

            if (TryRead(batch, unreadable, cancellationToken) is { } read)
            {
                sameDate.Add(read);
            }
        }

        foreach (var run in sameDate.OrderBy(static run => run.CreatedAt))
        {
            yield return run;
        }
    }

    /// <summary>Reads what a batch came to: from its manifest, or from its journal where it has no manifest.</summary>
    /// <param name="batchRoot">The full path of a batch root.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="Failure"><c>BatchUnreadable</c>, or what reading the journal says.</exception>
    public static BatchRun Read(string batchRoot, CancellationToken cancellationToken = default)
    {
        try
        {
            var running = DirectoryLock.IsTaken(batchRoot);
            var manifest = Path.Combine(batchRoot, LeaderboardFileNames.Manifest);
            var journal = Path.Combine(batchRoot, LeaderboardFileNames.Journal);
            var run = File.Exists(manifest)
                ? FromManifest(batchRoot, manifest, cancellationToken)
                : FromJournal(batchRoot, journal, cancellationToken);
            return run with
            {
                Status = running ? BatchStatus.Running : run.Status,
                JournalPath = File.Exists(journal) ? journal : null,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Failure("BatchUnreadable", $"The batch at '{batchRoot}' cannot be read: {error.Message}", batchRoot, cause: error);
        }
    }

    private static BatchRun? TryRead(string batchRoot, Action<Failure> unreadable, CancellationToken cancellationToken)
    {
        try
        {
            return Read(batchRoot, cancellationToken);
        }
        catch (Failure error)
        {
            unreadable(error);
            return null;
        }
    }

    /// <summary>The bytes of all files in a batch root, logs included, the lock of a running batch not.</summary>
    internal static long Size(string batchRoot) =>
        new FileSystemEnumerable<long>(batchRoot, static (ref FileSystemEntry entry) => entry.IsDirectory || entry.FileName.SequenceEqual(DirectoryLock.FileName) ? 0 : entry.Length, s_allFiles)
        {
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        }.Sum();

    private static BatchRun FromManifest(string batchRoot, string path, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = BatchManifestReader.Read(batchRoot, cancellationToken);
            return BatchRun.In(batchRoot, manifest.BatchId, manifest.CreatedAt, manifest.Totals);
        }
        catch (JsonTextException error)
        {
            throw new Failure("BatchUnreadable", $"The manifest '{path}' is damaged: {error.Message}. Run the batch again with -Force, or remove its folder.", path);
        }
    }

    private static BatchRun FromJournal(string batchRoot, string journal, CancellationToken cancellationToken)
    {
        var header = JournalReader.ReadHeader(journal);
        (var succeeded, var failed) = JournalReader.Tally(journal, cancellationToken);
        return BatchRun.In(batchRoot, header.BatchId, header.CreatedAt, new(header.Users, succeeded, failed)) with { Status = BatchStatus.Interrupted };
    }
}
