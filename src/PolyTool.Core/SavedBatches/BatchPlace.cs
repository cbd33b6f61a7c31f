using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

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
