using System.Diagnostics.CodeAnalysis;

namespace PolyTool.Core.Evidence;

/// <summary>
/// What a board holds of a segment on one kind of line: at hand by what rows are found, chosen and ranked, the rest when somebody asks for
/// it. A board of five thousand rows holds 60 MB of figures, of which a table shows a handful.
/// </summary>
internal sealed class EvidenceRow
{
    private readonly Lazy<SegmentEvidence> _whole;

    /// <summary>A row of evidence that is at hand.</summary>
    [SetsRequiredMembers]
    public EvidenceRow(SegmentEvidence whole)
    {
        (SegmentKey, Variant, Rank, Verdict) = (whole.SegmentKey, whole.Variant, whole.Rank, whole.Verdict);
        _whole = new(whole);
    }

    /// <summary>A row whose evidence is still text.</summary>
    /// <param name="read">Reads it; called once, in whatever thread asks first.</param>
    public EvidenceRow(Func<SegmentEvidence> read) => _whole = new(read);

    /// <inheritdoc cref="SegmentEvidence.SegmentKey" />
    public required string SegmentKey { get; init; }

    /// <inheritdoc cref="SegmentEvidence.Variant" />
    public required string Variant { get; init; }

    /// <inheritdoc cref="SegmentEvidence.Rank" />
    public required int? Rank { get; init; }

    /// <inheritdoc cref="SegmentEvidence.Verdict" />
    public required Verdict Verdict { get; init; }

    /// <summary>Everything.</summary>
    public SegmentEvidence Whole => _whole.Value;

    /// <summary>Whether it has been asked for.</summary>
    public bool IsRead => _whole.IsValueCreated;
}
