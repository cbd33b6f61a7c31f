using System.Buffers;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence;

/// <summary>Writes <c>segment_evidence.json</c>; its members are those of <see cref="EvidenceBoard"/>, in snake case. All numbers have ten significant digits at most.</summary>
public static class EvidenceWriter
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
        writer.WriteString("reason", user.Reason);
        writer.WriteString("user", user.User);
        writer.WriteEndObject();
    }
}
