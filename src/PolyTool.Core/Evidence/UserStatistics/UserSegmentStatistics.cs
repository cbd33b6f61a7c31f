namespace PolyTool.Core.Evidence.UserStatistics;

/// <summary>
/// What <c>segment_statistics.json</c> holds: for every segment of one user, not only the candidates, the sums an
/// event that all evidence is computed from.
/// </summary>
internal sealed record UserSegmentStatistics
{
    /// <summary>The file's name in a run root.</summary>
    public const string FileName = "segment_statistics.json";

    /// <summary>Handle or wallet, as the other reports of the run root name the user.</summary>
    public required string User { get; init; }

    /// <summary>The wallet, lower case.</summary>
    public required string Wallet { get; init; }

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>When the run was made, as the other reports write it.</summary>
    public required string GeneratedAt { get; init; }

    /// <summary>Which closing line the sums use: <c>pre_event</c> or <c>combined</c>. Variants are never mixed in one mean.</summary>
    public string ClvVariant { get; init; } = "pre_event";

    /// <summary>Signature of a bot or a market maker.</summary>
    public UserActivity Activity { get; init; } = UserActivity.Unknown;

    /// <summary>The segments, by key in code-point order.</summary>
    public IReadOnlyList<SegmentEvents> Segments { get; init; } = [];
}
