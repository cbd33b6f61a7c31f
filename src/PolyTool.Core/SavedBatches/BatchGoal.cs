using Microsoft.Win32.SafeHandles;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

/// <summary>
/// Whether enough users of a batch succeeded: one, or as many as it was started with. An outage of the services leaves a batch
/// whose files are whole and hold nothing; nobody wants that in place of the board before it.
/// </summary>
internal static class BatchGoal
{
    /// <summary>What the journal's first line calls the number of users that must succeed.</summary>
    public const string Name = "min_succeeded";

    // A first line holds a few hundred bytes, but for the arguments of a scan command.
    private const int LongestLine = 1024 * 1024;

    /// <summary>Whether fewer users succeeded than must.</summary>
    /// <param name="batchRoot">The batch root.</param>
    /// <param name="totals">What its manifest says.</param>
    public static bool IsMissed(string batchRoot, LeaderboardTotals totals) =>
        totals.UsersSucceeded == 0 ? !IsEmptyShard(batchRoot, totals) : totals.UsersSucceeded < Of(batchRoot);

    // Of few users some of many parts have none, and are done.
    private static bool IsEmptyShard(string batchRoot, LeaderboardTotals totals) =>
        totals.UsersAttempted == 0 && File.Exists(Path.Combine(batchRoot, LeaderboardFileNames.Shard));

    /// <summary>How many users must succeed; one where the batch does not say otherwise.</summary>
    /// <param name="batchRoot">The batch root.</param>
    public static int Of(string batchRoot)
    {
        try
        {
            using var file = ForeignFile.Open(Path.Combine(batchRoot, LeaderboardFileNames.Journal), share: FileShare.ReadWrite | FileShare.Delete);
            return file is not null && Number(FirstLine(file)) is { } number ? Math.Max(number, 1) : 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // An aggregation keeps no journal.
            return 1;
        }
    }

    // Empty where it does not end in time.
    private static ReadOnlyMemory<byte> FirstLine(SafeFileHandle file)
    {
        var start = new byte[Math.Min(LongestLine, RandomAccess.GetLength(file))];
        var read = RandomAccess.Read(file, start, 0);
        return start.AsMemory(0, Math.Max(0, start.AsSpan(0, read).IndexOf((byte)'\n')));
    }

    private static int? Number(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonText.Parse(line.Span)[Name]?.AsCount;
        }
        catch (JsonTextException)
        {
            return null;
        }
    }
}
