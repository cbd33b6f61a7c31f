using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PolyTool.Core.Json;

/// <summary>
/// Finds where white space, strings, numbers and literals end in the bytes of a JSON text, for who reads it without tokens:
/// whatever is not surely one within <see cref="JsonLimits"/> is <see cref="Unsure"/> and the reader's. What is common is answered at
/// one look, inlined; the rest takes a slower way. Vectors are compared here: the framework's searches are compiled as slowly as other code.
/// </summary>
internal static class JsonBytes
{
    /// <summary>The place of what is not sure; less than any place.</summary>
    public const int Unsure = -1;

    // A bit for each byte of a short vector.
    private const uint AllBytes = 0xFFFF;

    /// <summary>Where the white space at a place ends, in the middle of a text that is mostly indented as it was the last time.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="indent">How much it was the last time, <see cref="Unsure"/> at first. Where it is that much again, the processor need not wait for this answer before it goes on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Indent(ReadOnlySpan<byte> json, int at, ref int indent)
    {
        if (json.Length - at < Vector128<byte>.Count)
        {
            return White(json, at);
        }

        if (json[at] > (byte)' ')
        {
            return at;
        }

        var bytes = Short(json, at);
        var white = Vector128.Equals(bytes, Vector128.Create((byte)' ')) | Vector128.Equals(bytes, Vector128.Create((byte)'\n'));
        var count = BitOperations.TrailingZeroCount(~white.ExtractMostSignificantBits());
        if (count == indent && json[at + indent] > (byte)' ')
        {
            return at + indent;
        }

        if (count == Vector128<byte>.Count || json[at + count] <= (byte)' ')
        {
            return White(json, at);
        }

        indent = count;
        return at + count;
    }

    /// <summary>Where the white space at a place ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int White(ReadOnlySpan<byte> json, int at)
    {
        if (at >= json.Length || json[at] > (byte)' ')
        {
            return at;
        }

        while (json.Length - at >= Vector128<byte>.Count)
        {
            var bytes = Short(json, at);
            var white = Vector128.Equals(bytes, Vector128.Create((byte)' ')) | Vector128.Equals(bytes, Vector128.Create((byte)'\n'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\r')) | Vector128.Equals(bytes, Vector128.Create((byte)'\t'));
            var others = ~white.ExtractMostSignificantBits() & AllBytes;
            if (others != 0)
            {
                return at + BitOperations.TrailingZeroCount(others);
            }

            at += Vector128<byte>.Count;
        }

        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>From behind a member's name to its value; the end of the text where that is in between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Colon(ReadOnlySpan<byte> json, int at)
    {
        if (json.Length - at > 2 && json[at] == (byte)':' && json[at + 1] == (byte)' ' && json[at + 2] > (byte)' ')
        {
            return at + 2;
        }

        at = White(json, at);
        return at < json.Length && json[at] == (byte)':' ? White(json, at + 1) : Unsure;
    }

    /// <summary>Where a string, number or literal ends that starts at a place; not to be asked behind the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Scalar(ReadOnlySpan<byte> json, int at) => json[at] switch
    {
        (byte)'"' => String(json, at + 1),
        (byte)'t' => Literal(json, at, "true"u8),
        (byte)'f' => Literal(json, at, "false"u8),
        (byte)'n' => Literal(json, at, "null"u8),
        _ => Number(json, at),
    };

    /// <summary>From behind a string's opening quote to behind its closing one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int String(ReadOnlySpan<byte> json, int at)
    {
        if (json.Length - at >= Vector256<byte>.Count)
        {
            var special = Special(Long(json, at));
            var end = at + BitOperations.TrailingZeroCount(special);
            if (special != 0 && json[end] == (byte)'"')
            {
                return end + 1;
            }
        }

        return LongString(json, at);
    }

    /// <summary>The same for who wants the text between the two.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">Behind the opening quote.</param>
    /// <param name="isEscaped">Whether there is an escape in it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Text(ReadOnlySpan<byte> json, int at, out bool isEscaped)
    {
        var end = Plain(json, at);
        isEscaped = end < json.Length && json[end] == (byte)'\\';
        return isEscaped ? LongString(json, at)
            : end < json.Length && json[end] == (byte)'"' && end - at <= JsonLimits.StringBytes ? end + 1
            : Unsure;
    }

    // Where a run of plain characters in a string ends: at its quote, an escape, a control character, which may not stand there, or with the text.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Plain(ReadOnlySpan<byte> json, int at)
    {
        while (json.Length - at >= Vector256<byte>.Count)
        {
            var special = Special(Long(json, at));
            if (special != 0)
            {
                return at + BitOperations.TrailingZeroCount(special);
            }

            at += Vector256<byte>.Count;
        }

        while (at < json.Length && json[at] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
        {
            at++;
        }

        return at;
    }

    // The callers know that so many bytes are there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Short(ReadOnlySpan<byte> json, int at) => Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Long(ReadOnlySpan<byte> json, int at) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);

    // A bit for each byte that is not plain in a string.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(bytes, Vector256.Create((byte)' '))).ExtractMostSignificantBits();

    private static int Literal(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> literal) =>
        json[at..].StartsWith(literal) ? at + literal.Length : Unsure;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LongString(ReadOnlySpan<byte> json, int start)
    {
        var at = start;
        while (true)
        {
            at = Plain(json, at);
            if (at == json.Length)
            {
                return Unsure;
            }

            if (json[at] == (byte)'"')
            {
                return at - start > JsonLimits.StringBytes ? Unsure : at + 1;
            }

            var escape = json[at] == (byte)'\\' ? Escape(json[(at + 1)..]) : 0;
            if (escape == 0)
            {
                return Unsure;
            }

            at += 1 + escape;
        }
    }

    // How many bytes of an escape follow its backslash; 0 where it is none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Escape(ReadOnlySpan<byte> json)
    {
        const int Hexadecimal = 5;
        if (json.IsEmpty)
        {
            return 0;
        }

        if (json[0] == (byte)'u')
        {
            return json.Length >= Hexadecimal && char.IsAsciiHexDigit((char)json[1]) && char.IsAsciiHexDigit((char)json[2])
                && char.IsAsciiHexDigit((char)json[3]) && char.IsAsciiHexDigit((char)json[4]) ? Hexadecimal : 0;
        }

        return json[0] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' ? 1 : 0;
    }

    // Sixteen bytes hold nearly every number whole, without a loop whose end nobody can foretell.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Number(ReadOnlySpan<byte> json, int start)
    {
        if (json.Length - start < Vector128<byte>.Count)
        {
            return LongNumber(json, start);
        }

        var digits = Vector128.LessThan(Short(json, start) - Vector128.Create((byte)'0'), Vector128.Create((byte)10)).ExtractMostSignificantBits();
        var sign = json[start] == (byte)'-' ? 1 : 0;
        var others = ~digits & AllBytes & ~(uint)sign;
        var whole = BitOperations.TrailingZeroCount(others);
        if (others == 0 || whole == sign || (json[start + sign] == (byte)'0' && whole > sign + 1))
        {
            return LongNumber(json, start);
        }

        var end = whole;
        if (json[start + whole] == (byte)'.')
        {
            others &= others - 1;
            end = BitOperations.TrailingZeroCount(others);
            if (others == 0 || end == whole + 1)
            {
                return LongNumber(json, start);
            }
        }

        return json[start + end] is (byte)'e' or (byte)'E' ? LongNumber(json, start) : start + end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LongNumber(ReadOnlySpan<byte> json, int start)
    {
        var at = json[start] == (byte)'-' ? start + 1 : start;
        var whole = Digits(json, at);
        if (whole == at || (json[at] == (byte)'0' && whole > at + 1))
        {
            return Unsure;
        }

        at = whole;
        if (at < json.Length && json[at] == (byte)'.')
        {
            var fraction = Digits(json, at + 1);
            if (fraction == at + 1)
            {
                return Unsure;
            }

            at = fraction;
        }

        if (at < json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            at += at + 1 < json.Length && json[at + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            var exponent = Digits(json, at);
            if (exponent == at)
            {
                return Unsure;
            }

            at = exponent;
        }

        // What is long enough to pass the limit of integers is the reader's, whatever it is.
        return at - start > JsonLimits.IntegerDigits ? Unsure : at;
    }

    private static int Digits(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at;
    }
}
