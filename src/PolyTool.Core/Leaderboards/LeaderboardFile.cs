using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>Reads leaderboard files back.</summary>
public static class LeaderboardFile
{
    private static readonly JsonShape s_segments = JsonShape.Members(("segments", JsonShape.Stream(JsonShape.All)));

    /// <summary>Reads the segments of a leaderboard, in the file's order: ascending keys, by code point.</summary>
    /// <param name="path">A <c>hypothesis_leaderboard.json</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One row a segment, without ranks.</returns>
    /// <exception cref="NotALeaderboardException">The file is something else.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<SegmentRow> Read(string path, CancellationToken cancellationToken = default)
    {
        JsonFile file = new();
        List<SegmentRow> rows = [];
        string fullPath = Path.GetFullPath(path);
        try
        {
            foreach (JsonValue segment in file.Stream(path, s_segments, cancellationToken))
            {
                SegmentRow row = SegmentRowReader.Read(segment) ?? throw new NotALeaderboardException(path, $"entry {rows.Count + 1} of its segments has another shape");
                rows.Add(row with { LeaderboardPath = fullPath });
            }

            return file.Result["segments"] is { Kind: JsonKind.Array } ? rows : throw new NotALeaderboardException(path, "it has no list 'segments'");
        }
        catch (JsonTextException error)
        {
            throw new NotALeaderboardException(path, error.Message);
        }
    }
}
