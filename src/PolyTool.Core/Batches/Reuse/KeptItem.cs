using System.Formats.Cbor;
using PolyTool.Core.Batches.Shards;

namespace PolyTool.Core.Batches.Reuse;

/// <summary>One run root of a file of kept run roots: whose it is where its files do not say, its fingerprint, and what came of it, as in a shard file.</summary>
/// <param name="Label">The last part of its path as recorded.</param>
/// <param name="Print">Its fingerprint.</param>
/// <param name="User">What came of it; <see cref="UserItem"/> reads it.</param>
internal sealed record KeptItem(string Label, RunRootPrint Print, ReadOnlyMemory<byte> User)
{
    [ThreadStatic]
    private static CborWriter? s_writer;

    /// <summary>The item of a run root that was read.</summary>
    public static KeptItem Of(string label, RunRootPrint print, WorkResult result)
    {
        var writer = Writer();
        UserItem.Write(writer, result, position: 0);
        return new(label, print, writer.Encode());
    }

    public byte[] ToBytes()
    {
        var writer = Writer();
        writer.WriteStartArray(3);
        writer.WriteText(Label);
        Print.Write(writer);
        writer.WriteByteString(User.Span);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="Exception">What the CBOR library throws, or <see cref="FormatException"/>.</exception>
    public static KeptItem Read(ReadOnlyMemory<byte> bytes, bool evidence)
    {
        CborReader reader = new(bytes, CborConformanceMode.Lax);
        reader.ReadStartArray();
        KeptItem item = new(reader.ReadText(), RunRootPrint.Read(reader, evidence), reader.ReadDefiniteLengthByteString());
        reader.ReadEndArray();
        return item;
    }

    private static CborWriter Writer()
    {
        var writer = s_writer ??= new(CborConformanceMode.Lax, initialCapacity: 16 * 1024);
        writer.Reset();
        return writer;
    }
}
