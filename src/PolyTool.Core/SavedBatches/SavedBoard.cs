using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Saved;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.SavedBatches;

/// <summary>The board of a batch: which batch, its segments, and what statistics say of them.</summary>
public sealed class SavedBoard
{
    private static readonly Comparer<SegmentRow> s_byLine = Comparer<SegmentRow>.Create(static (one, other) =>
        CodePointOrder.Comparer.Compare(one.Segment, other.Segment) is var order && order != 0 ? order : CodePointOrder.Comparer.Compare(one.Variant ?? "", other.Variant ?? ""));

    internal SavedBoard(SavedBatch batch, JsonValue head, IEnumerable<SegmentRow> rows, EvidenceBoard? evidence)
    {
        Batch = batch;
        BatchId = head[BatchMembers.BatchId]?.AsText ?? "";
        CreatedAt = head[BatchMembers.CreatedAt]?.AsText ?? "";
        Inputs = head[BatchMembers.Inputs];
        Evidence = evidence;
        Rows = [.. WithEvidence(rows, evidence, this).OrderBy(static row => row, s_byLine)];
    }

    /// <summary>The batch that it was read from.</summary>
    public SavedBatch Batch { get; }

    /// <summary>The batch's id; empty where the file has none.</summary>
    public string BatchId { get; }

    /// <summary>When the batch was made, as its files say: UTC, so text order is time order.</summary>
    public string CreatedAt { get; }

    /// <summary>The rows, by key and line in code-point order, without ranks; each holds its evidence. Segments that no user proposed are among them.</summary>
    public IReadOnlyList<SegmentRow> Rows { get; }

    /// <summary>What statistics say of all segments, those that no user proposed included; null where the batch has none.</summary>
    public EvidenceBoard? Evidence { get; }

    /// <summary>What the batch was made of: the options that its files record.</summary>
    internal JsonValue? Inputs { get; }

    /// <summary>
    /// The rows, each with what the evidence knows of it: one for each kind of line that a segment is measured against, and those that no
    /// user proposed, which have evidence only.
    /// </summary>
    internal static IEnumerable<SegmentRow> WithEvidence(IEnumerable<SegmentRow> rows, EvidenceBoard? evidence, SavedBoard? board = null)
    {
        var all = SavedSegments.Of(evidence?.Segments ?? []);
        var known = all.ToLookup(static s => s.SegmentKey, StringComparer.Ordinal);
        HashSet<string> proposed = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            proposed.Add(row.Segment);
            foreach (var one in known[row.Segment].DefaultIfEmpty(null))
            {
                yield return row with { EvidenceRow = one, Board = board };
            }
        }

        foreach (var one in all.Where(s => !proposed.Contains(s.SegmentKey)))
        {
            yield return SegmentRow.NotProposed(one, board);
        }
    }
}
