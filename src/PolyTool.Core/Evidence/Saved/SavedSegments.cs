using System.Collections;

namespace PolyTool.Core.Evidence.Saved;

/// <summary>The segments of a board that was read from a file; each becomes objects when it is first asked for.</summary>
internal sealed class SavedSegments(IReadOnlyList<EvidenceRow> rows) : IReadOnlyList<SegmentEvidence>
{
    public int Count => Rows.Count;

    /// <summary>The rows, of which nothing is read that is not needed.</summary>
    public IReadOnlyList<EvidenceRow> Rows { get; } = rows;

    public SegmentEvidence this[int index] => Rows[index].Whole;

    /// <summary>The rows of a list of segments, read from a file or not.</summary>
    public static IReadOnlyList<EvidenceRow> Of(IReadOnlyList<SegmentEvidence> segments) =>
        segments is SavedSegments saved ? saved.Rows : [.. segments.Select(static segment => new EvidenceRow(segment))];

    public IEnumerator<SegmentEvidence> GetEnumerator() => Rows.Select(static row => row.Whole).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
