using System.Globalization;
using System.Text;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>Reads numbers from text by the rules of the original's language, for fields that dossiers hold as text.</summary>
internal static class PythonFloat
{
    /// <summary>
    /// The number that a text stands for: white space around it, a sign, decimal digits of any script with single underscores
    /// between them, a fraction, an exponent, or <c>inf</c>, <c>infinity</c>, <c>nan</c> in any case.
    /// </summary>
    /// <returns>The nearest double, an infinity where it is too large; null where the text is no number.</returns>
    public static double? Parse(string text)
    {
        // Trim leaves U+001C to U+001F, which this language's number reader leaves too (its strip takes them).
        StringBuilder ascii = new();
        foreach (var rune in text.AsSpan().Trim().EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                ascii.Append((char)rune.Value);
            }
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                ascii.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            }
            else
            {
                return null;
            }
        }

        return WithoutUnderscores(ascii.ToString()) is { } plain ? ParseAscii(plain) : null;
    }

    // An underscore stands between two digits.
    private static string? WithoutUnderscores(string text)
    {
        for (var i = text.IndexOf('_', StringComparison.Ordinal); i >= 0; i = text.IndexOf('_', i + 1))
        {
            if (i == 0 || i + 1 == text.Length || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1]))
            {
                return null;
            }
        }

        return text.Replace("_", "", StringComparison.Ordinal);
    }

    private static double? ParseAscii(string text)
    {
        var unsigned = text.Length > 0 && text[0] is '+' or '-' ? text.AsSpan(1) : text;
        double sign = text.Length > 0 && text[0] == '-' ? -1 : 1;
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return sign * double.PositiveInfinity;
        }

        if (unsigned.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return double.NaN;
        }

        return DecimalText.Number(text);
    }
}
