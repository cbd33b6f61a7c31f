using PolyTool.Core.Failures;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

/// <summary>Reads the users of a batch back.</summary>
internal static class UserResultsReader
{
    private static readonly JsonShape s_users = JsonShape.Members((BatchMembers.PerUser, JsonShape.Stream(JsonShape.Members(
        (BatchMembers.Coverage, JsonShape.All),
        (BatchMembers.Error, JsonShape.All),
        (BatchMembers.CandidatesPath, JsonShape.All),
        (BatchMembers.RunRoot, JsonShape.All),
        (BatchMembers.Status, JsonShape.All),
        (BatchMembers.User, JsonShape.All)))));

    /// <summary>Reads the users one by one, in the batch's order; memory does not grow with their number.</summary>
    /// <param name="path">A <c>per_user_results.json</c> or <c>hypothesis_leaderboard.json</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One row a user.</returns>
    /// <exception cref="Failure"><c>NotALeaderboard</c>: the file is something else.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IEnumerable<UserResult> Read(string path, CancellationToken cancellationToken = default)
    {
        JsonFile file = new();
        using var rows = file.Stream(path, s_users, cancellationToken).GetEnumerator();
        var count = 0;
        while (MoveNext(rows, path))
        {
            count++;
            yield return Row(rows.Current) ?? throw SavedBatch.NotALeaderboard(path, $"entry {count} of its users has another shape");
        }

        if (file.Result[BatchMembers.PerUser] is not { Kind: JsonKind.Array })
        {
            throw SavedBatch.NotALeaderboard(path, "it has no list 'per_user'");
        }
    }

    private static bool MoveNext(IEnumerator<JsonValue> rows, string path)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (JsonTextException error)
        {
            throw SavedBatch.NotALeaderboard(path, error.Message);
        }
    }

    private static UserResult? Row(JsonValue row)
    {
        if (row[BatchMembers.User]?.AsText is not { } user || row[BatchMembers.Status]?.AsText is not (UserResult.Success or UserResult.Failure))
        {
            return null;
        }

        var coverage = row[BatchMembers.Coverage];
        return new()
        {
            User = user,
            Status = row[BatchMembers.Status]?.AsText!,
            Error = row[BatchMembers.Error]?.AsText,
            RunRoot = row[BatchMembers.RunRoot]?.AsText,
            HypothesisCandidatesPath = row[BatchMembers.CandidatesPath]?.AsText,
            ClvCoverageRate = coverage?[BatchMembers.ClvCoverageRate]?.AsNumber,
            EntryContextCoverageRate = coverage?[BatchMembers.EntryContextCoverageRate]?.AsNumber,
            NotionalWeightTotal = coverage?[BatchMembers.NotionalWeightTotal]?.AsNumber,
        };
    }
}
