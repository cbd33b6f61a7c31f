using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

/// <summary>A batch read back from its files. Whatever shows, exports, compares or tests one opens it here.</summary>
public sealed class SavedBatch
{
    private static readonly JsonShape s_board = JsonShape.Members(
        (BatchMembers.BatchId, JsonShape.All), (BatchMembers.CreatedAt, JsonShape.All), (BatchMembers.Inputs, JsonShape.All), (BatchMembers.Segments, JsonShape.Stream(JsonShape.All)));

    private static readonly JsonShape s_keys = JsonShape.Members((BatchMembers.Segments, JsonShape.Stream(JsonShape.Members((BatchMembers.SegmentKey, JsonShape.All)))));

    // Of a million users without statistics each takes a line.
    private const long LargestEvidence = 1L << 30;

    private SavedBatch(string folder, string leaderboardPath, string usersPath) => (Folder, LeaderboardPath, UsersPath) = (folder, leaderboardPath, usersPath);

    /// <summary>Full path of the batch root.</summary>
    public string Folder { get; }

    /// <summary>Full path of the file that holds the segments, <c>hypothesis_leaderboard.json</c>.</summary>
    public string LeaderboardPath { get; }

    /// <summary>Full path of the file that the users are read from.</summary>
    public string UsersPath { get; }

    /// <summary>Opens a batch; no more is read than which one it is.</summary>
    /// <param name="path">A batch root, one of its files, or an output root, which stands for its newest complete batch.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="Failure"><c>NotALeaderboard</c>: the path leads to none.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static SavedBatch Open(string path, CancellationToken cancellationToken = default)
    {
        var fullPath = Path.GetFullPath(path);
        if (File.Exists(fullPath))
        {
            return OfFile(fullPath);
        }

        var leaderboard = Path.Combine(fullPath, LeaderboardFileNames.Leaderboard);
        return File.Exists(leaderboard) ? OfFile(leaderboard)
            : File.Exists(Path.Combine(fullPath, LeaderboardFileNames.Users)) ? OfFile(Path.Combine(fullPath, LeaderboardFileNames.Users))
            : BatchWalker.Newest(fullPath, cancellationToken) is { } newest ? OfFile(Path.Combine(newest.Root, LeaderboardFileNames.Leaderboard))
            : throw NotALeaderboard(path, $"it holds neither {LeaderboardFileNames.Leaderboard} nor a batch that is complete and in which enough users succeeded");
    }

    /// <summary>Reads the board: which batch it is, its segments, and the evidence beside them.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>NotALeaderboard</c>: the file is something else. <c>EvidenceUnreadable</c>: the evidence is damaged.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public SavedBoard ReadBoard(CancellationToken cancellationToken = default)
    {
        // A large one's evidence is a hundred times as long as its leaderboard.
        var evidence = Task.Run(ReadEvidence, CancellationToken.None);
        try
        {
            var (head, rows) = ReadLeaderboard(cancellationToken);
            return new(this, head, rows, evidence.GetAwaiter().GetResult());
        }
        finally
        {
            // Nothing of it goes on where the leaderboard is at fault.
            ((Task)evidence).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    /// <summary>Reads what statistics say of the batch.</summary>
    /// <returns>The evidence; null where the batch has none.</returns>
    /// <exception cref="Failure"><c>EvidenceUnreadable</c>: the file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public EvidenceBoard? ReadEvidence()
    {
        var path = Path.Combine(Folder, EvidenceBoard.FileName);
        try
        {
            return File.Exists(path) ? EvidenceReader.Read(ForeignFile.ReadAllBytes(path, LargestEvidence)) : null;
        }
        catch (JsonTextException error)
        {
            throw new Failure(
                "EvidenceUnreadable", $"The evidence '{path}' cannot be used: {error.Message}. Make the batch again, or move that file away to do without evidence.", cause: error);
        }
    }

    /// <summary>Reads the users one by one, in the batch's order; memory does not grow with their number.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One row a user.</returns>
    /// <exception cref="Failure"><c>NotALeaderboard</c>: the file is something else.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public IEnumerable<UserResult> ReadUsers(CancellationToken cancellationToken = default) => UserResultsReader.Read(UsersPath, cancellationToken);

    private (JsonValue Head, List<SegmentRow> Rows) ReadLeaderboard(CancellationToken cancellationToken)
    {
        List<SegmentRow> rows = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        var head = Stream(LeaderboardPath, s_board, BatchMembers.Segments, segment =>
        {
            rows.Add(SegmentRowReader.Read(segment) ?? throw NotALeaderboard(LeaderboardPath, $"entry {rows.Count + 1} of its segments has another shape"));
            if (!seen.Add(rows[^1].Segment))
            {
                throw NotALeaderboard(LeaderboardPath, $"the segment '{VisibleText.Of(rows[^1].Segment, 200)}' stands in it twice");
            }
        }, cancellationToken);
        return (head, rows);
    }

    /// <summary>Reads the keys of the segments and nothing else.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>NotALeaderboard</c>: the file is something else.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public IReadOnlyList<string> ReadSegments(CancellationToken cancellationToken = default)
    {
        List<string> keys = [];
        Stream(LeaderboardPath, s_keys, BatchMembers.Segments, segment => keys.Add(segment[BatchMembers.SegmentKey]?.AsText ?? ""), cancellationToken);
        return keys;
    }

    // Whoever names one file means it; of a file with a batch's own name its batch is meant.
    private static SavedBatch OfFile(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var users = Path.Combine(folder, LeaderboardFileNames.Users);
        return Path.GetFileName(file) switch
        {
            LeaderboardFileNames.Users => new(folder, Path.Combine(folder, LeaderboardFileNames.Leaderboard) is var board && File.Exists(board) ? board : file, file),
            LeaderboardFileNames.Leaderboard => new(folder, file, File.Exists(users) ? users : file),
            _ => new(folder, file, file),
        };
    }

    /// <summary><c>NotALeaderboard</c>: a file is not what a batch writes.</summary>
    internal static Failure NotALeaderboard(string path, string reason) => new(
        "NotALeaderboard", $"'{path}' is not a leaderboard: {reason}. Give a batch root, its {LeaderboardFileNames.Leaderboard}, or an output root with batches.");

    private static JsonValue Stream(string path, JsonShape shape, string list, Action<JsonValue> item, CancellationToken cancellationToken)
    {
        JsonFile file = new();
        try
        {
            foreach (var one in file.Stream(path, shape, cancellationToken))
            {
                item(one);
            }

            return file.Result[list] is { Kind: JsonKind.Array } ? file.Result : throw NotALeaderboard(path, $"it has no list '{list}'");
        }
        catch (JsonTextException error)
        {
            throw NotALeaderboard(path, error.Message);
        }
    }
}
