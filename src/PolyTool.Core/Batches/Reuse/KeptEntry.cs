using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PolyTool.Core.Files;

namespace PolyTool.Core.Batches.Reuse;

/// <summary>What is kept of one run root: a new item to write, or one that stands in the file that was taken from.</summary>
/// <param name="Key">The key of the run root's real path.</param>
/// <param name="Item">The new item; null where the old one stands.</param>
/// <param name="Place">Where the old one stands.</param>
internal sealed record KeptEntry(TextKey Key, byte[]? Item, KeptPlace Place);

/// <summary>Where an item stands in a file of kept run roots, and its hash.</summary>
/// <param name="Offset">Where its bytes begin, behind their frame.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Hash">The first half of their SHA-256.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeptPlace(long Offset, int Length, UInt128 Hash)
{
    /// <summary>Bytes of an entry of the index: key, offset, length, hash.</summary>
    public const int EntrySize = 16 + 8 + 4 + 16;

    /// <summary>The first half of the SHA-256 of some bytes.</summary>
    public static UInt128 HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>Writes an entry of the index.</summary>
    public void WriteTo(Span<byte> entry, TextKey key)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(entry, key.High);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], key.Low);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], Offset);
        BinaryPrimitives.WriteInt32LittleEndian(entry[24..], Length);
        BinaryPrimitives.WriteUInt128LittleEndian(entry[28..], Hash);
    }

    /// <summary>Reads an entry of the index.</summary>
    public static (TextKey Key, KeptPlace Place) ReadFrom(ReadOnlySpan<byte> entry) => (
        new(BinaryPrimitives.ReadUInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64LittleEndian(entry[8..])),
        new(BinaryPrimitives.ReadInt64LittleEndian(entry[16..]), BinaryPrimitives.ReadInt32LittleEndian(entry[24..]), BinaryPrimitives.ReadUInt128LittleEndian(entry[28..])));
}
