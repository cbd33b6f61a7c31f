using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PolyTool.Core.Files;

/// <summary>
/// 16 bytes that stand for a text, so that a million users need no million labels and paths in memory: the first half of its
/// SHA-256, so that nobody can make two texts with one key.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextKey(ulong High, ulong Low)
{
    /// <summary>The key of a text.</summary>
    public static TextKey Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return new(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[sizeof(ulong)..]));
    }

    /// <summary>Its bits are even already.</summary>
    public override int GetHashCode() => (int)Low;
}
