using PolyTool.Core.Evidence.Events;

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

    /// <summary>The kind of line; null where one board has no evidence.</summary>
    public string? Variant { get; init; }

    /// <summary>What changed.</summary>
    public string Change { get; init; } = "";

    /// <summary>Rank on the reference.</summary>
    public int? ReferenceRank { get; init; }

    /// <summary>Rank on the other.</summary>
    public int? DifferenceRank { get; init; }

    /// <summary><c>cents</c>: the tested mean, cents a share; <c>fraction</c>: CLV weighted by notional, a fraction of the entry price, where one board has no evidence for the row.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Effect on the reference.</summary>
    public double? ReferenceEffect { get; init; }

    /// <summary>Effect on the other.</summary>
    public double? DifferenceEffect { get; init; }

    /// <summary>The second less the first.</summary>
    public double? EffectChange { get; init; }

    /// <summary>Lower end of the change's 95 % interval, as if the boards had nothing in common; null without evidence.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? Upper { get; init; }

    /// <summary>Verdict on the reference.</summary>
    public string? ReferenceVerdict { get; init; }

    /// <summary>Verdict on the other.</summary>
    public string? DifferenceVerdict { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Segment}{(Variant is null or PositionObservation.PreEvent ? "" : $" ({Variant})")}: {Change}";
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

    /// <summary>Owners on the other board who are on the reference too, by wallet or signature; null where the run roots are gone.</summary>
    public int? OwnersShared { get; init; }

    /// <summary>Owners on the other board.</summary>
    public int? Owners { get; init; }

    /// <summary>Pairs of owner and event that are on both.</summary>
    public long? EventsShared { get; init; }

    /// <summary>Pairs of owner and event on the other.</summary>
    public long? Events { get; init; }

    /// <summary>What both boards have in common, and what that means for the intervals.</summary>
    public string Overlap { get; init; } = "";

    /// <summary>Recorded options that differ, each as <c>name: one -> other</c>.</summary>
    public IReadOnlyList<string> OptionsChanged { get; init; } = [];

    /// <summary>The segments of both, by key in code-point order.</summary>
    public IReadOnlyList<SegmentChange> Segments { get; init; } = [];
}
