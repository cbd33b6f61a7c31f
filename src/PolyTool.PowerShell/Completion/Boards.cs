using PolyTool.Core.SavedBatches;

namespace PolyTool.PowerShell.Completion;

/// <summary>
/// The segment keys of leaderboards, kept for the next time Tab is pressed. A board that takes longer to read than anybody
/// waits for is read to its end beside the prompt, so that the next time it is there.
/// </summary>
internal static class Boards
{
    private const int Kept = 4;
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan s_firstPatience = TimeSpan.FromMilliseconds(500);
    private static readonly Lock s_gate = new();
    private static readonly List<Entry> s_entries = [];

    /// <summary>The keys of the board that a path stands for; none where it is not read yet.</summary>
    /// <param name="path">The full path of a batch root, an output root or a leaderboard.</param>
    public static IReadOnlyList<string> Keys(string path)
    {
        // The first board of a session is waited for longer: loading the code that reads it takes more than the reading.
        var patience = s_entries.Count == 0 ? s_firstPatience : s_patience;
        var batch = SavedBatch.Open(path);
        var reading = Reading(batch, new FileInfo(batch.LeaderboardPath));
        return reading.Wait(patience) ? reading.Result : [];
    }

    private static Task<IReadOnlyList<string>> Reading(SavedBatch batch, FileInfo state)
    {
        Entry wanted = new(batch.LeaderboardPath, state.LastWriteTimeUtc, state.Length);
        lock (s_gate)
        {
            var known = s_entries.FindIndex(entry => entry with { Keys = null } == wanted);
            if (known >= 0 && !s_entries[known].Keys!.IsFaulted)
            {
                return s_entries[known].Keys!;
            }

            s_entries.RemoveAll(entry => entry.File == wanted.File);
            if (s_entries.Count == Kept)
            {
                s_entries.RemoveAt(0);
            }

            var keys = Task.Run(() => batch.ReadSegments());
            s_entries.Add(wanted with { Keys = keys });
            return keys;
        }
    }

    private sealed record Entry(string File, DateTime Written, long Length, Task<IReadOnlyList<string>>? Keys = null);
}
