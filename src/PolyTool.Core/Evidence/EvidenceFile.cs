using System.Buffers;
using System.Text.Json;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence;

/// <summary>Writes and reads <c>segment_evidence.json</c>. All numbers have ten significant digits at most.</summary>
public static class EvidenceFile
{
    /// <summary>The file's bytes: canonical JSON, the same for the same board.</summary>
    /// <param name="board">The board.</param>
    public static byte[] ToBytes(EvidenceBoard board)
    {
        ArrayBufferWriter<byte> output = new();
        Write(board, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the file's bytes, one user and one segment at a time: a batch can have a million users without evidence.</summary>
    /// <param name="board">The board.</param>
    /// <param name="output">Where the bytes go.</param>
    internal static void Write(EvidenceBoard board, IBufferWriter<byte> output)
    {
        CanonicalJsonWriter writer = new(output);
        writer.WriteStartObject();
        foreach (var (name, value) in RecordJson.ToTree(board with { Segments = [], UsersWithout = [] }).Members)
        {
            writer.WriteKey(name);
            switch (name)
            {
                case "segments":
                    WriteList(writer, board.Segments, static (writer, segment) => writer.WriteValue(RecordJson.ToTree(segment)));
                    break;
                case "users_without":
                    WriteList(writer, board.UsersWithout, WriteUser);
                    break;
                default:
                    writer.WriteValue(value);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteList<T>(CanonicalJsonWriter writer, IReadOnlyList<T> items, Action<CanonicalJsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteUser(CanonicalJsonWriter writer, UserWithoutEvidence user)
    {
        writer.WriteStartObject();
        writer.WriteKey("reason");
        writer.WriteString(user.Reason);
        writer.WriteKey("user");
        writer.WriteString(user.User);
        writer.WriteEndObject();
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <exception cref="JsonTextException">They are not such a file.</exception>
    public static EvidenceBoard Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return RecordJson.Read<EvidenceBoard>(utf8) switch
            {
                { Form: EvidenceBoard.FormVersion } board => Checked(board),
                { Form: 1 } => throw new JsonTextException("segment evidence of form 1, which was tested in log-odds; aggregate the run roots anew (Invoke-BatchRun -AggregateOnly)"),
                _ => throw new JsonTextException("segment evidence of form 2 was expected"),
            };
        }
        catch (JsonException e)
        {
            throw new JsonTextException($"not segment evidence: {e.Path ?? "$"} (line {e.LineNumber + 1})");
        }
    }

    private static EvidenceBoard Checked(EvidenceBoard board)
    {
        if (board.Segments is null || board.UsersWithout is null)
        {
            throw new JsonTextException("segment evidence of form 2 was expected");
        }

        if (board.UsersWithout.Contains(null!) || board.Segments.Any(static s => s is null || s.HeaviestUsers.Contains(null!) || s.Reasons.Contains(null!, StringComparer.Ordinal)))
        {
            throw new JsonTextException("null stands in one of its lists");
        }

        HashSet<(string, string)> seen = [];
        return board.Segments.FirstOrDefault(s => !seen.Add((s.SegmentKey, s.Variant))) is { } doubled
            ? throw new JsonTextException($"the segment '{VisibleText.Of(doubled.SegmentKey, 200)}' stands in it twice")
            : board;
    }
}
