using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

/// <summary>
/// Walks an output root, <c>output root / date / batch id</c>, by the names of folders and files alone. Every search for
/// batches goes this way.
/// </summary>
public static class BatchWalker
{
    /// <summary>The batches that a folder stands for.</summary>
    /// <param name="folder">An output root, one of its dates, or a batch root.</param>
    /// <param name="newestDatesFirst">Whether dates descend; else they ascend.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The batches, those of one date together; names ascend by code point. A date is read when the one before it has been taken.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IEnumerable<BatchPlace> Walk(string folder, bool newestDatesFirst = false, CancellationToken cancellationToken = default)
    {
        if (BatchPlace.In(folder) is { } itself)
        {
            yield return itself;
            yield break;
        }

        IEnumerable<string> children = SubFolders(folder);
        foreach (var child in newestDatesFirst ? children.Reverse() : children)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batches = BatchPlace.In(child) is { } batch ? [batch] : SubFolders(child).Select(BatchPlace.In);
            foreach (var one in batches.OfType<BatchPlace>())
            {
                yield return one;
            }
        }
    }

    /// <summary>The batches of one id in an output root, under whatever dates; these ascend.</summary>
    /// <param name="outputRoot">The output root.</param>
    /// <param name="batchId">The id.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IEnumerable<BatchPlace> Named(string outputRoot, string batchId) =>
        SubFolders(outputRoot).Select(date => BatchPlace.In(Path.Combine(date, batchId))).OfType<BatchPlace>();

    /// <summary>
    /// The newest complete batch that a folder stands for: of the newest date that has one the latest by its manifest's time, then
    /// by name. A batch in which too few users succeeded is passed over, and so is a part of a batch (a shard).
    /// </summary>
    /// <returns>The batch; null where there is none.</returns>
    /// <inheritdoc cref="Walk" path="/param[@name='folder']|/param[@name='cancellationToken']|/exception" />
    public static BatchPlace? Newest(string folder, CancellationToken cancellationToken = default)
    {
        BatchPlace? newest = null;
        DateTimeOffset time = default;
        foreach (var batch in Walk(folder, newestDatesFirst: true, cancellationToken).Where(static batch => batch.IsComplete && !batch.IsShard))
        {
            if (newest is not null && newest.Date != batch.Date)
            {
                break;
            }

            (var created, var counts) = BatchManifestReader.StandingOf(batch.Root, cancellationToken);
            if (counts && (newest is null || created >= time))
            {
                (newest, time) = (batch, created);
            }
        }

        return newest;
    }

    private static string[] SubFolders(string folder)
    {
        // A link leads to what is no batch of this output root, or to one that is there already.
        string[] folders = [.. Directory.GetDirectories(folder).Where(static child => !OwnFolder.IsLink(child))];
        Array.Sort(folders, CodePointOrder.Comparer);
        return folders;
    }
}

/// <summary>A batch as it lies on the disk; none of its files was opened.</summary>
/// <param name="Root">The batch root's path.</param>
/// <param name="IsComplete">It has a manifest, which is written last.</param>
/// <param name="HasJournal">It has a journal: a batch of scans, at whatever point.</param>
public sealed record BatchPlace(string Root, bool IsComplete, bool HasJournal)
{
    /// <summary>The batch's id: the name of its folder.</summary>
    public string Id => Path.GetFileName(Root);

    /// <summary>Whether it is one part of a batch, whose board is not that of all users.</summary>
    public bool IsShard => File.Exists(Path.Combine(Root, LeaderboardFileNames.Shard));

    /// <summary>The name of the folder that the batch root lies in; in an output root a date.</summary>
    public string Date => Path.GetFileName(Path.GetDirectoryName(Root)) ?? "";

    /// <summary>The batch in a folder; null where the folder is none.</summary>
    internal static BatchPlace? In(string folder)
    {
        var isComplete = File.Exists(Path.Combine(folder, LeaderboardFileNames.Manifest));
        var hasJournal = File.Exists(Path.Combine(folder, LeaderboardFileNames.Journal));
        return isComplete || hasJournal ? new(folder, isComplete, hasJournal) : null;
    }
}
