using System.Globalization;
using System.Numerics;

namespace PolyTool.Core.Json;

/// <summary>Numbers that a file holds as text: a sign, digits 0 to 9, a fraction, an exponent, white space around. Nothing else.</summary>
internal static class DecimalText
{
    /// <summary>The number, which can be infinite, or null where the text is not of this form.</summary>
    public static double? Number(string text)
    {
        var rest = text.AsSpan().Trim();
        if (!IsNumber(rest))
        {
            return null;
        }

        return double.Parse(rest, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
    }

    /// <summary>The number where it is finite; null for every other text, and for none.</summary>
    public static double? Finite(string? text) => text is not null && Number(text) is { } number && double.IsFinite(number) ? number : null;

    /// <summary>The integer, where the text is a sign and digits only and not longer than integers may be.</summary>
    public static bool Integer(string text, out BigInteger integer)
    {
        var rest = text.AsSpan().Trim();
        var digits = rest.Length > 0 && rest[0] is '+' or '-' ? rest[1..] : rest;
        integer = default;
        return digits.Length is > 0 and <= JsonLimits.IntegerDigits && Digits(digits) == digits.Length
            && BigInteger.TryParse(rest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer);
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = AfterSign(text);
        var whole = Digits(text);
        text = text[whole..];
        var fraction = 0;
        if (text.Length > 0 && text[0] == '.')
        {
            fraction = Digits(text[1..]);
            text = text[(1 + fraction)..];
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (text.Length > 0 && text[0] is 'e' or 'E')
        {
            text = AfterSign(text[1..]);
            return text.Length > 0 && Digits(text) == text.Length;
        }

        return text.Length == 0;
    }

    private static ReadOnlySpan<char> AfterSign(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;

    private static int Digits(ReadOnlySpan<char> text)
    {
        var other = text.IndexOfAnyExceptInRange('0', '9');
        return other < 0 ? text.Length : other;
    }
}
