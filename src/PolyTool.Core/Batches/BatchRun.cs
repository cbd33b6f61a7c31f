using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Batches;

/// <summary>What a batch came to: which one it is, where its files lie, how many users it has.</summary>
public sealed record BatchRun
{
    /// <summary>The batch's id, which is also the name of its folder.</summary>
    public required string BatchId { get; init; }

    /// <summary>When the batch began, in UTC, whole seconds; a resumed batch keeps it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Full path of the batch root.</summary>
    public required string BatchRoot { get; init; }

    /// <summary>Full path of <c>batch_manifest.json</c>; the file's presence means a complete batch.</summary>
    public required string ManifestPath { get; init; }

    /// <summary>Full path of <c>hypothesis_leaderboard.json</c>.</summary>
    public required string LeaderboardPath { get; init; }

    /// <summary>Full path of <c>hypothesis_leaderboard.md</c>.</summary>
    public required string MarkdownPath { get; init; }

    /// <summary>Full path of <c>per_user_results.json</c>.</summary>
    public required string PerUserResultsPath { get; init; }

    /// <summary>Full path of <c>batch_journal.jsonl</c>; null for an aggregation, which keeps none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>How far the batch came, one of <see cref="BatchStatus"/>.</summary>
    public string Status { get; init; } = BatchStatus.Complete;

    /// <summary>Users of the batch; of one that is not complete, users that it is to have.</summary>
    public required int UsersAttempted { get; init; }

    /// <summary>Users whose run root counts; of a batch that is not complete, users that are done.</summary>
    public required int UsersSucceeded { get; init; }

    /// <summary>Users with a failure row.</summary>
    public required int UsersFailed { get; init; }

    /// <summary>Bytes of all files in the batch root, logs included.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>What the evidence of a batch that has just been made says beside its rows: cautions, and wallets that count as one owner.</summary>
    public IReadOnlyList<string> EvidenceNotes { get; init; } = [];

    /// <summary>Users of a batch that has just been made who were taken over: of an aggregation from what the last one kept, of a resumed batch from its journal.</summary>
    public int UsersReused { get; init; }

    /// <summary>The numbers of the shards that a joined batch lacks, whose users have no rows; none for any other batch.</summary>
    public IReadOnlyList<int> MissingShards { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => BatchRoot;

    /// <summary>The batch in a folder.</summary>
    internal static BatchRun In(string batchRoot, string batchId, DateTimeOffset createdAt, LeaderboardTotals totals) => new()
    {
        BatchId = batchId,
        CreatedAt = createdAt,
        BatchRoot = batchRoot,
        ManifestPath = Path.Combine(batchRoot, LeaderboardFileNames.Manifest),
        LeaderboardPath = Path.Combine(batchRoot, LeaderboardFileNames.Leaderboard),
        MarkdownPath = Path.Combine(batchRoot, LeaderboardFileNames.Markdown),
        PerUserResultsPath = Path.Combine(batchRoot, LeaderboardFileNames.Users),
        Status = BatchGoal.IsMissed(batchRoot, totals) ? BatchStatus.Failed : BatchStatus.Complete,
        UsersAttempted = totals.UsersAttempted,
        UsersSucceeded = totals.UsersSucceeded,
        UsersFailed = totals.UsersFailed,
        MissingShards = Shards.MissingShards.In(batchRoot),
        SizeBytes = BatchCatalog.Size(batchRoot),
    };
}

/// <summary>How far a batch came. Texts, because they read the same in objects, JSON and CSV.</summary>
public static class BatchStatus
{
    /// <summary>Its manifest is there, so all its files are, and enough users succeeded.</summary>
    public const string Complete = "Complete";

    /// <summary>Its files are there, but nobody succeeded, or fewer than must: <c>Invoke-BatchRun -Resume</c> tries the others again.</summary>
    public const string Failed = "Failed";

    /// <summary>A process works on it now.</summary>
    public const string Running = "Running";

    /// <summary>It has a journal but no manifest, and nobody works on it: <c>Invoke-BatchRun -Resume</c> goes on with it.</summary>
    public const string Interrupted = "Interrupted";
}
