using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace PolyTool.Core.Json;

/// <summary>Member names seen lately, so that the same few hundred names are not made into strings a million times.</summary>
internal sealed class JsonNames
{
    private const int Slots = 512;
    private const int LongestKept = 64;
    private readonly string?[] _seen = new string?[Slots];

    /// <summary>The string of an unescaped UTF-8 name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestKept)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var slot = ref _seen[Hash(utf8) % Slots];
        return slot is not null && Ascii.Equals(utf8, slot) ? slot : slot = Encoding.UTF8.GetString(utf8);
    }

    /// <summary>The same for equal names; start, middle and end tell names apart well enough: a wrong guess costs one string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Hash(ReadOnlySpan<byte> utf8)
    {
        const int Word = sizeof(ulong);
        if (utf8.Length < Word)
        {
            var hash = (uint)utf8.Length;
            foreach (var b in utf8)
            {
                hash = (hash * 31) + b;
            }

            return hash;
        }

        var start = BinaryPrimitives.ReadUInt64LittleEndian(utf8);
        var middle = BinaryPrimitives.ReadUInt64LittleEndian(utf8[((utf8.Length - Word) / 2)..]);
        var end = BinaryPrimitives.ReadUInt64LittleEndian(utf8[^Word..]);
        var mixed = (start ^ BitOperations.RotateLeft(middle, 21) ^ BitOperations.RotateLeft(end, 42) ^ (ulong)utf8.Length) * 0x9E3779B97F4A7C15;
        return (uint)(mixed >> 32);
    }
}
