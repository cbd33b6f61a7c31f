using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

/// <summary>A file is not what a batch writes; the message says which file and what is missing.</summary>
public sealed class NotALeaderboardException : IOException
{
    internal NotALeaderboardException(string path, string reason)
        : base($"'{path}' is not a leaderboard: {reason}. Give a batch root, its {LeaderboardFileNames.Leaderboard}, or an output root with batches.")
    {
    }
}
