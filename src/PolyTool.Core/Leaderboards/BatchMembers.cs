namespace PolyTool.Core.Leaderboards;

/// <summary>The names of the members that the writers of a batch's files and their readers share.</summary>
internal static class BatchMembers
{
    // What every file of a batch says of it.
    public const string BatchId = "batch_id";
    public const string CreatedAt = "created_at";
    public const string UsersAttempted = "users_attempted";
    public const string UsersFailed = "users_failed";
    public const string UsersSucceeded = "users_succeeded";

    // The leaderboard.
    public const string Inputs = "inputs";
    public const string PerUser = "per_user";
    public const string Segments = "segments";

    // A user.
    public const string User = "user";
    public const string Status = "status";
    public const string Error = "error";
    public const string RunRoot = "run_root";
    public const string CandidatesPath = "hypothesis_candidates_path";
    public const string TopCandidates = "top_candidates";
    public const string Coverage = "coverage";
    public const string ClvCoverageRate = "clv_coverage_rate";
    public const string EntryContextCoverageRate = "entry_context_coverage_rate";
    public const string NotionalWeightTotal = "notional_weight_total_global";

    // A segment.
    public const string SegmentKey = "segment_key";
    public const string UsersWithSegment = "users_with_segment";
    public const string TotalCount = "total_count";
    public const string TotalNotionalWeight = "total_notional_weight_used";
    public const string Scores = "scores";
    public const string ScoreValue = "value";
    public const string ScoreUsers = "users_used";

    // One of its examples.
    public const string Examples = "examples";
    public const string Rank = "rank";
    public const string Weighting = "weighting";
    public const string Metrics = "metrics";
    public const string Denominators = "denominators";
}
