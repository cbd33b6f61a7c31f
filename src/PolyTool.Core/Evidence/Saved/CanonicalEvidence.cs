using System.Text;
using System.Text.Json;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Saved;

/// <summary>
/// Reads <c>segment_evidence.json</c> where it is what <see cref="EvidenceWriter"/> writes: every byte is checked, and of a segment only what a
/// board is made of becomes objects; the rest of it when somebody asks.
/// </summary>
internal static class CanonicalEvidence
{
    // Less is read sooner than it is shared out.
    private const int SmallestPart = 1 << 20;

    // Segments are items of a list in the board.
    private const int SegmentDepth = 2;

    private static readonly List<RecordForm> s_forms = [];
    private static readonly RecordForm s_board = RecordForm.Of(typeof(EvidenceBoard), depth: 0, s_forms);
    private static readonly RecordForm s_segment = RecordForm.Of(typeof(SegmentEvidence), SegmentDepth, s_forms);
    private static readonly int s_key = s_segment.IndexOf(nameof(SegmentEvidence.SegmentKey));
    private static readonly int s_variant = s_segment.IndexOf(nameof(SegmentEvidence.Variant));
    private static readonly int s_rank = s_segment.IndexOf(nameof(SegmentEvidence.Rank));
    private static readonly int s_verdict = s_segment.IndexOf(nameof(SegmentEvidence.Verdict));
    private static readonly byte[] s_beforeSegment = Encoding.ASCII.GetBytes(RecordForm.NewLine(SegmentDepth));

    private static ReadOnlySpan<byte> ListStart => "\n  \"segments\": ["u8;

    /// <summary>The board.</summary>
    /// <param name="utf8">The file's bytes; the board keeps them.</param>
    /// <returns>The board; null where the text may be anything else, defective or not.</returns>
    public static EvidenceBoard? Read(byte[] utf8) => Read(utf8, Math.Min(Environment.ProcessorCount, utf8.Length / SmallestPart));

    /// <param name="utf8">The file's bytes; the board keeps them.</param>
    /// <param name="parts">How many parts are read side by side, at most; what is read does not depend on it.</param>
    /// <inheritdoc cref="Read(byte[])" />
    internal static EvidenceBoard? Read(byte[] utf8, int parts)
    {
        // A line's end stands in no string, so where all is of that form this is the one list of segments.
        var list = utf8.AsSpan().IndexOf(ListStart);
        if (list < 0)
        {
            return null;
        }

        list += ListStart.Length;
        if (ReadSegments(utf8, list, parts) is not var (rows, end) || !IsAscending(rows))
        {
            return null;
        }

        byte[] head = [.. utf8.AsSpan(0, list), .. utf8.AsSpan(end)];
        CanonicalScan scan = new(head, 0);
        return scan.PassesRecord(s_board) && scan.At == head.Length
            && (EvidenceBoard)RecordMaker.Make(s_board, JsonText.Parse(head)) is { Form: EvidenceBoard.FormVersion } board
            && EvidenceRuleCheck.Problem(board.Rule) is null
            ? board with { Segments = new SavedSegments(rows) }
            : null;
    }

    // The rows, and where the list's closing bracket stands.
    private static (List<EvidenceRow> Rows, int End)? ReadSegments(byte[] utf8, int start, int most)
    {
        if (start < utf8.Length && utf8[start] == (byte)']')
        {
            return ([], start);
        }

        var starts = PartStarts(utf8, start, most);
        var parts = new Task<Part?>[starts.Count];
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            var (from, to) = (starts[i], i + 1 < starts.Count ? starts[i + 1] : int.MaxValue);
            parts[i] = i > 0 ? Task.Run(() => ReadPart(utf8, from, to)) : Task.FromResult(ReadPart(utf8, from, to));
        }

        List<EvidenceRow> rows = [];
        foreach (var task in parts)
        {
            if (task.GetAwaiter().GetResult() is not { } part)
            {
                return null;
            }

            rows.AddRange(part.Rows);
            if (part.EndsList)
            {
                // Parts beyond it lie in another list.
                return (rows, part.End);
            }
        }

        return null;
    }

    // Where parts begin, each with a segment. What looks like one and is none is found by whoever reads up to it.
    private static List<int> PartStarts(byte[] utf8, int start, int most)
    {
        List<int> starts = [start];
        for (var i = 1; i < most; i++)
        {
            var about = start + (int)((long)(utf8.Length - start) * i / most);
            var found = utf8.AsSpan(about).IndexOf("\n    },\n    {"u8);
            if (found >= 0 && about + found + 7 > starts[^1])
            {
                starts.Add(about + found + 7);
            }
        }

        return starts;
    }

    // Segments from one line's end before a segment to another one, or to the list's end; null where anything else stands there.
    private static Part? ReadPart(byte[] utf8, int from, int to)
    {
        List<EvidenceRow> rows = [];
        CanonicalScan scan = new(utf8, from);
        Span<int> starts = stackalloc int[s_segment.Members.Length];
        do
        {
            if (!scan.Passes(s_beforeSegment))
            {
                return null;
            }

            var start = scan.At;
            starts.Clear();
            if (!scan.PassesRecord(s_segment, starts) || Row(utf8, start, scan.At, starts) is not { } row)
            {
                return null;
            }

            rows.Add(row);
        }
        while (scan.Passes(","u8) && scan.At < to);
        return scan.At == to ? new(rows, to, EndsList: false)
            : scan.Passes("\n  ]"u8) ? new(rows, scan.At - 1, EndsList: true) : null;
    }

    private static EvidenceRow? Row(byte[] utf8, int start, int end, ReadOnlySpan<int> starts)
    {
        // A value that the text leaves out is the record's own affair.
        if (starts[s_key] == 0 || starts[s_variant] == 0 || starts[s_rank] == 0 || starts[s_verdict] == 0)
        {
            return null;
        }

        return new(() => RecordJson.Read<SegmentEvidence>(utf8.AsSpan(start, end - start))!)
        {
            SegmentKey = Token(utf8, starts[s_key]).GetString()!,
            Variant = Token(utf8, starts[s_variant]).GetString()!,
            Rank = Token(utf8, starts[s_rank]) is { TokenType: JsonTokenType.Number } rank ? rank.GetInt32() : null,
            Verdict = Enum.Parse<Verdict>(Token(utf8, starts[s_verdict]).GetString()!),
        };
    }

    private static Utf8JsonReader Token(byte[] utf8, int start)
    {
        Utf8JsonReader reader = new(utf8.AsSpan(start));
        reader.Read();
        return reader;
    }

    // As the rows are written; so none stands there twice.
    private static bool IsAscending(List<EvidenceRow> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            var order = CodePointOrder.Comparer.Compare(rows[i - 1].SegmentKey, rows[i].SegmentKey);
            if (order > 0 || (order == 0 && CodePointOrder.Comparer.Compare(rows[i - 1].Variant, rows[i].Variant) >= 0))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Part(List<EvidenceRow> Rows, int End, bool EndsList);
}
