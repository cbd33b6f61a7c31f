using PolyTool.Core.Evidence;
using PolyTool.Core.Json;

namespace PolyTool.Core.SavedBatches;

/// <summary>The board of a batch: which batch, its segments, and what statistics say of them.</summary>
public sealed class SavedBoard
{
    internal SavedBoard(SavedBatch batch, JsonValue head, IEnumerable<SegmentRow> rows, EvidenceBoard? evidence)
    {
        Batch = batch;
        BatchId = head["batch_id"]?.AsText ?? "";
        CreatedAt = head["created_at"]?.AsText ?? "";
        Inputs = head["inputs"];
        Evidence = evidence;
        Rows = [.. WithEvidence(rows, evidence).Select(row => row with { Board = this })];
    }

    /// <summary>The batch that it was read from.</summary>
    public SavedBatch Batch { get; }

    /// <summary>The batch's id; empty where the file has none.</summary>
    public string BatchId { get; }

    /// <summary>When the batch was made, as its files say: UTC, so text order is time order.</summary>
    public string CreatedAt { get; }

    /// <summary>The rows, by key in code-point order, without ranks; each holds its evidence.</summary>
    public IReadOnlyList<SegmentRow> Rows { get; }

    /// <summary>What statistics say of all segments, those that no user proposed included; null where the batch has none.</summary>
    public EvidenceBoard? Evidence { get; }

    /// <summary>What the batch was made of: the options that its files record.</summary>
    internal JsonValue? Inputs { get; }

    /// <summary>The rows, each with what the evidence knows of it.</summary>
    internal static IEnumerable<SegmentRow> WithEvidence(IEnumerable<SegmentRow> rows, EvidenceBoard? evidence)
    {
        Dictionary<string, SegmentEvidence> known = new(StringComparer.Ordinal);
        foreach (SegmentEvidence segment in evidence?.Segments ?? [])
        {
            known[segment.SegmentKey] = segment;
        }

        return rows.Select(row => row with { Evidence = known.GetValueOrDefault(row.Segment) });
    }
}
