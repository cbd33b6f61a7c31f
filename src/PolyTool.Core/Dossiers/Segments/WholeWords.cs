using System.Globalization;
using System.Text;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Finds texts that stand as whole words: neither a letter, a digit, another numeral nor an underscore beside them.</summary>
internal static class WholeWords
{
    /// <summary>The place of a whole-word text.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="words">What to look for; it begins and ends with a letter or digit.</param>
    /// <param name="start">From where on.</param>
    /// <returns>The index, or -1.</returns>
    public static int IndexOf(string text, string words, int start)
    {
        for (var at = text.IndexOf(words, start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            if (!EndsInWord(text.AsSpan(0, at)) && !StartsWithWord(text.AsSpan(at + words.Length)))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == System.Buffers.OperationStatus.Done && IsWord(rune);

    private static bool EndsInWord(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == System.Buffers.OperationStatus.Done && IsWord(rune);

    private static bool IsWord(Rune rune) => rune.Value == '_' || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
