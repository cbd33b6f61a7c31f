namespace PolyTool.Core.Leaderboards;

/// <summary>The names of the files in a batch root.</summary>
public static class LeaderboardFileNames
{
    /// <summary>All of it: users, segments, top lists.</summary>
    public const string Leaderboard = "hypothesis_leaderboard.json";

    /// <summary>The users alone.</summary>
    public const string Users = "per_user_results.json";

    /// <summary>The report for people.</summary>
    public const string Markdown = "hypothesis_leaderboard.md";

    /// <summary>The manifest; where it is, the batch is complete.</summary>
    public const string Manifest = "batch_manifest.json";

    /// <summary>The journal of a batch of scans; an aggregation keeps none.</summary>
    public const string Journal = "batch_journal.jsonl";

    /// <summary>What a part of a batch holds for the join.</summary>
    public const string Shard = "batch_shard.cbor";

    /// <summary>What an aggregation keeps of its run roots, so that the next one need not read those again that did not change.</summary>
    public const string Kept = "batch_reuse.cbor";

    /// <summary>Which parts a joined batch lacks; one that has all of them has no such file.</summary>
    public const string MissingShards = "batch_missing_shards.json";
}
