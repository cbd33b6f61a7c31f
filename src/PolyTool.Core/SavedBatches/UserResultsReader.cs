using PolyTool.Core.Failures;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

/// <summary>Reads the users of a batch back.</summary>
internal static class UserResultsReader
{
    private static readonly JsonShape s_users = JsonShape.Members(("per_user", JsonShape.Stream(JsonShape.Members(
        ("coverage", JsonShape.All),
        ("error", JsonShape.All),
        ("hypothesis_candidates_path", JsonShape.All),
        ("run_root", JsonShape.All),
        ("status", JsonShape.All),
        ("user", JsonShape.All)))));

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

        if (file.Result["per_user"] is not { Kind: JsonKind.Array })
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
        if (row["user"]?.AsText is not { } user || row["status"]?.AsText is not (UserResult.Success or UserResult.Failure))
        {
            return null;
        }

        var coverage = row["coverage"];
        return new()
        {
            User = user,
            Status = row["status"]?.AsText!,
            Error = row["error"]?.AsText,
            RunRoot = row["run_root"]?.AsText,
            HypothesisCandidatesPath = row["hypothesis_candidates_path"]?.AsText,
            ClvCoverageRate = coverage?["clv_coverage_rate"]?.AsNumber,
            EntryContextCoverageRate = coverage?["entry_context_coverage_rate"]?.AsNumber,
            NotionalWeightTotal = coverage?["notional_weight_total_global"]?.AsNumber,
        };
    }
}
