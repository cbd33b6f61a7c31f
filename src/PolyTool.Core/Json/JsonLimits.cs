using System.Numerics;

namespace PolyTool.Core.Json;

/// <summary>The limits that keep reading a hostile file safe; beyond one of them a text counts as defective.</summary>
internal static class JsonLimits
{
    /// <summary>Levels of nesting.</summary>
    public const int Depth = 900;

    /// <summary>Bytes of one string as it stands in the file.</summary>
    public const int StringBytes = 16 * 1024 * 1024;

    /// <summary>Digits of one integer: what the original's language takes.</summary>
    public const int IntegerDigits = 4300;

    /// <summary>UTF-16 units of a name: of a user, a wallet, a segment, a weighting. A board repeats each name many times.</summary>
    public const int NameLength = 4096;

    // All integers of so many bits have that many digits at most: the logarithm of 10^4300 to the base 2, rounded down.
    private const int IntegerBits = 14_284;
    private static readonly BigInteger s_integerEnd = BigInteger.Pow(10, IntegerDigits);

    // The longest escape of one UTF-16 unit, \u0000.
    private const int LongestEscape = 6;

    /// <summary>Whether a text is so short that it fits whatever it is made of.</summary>
    public static bool SurelyFits(string text) => text.Length <= StringBytes / LongestEscape;

    /// <summary>Whether a text, written as canonical JSON, can be read back.</summary>
    public static bool Fits(string text) => SurelyFits(text) || (text.Length <= StringBytes && CanonicalJsonWriter.EscapedLength(text) <= StringBytes);

    /// <summary>Whether an integer, written as canonical JSON, can be read back.</summary>
    public static bool Fits(BigInteger value) => value.GetBitLength() <= IntegerBits || BigInteger.Abs(value) < s_integerEnd;
}
