using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PolyTool.Core.Json;

/// <summary>
/// Passes over the inside of a container that nobody wants, as strictly as the framework's reader but without its tokens: most
/// bytes of a run root are such. It knows no lines and words no faults: what it cannot vouch for to the last byte it leaves to
/// the reader. Most of an aggregation is spent here and in the few other methods with <c>AggressiveOptimization</c>: these are
/// compiled well at once, where a fresh process would run them for a second uncompiled and then counting for the compiler. For
/// the same reason it compares vectors itself: the framework's searches start as slowly.
/// </summary>
internal static class JsonSkimmer
{
    /// <summary>Levels that it follows, the container itself counted; deeper ones are the reader's.</summary>
    public const int Levels = 64;

    private const int Unsure = -1;

    // A bit for each byte of a vector.
    private const uint AllBytes = 0xFFFF;

    /// <summary>How many bytes stand between a container's two brackets; negative where these are not surely JSON within the limits, or do not end here.</summary>
    /// <param name="json">What follows the opening bracket. Whether it is UTF-8 is not looked at.</param>
    /// <param name="isObject">Which bracket that is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Inside(ReadOnlySpan<byte> json, bool isObject)
    {
        // A bit a level, the innermost last: 1 for an object.
        var kinds = isObject ? 1UL : 0UL;
        var depth = 1;
        var at = White(json, 0);
        var afterValue = at < json.Length && json[at] == Closing(kinds);
        while (at < json.Length)
        {
            if (afterValue)
            {
                if (json[at] == (byte)',')
                {
                    at = White(json, at + 1);
                    afterValue = false;
                    continue;
                }

                if (json[at] != Closing(kinds) || --depth == 0)
                {
                    return depth == 0 ? at : Unsure;
                }

                kinds >>= 1;
                at = White(json, at + 1);
                continue;
            }

            at = (kinds & 1) == 0 ? at : Name(json, at);
            if ((uint)at >= (uint)json.Length)
            {
                return Unsure;
            }

            if (json[at] is (byte)'{' or (byte)'[')
            {
                if (depth++ == Levels)
                {
                    return Unsure;
                }

                kinds = (kinds << 1) | (json[at] == (byte)'{' ? 1UL : 0UL);
                at = White(json, at + 1);
                afterValue = at < json.Length && json[at] == Closing(kinds);
                continue;
            }

            at = Scalar(json, at);
            if (at < 0)
            {
                return Unsure;
            }

            at = White(json, at);
            afterValue = true;
        }

        return Unsure;
    }

    private static byte Closing(ulong kinds) => (kinds & 1) == 0 ? (byte)']' : (byte)'}';

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
            var bytes = Load(json, at);
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

    // A member's name and colon; where its value starts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Name(ReadOnlySpan<byte> json, int at)
    {
        at = json[at] == (byte)'"' ? String(json, at + 1) : Unsure;
        if (at < 0)
        {
            return Unsure;
        }

        at = White(json, at);
        return at < json.Length && json[at] == (byte)':' ? White(json, at + 1) : Unsure;
    }

    /// <summary>Where a string, number or literal ends that starts at a place; negative where it is not surely one within the limits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Scalar(ReadOnlySpan<byte> json, int at) => json[at] switch
    {
        (byte)'"' => String(json, at + 1),
        (byte)'t' => Literal(json, at, "true"u8),
        (byte)'f' => Literal(json, at, "false"u8),
        (byte)'n' => Literal(json, at, "null"u8),
        _ => Number(json, at),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Literal(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> literal) =>
        json[at..].StartsWith(literal) ? at + literal.Length : Unsure;

    // From behind the opening quote to behind the closing one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int String(ReadOnlySpan<byte> json, int start)
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

    /// <summary>Where a run of plain characters in a string ends: at its quote, an escape, a control character, which may not stand there, or with the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Plain(ReadOnlySpan<byte> json, int at)
    {
        while (json.Length - at >= Vector128<byte>.Count)
        {
            var bytes = Load(json, at);
            var special = Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(bytes, Vector128.Create((byte)' '));
            if (special != Vector128<byte>.Zero)
            {
                return at + BitOperations.TrailingZeroCount(special.ExtractMostSignificantBits());
            }

            at += Vector128<byte>.Count;
        }

        while (at < json.Length && json[at] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
        {
            at++;
        }

        return at;
    }

    // The caller knows that so many bytes are there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ReadOnlySpan<byte> json, int at) => Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Number(ReadOnlySpan<byte> json, int start)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Digits(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at;
    }
}
