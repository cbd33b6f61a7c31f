namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// What <c>segment_statistics.json</c> holds: for every segment of one user, not only the candidates, what all evidence
/// is computed from, an entry an event.
/// </summary>
internal sealed record SegmentStatistics
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

    /// <summary>The time that the run looks from, as the other reports write it; null where that is when it was made.</summary>
    public string? AsOf { get; init; }

    /// <summary>Signature of a bot or a market maker.</summary>
    public UserActivity Activity { get; init; } = UserActivity.Unknown;

    /// <summary>What was bought when, in 128 numbers that two wallets share as often as their purchases; null where that is not known.</summary>
    public IReadOnlyList<uint>? Signature { get; init; }

    /// <summary>Positions that the signature was made of.</summary>
    public long SignedPositions { get; init; }

    /// <summary>The segments, by key in code-point order, each with its variants.</summary>
    public IReadOnlyList<SegmentEvents> Segments { get; init; } = [];
}

/// <summary>A segment's events of one user and variant, by event id in code-point order.</summary>
/// <param name="SegmentKey"><c>dimension:bucket</c>.</param>
/// <param name="Variant"><c>pre_event</c> or <c>markout_24h</c>; of form 1 also <c>combined</c>.</param>
/// <param name="Events">One entry an event.</param>
internal sealed record SegmentEvents(string SegmentKey, string Variant, IReadOnlyList<SegmentEvent> Events);
