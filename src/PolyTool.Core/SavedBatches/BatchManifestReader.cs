using System.Globalization;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

/// <summary>Reads of a <c>batch_manifest.json</c> which batch it is and how many users it has.</summary>
internal static class BatchManifestReader
{
    private static readonly JsonShape s_shape = JsonShape.Members(
        (BatchMembers.BatchId, JsonShape.All),
        (BatchMembers.CreatedAt, JsonShape.All),
        (BatchMembers.UsersAttempted, JsonShape.All),
        (BatchMembers.UsersFailed, JsonShape.All),
        (BatchMembers.UsersSucceeded, JsonShape.All));

    /// <summary>Reads the manifest of a batch root.</summary>
    /// <exception cref="JsonTextException">It is damaged; the message says how.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static BatchManifest Read(string batchRoot, CancellationToken cancellationToken)
    {
        var document = new JsonFile().Read(Path.Combine(batchRoot, LeaderboardFileNames.Manifest), s_shape, cancellationToken);
        return new(
            document[BatchMembers.BatchId]?.AsText ?? throw new JsonTextException("'batch_id' is no string"),
            DateTimeOffset.TryParse(document[BatchMembers.CreatedAt]?.AsText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
                ? created
                : throw new JsonTextException("'created_at' is no time"),
            new(Count(BatchMembers.UsersAttempted), Count(BatchMembers.UsersSucceeded), Count(BatchMembers.UsersFailed)));

        int Count(string name) => document[name]?.AsCount ?? throw new JsonTextException($"'{name}' is no number of users");
    }

    /// <summary>When a batch was made, and whether enough of its users succeeded; of a batch whose manifest cannot be read the earliest time there is.</summary>
    public static (DateTimeOffset CreatedAt, bool Counts) StandingOf(string batchRoot, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = Read(batchRoot, cancellationToken);
            return (manifest.CreatedAt, !BatchGoal.IsMissed(batchRoot, manifest.Totals));
        }
        catch (Exception error) when (error is JsonTextException or IOException or UnauthorizedAccessException)
        {
            return (DateTimeOffset.MinValue, true);
        }
    }
}

/// <summary>What a manifest says.</summary>
internal sealed record BatchManifest(string BatchId, DateTimeOffset CreatedAt, LeaderboardTotals Totals);
