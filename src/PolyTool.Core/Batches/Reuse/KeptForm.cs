using System.Buffers.Binary;
using System.Formats.Cbor;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Batches.Shards;

namespace PolyTool.Core.Batches.Reuse;

/// <summary>The form of a file of kept run roots around its items: a shard file's frames, a header, an index in blocks, an end of fixed size. docs/schemas says it: <c>batch_reuse.cddl</c>.</summary>
internal static class KeptForm
{
    /// <summary>The version of the form.</summary>
    public const int Current = 1;

    /// <summary>Entries of a block of the index.</summary>
    public const int BlockEntries = 4096;

    /// <summary>The word that the last item begins with.</summary>
    public const string End = "end";

    private const string Kind = "polytool kept run roots";

    /// <summary>Bytes of the end with its frame.</summary>
    public static int EndSize { get; } = EndOf(0, 0, new byte[32]).Length;

    /// <summary>A frame around an item.</summary>
    public static void Frame(Span<byte> frame, int length)
    {
        ShardWriter.Frame.CopyTo(frame);
        BinaryPrimitives.WriteInt32BigEndian(frame[ShardWriter.Frame.Length..], length);
    }

    /// <summary>An item in its frame.</summary>
    public static byte[] Framed(ReadOnlySpan<byte> item)
    {
        var bytes = new byte[ShardWriter.FrameSize + item.Length];
        Frame(bytes, item.Length);
        item.CopyTo(bytes.AsSpan(ShardWriter.FrameSize));
        return bytes;
    }

    /// <summary>The header, framed.</summary>
    public static byte[] Header(bool evidence)
    {
        CborWriter writer = new(CborConformanceMode.Lax);
        writer.WriteStartArray(4);
        writer.WriteTextString(Kind);
        writer.WriteInt32(Current);
        writer.WriteTextString(JournalHeader.Version);
        writer.WriteBoolean(evidence);
        writer.WriteEndArray();
        return Framed(writer.Encode());
    }

    /// <summary>Why a file with such a header cannot be used by this aggregation, in words; null where it can.</summary>
    /// <exception cref="Exception">What the CBOR library throws, or <see cref="FormatException"/>.</exception>
    public static string? DifferenceOf(ReadOnlyMemory<byte> header, bool evidence)
    {
        CborReader reader = new(header, CborConformanceMode.Lax);
        reader.ReadStartArray();
        if (reader.ReadTextString() != Kind)
        {
            throw new FormatException("it is no such file");
        }

        if (reader.ReadInt32() is var form and not Current)
        {
            return $"its form is {form}, and this PolyTool's is {Current}";
        }

        if (reader.ReadTextString() is var version && version != JournalHeader.Version)
        {
            return $"PolyTool {version} wrote it, and this is {JournalHeader.Version}";
        }

        return reader.ReadBoolean() == evidence ? null : evidence ? "it was made with -NoEvidence" : "it was made without -NoEvidence";
    }

    /// <summary>The end, framed.</summary>
    /// <param name="entries">Entries of the index.</param>
    /// <param name="index">Where the index begins.</param>
    /// <param name="hash">The SHA-256 of the header and the index.</param>
    public static byte[] EndOf(int entries, long index, byte[] hash)
    {
        var numbers = new byte[sizeof(int) + sizeof(long)];
        BinaryPrimitives.WriteInt32BigEndian(numbers, entries);
        BinaryPrimitives.WriteInt64BigEndian(numbers.AsSpan(sizeof(int)), index);
        CborWriter writer = new(CborConformanceMode.Lax);
        writer.WriteStartArray(3);
        writer.WriteTextString(End);
        writer.WriteByteString(numbers);
        writer.WriteByteString(hash);
        writer.WriteEndArray();
        return Framed(writer.Encode());
    }

    /// <summary>Reads the end.</summary>
    /// <exception cref="Exception">What the CBOR library throws, or <see cref="FormatException"/>.</exception>
    public static (int Entries, long Index, byte[] Hash) ReadEnd(ReadOnlyMemory<byte> framed)
    {
        CborReader reader = new(framed[ShardWriter.FrameSize..], CborConformanceMode.Lax);
        reader.ReadStartArray();
        if (!framed.Span.StartsWith(ShardWriter.Frame) || reader.ReadTextString() != End || reader.ReadByteString() is not { Length: sizeof(int) + sizeof(long) } numbers)
        {
            throw new FormatException("its end is missing");
        }

        return (BinaryPrimitives.ReadInt32BigEndian(numbers), BinaryPrimitives.ReadInt64BigEndian(numbers.AsSpan(sizeof(int))), reader.ReadByteString());
    }
}
