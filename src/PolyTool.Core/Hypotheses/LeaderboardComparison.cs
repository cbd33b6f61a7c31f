namespace PolyTool.Core.Hypotheses;

/// <summary>How a segment differs between two leaderboards. Texts, because they read the same in objects, JSON and CSV.</summary>
public static class SegmentChangeKind
{
    /// <summary>On both, at the same rank, with the same sign.</summary>
    public const string Same = nameof(Same);

    /// <summary>Only on the later one.</summary>
    public const string New = nameof(New);

    /// <summary>Only on the earlier one.</summary>
    public const string Gone = nameof(Gone);

    /// <summary>On both, at another rank.</summary>
    public const string Moved = nameof(Moved);

    /// <summary>On both, and the sign of the effect changed.</summary>
    public const string SignFlip = nameof(SignFlip);
}

/// <summary>A segment on two leaderboards.</summary>
public sealed record SegmentChange
{
    /// <summary><c>dimension:bucket</c>.</summary>
    public string Segment { get; init; } = "";

    /// <summary>What changed.</summary>
    public string Change { get; init; } = "";

    /// <summary>Rank on the reference.</summary>
    public int? ReferenceRank { get; init; }

    /// <summary>Rank on the other.</summary>
    public int? DifferenceRank { get; init; }

    /// <summary>Effect on the reference: mean CLV over users where both have evidence, else CLV weighted by notional; a fraction of the entry price.</summary>
    public double? ReferenceClv { get; init; }

    /// <summary>Effect on the other.</summary>
    public double? DifferenceClv { get; init; }

    /// <summary>The second less the first.</summary>
    public double? ChangeInClv { get; init; }

    /// <summary>Lower end of its 95 % interval, if both boards are independent; null without evidence.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? Upper { get; init; }

    /// <summary>Verdict on the reference.</summary>
    public string? ReferenceVerdict { get; init; }

    /// <summary>Verdict on the other.</summary>
    public string? DifferenceVerdict { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Segment}: {Change}";
}

/// <summary>Two leaderboards side by side.</summary>
public sealed record LeaderboardComparison
{
    /// <summary>The reference's batch id.</summary>
    public string ReferenceBatchId { get; init; } = "";

    /// <summary>The other's batch id.</summary>
    public string DifferenceBatchId { get; init; } = "";

    /// <summary>Users only on the other, in code-point order.</summary>
    public IReadOnlyList<string> UsersAdded { get; init; } = [];

    /// <summary>Users only on the reference.</summary>
    public IReadOnlyList<string> UsersRemoved { get; init; } = [];

    /// <summary>Users who failed on one of them only.</summary>
    public IReadOnlyList<string> UsersWithOtherOutcome { get; init; } = [];

    /// <summary>Recorded options that differ, each as <c>name: one -> other</c>.</summary>
    public IReadOnlyList<string> OptionsChanged { get; init; } = [];

    /// <summary>The segments of both, by key in code-point order.</summary>
    public IReadOnlyList<SegmentChange> Segments { get; init; } = [];
}
