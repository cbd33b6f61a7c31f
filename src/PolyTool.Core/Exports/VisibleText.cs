using System.Globalization;
using System.Text;

namespace PolyTool.Core.Exports;

/// <summary>
/// Text from data as people see it: characters that would break a line, turn the reading direction around or be invisible
/// are written out as <c>\u202E</c> and the like, so that a key can neither forge nor hide anything.
/// </summary>
internal static class VisibleText
{
    // Zero-width joiner and non-joiner belong to Persian words and to emoji, and can forge nothing.
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    /// <summary>The text with everything in it visible.</summary>
    public static string Of(string text)
    {
        if (!NeedsWork(text))
        {
            return text;
        }

        StringBuilder visible = new(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
            else
            {
                visible.Append(rune.ToString());
            }
        }

        return visible.ToString();
    }

    /// <summary>The same as a label: cut to a length with an ellipsis, never within a character, and never empty.</summary>
    public static string Of(string text, int maximumLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "(empty)";
        }

        // A character becomes at least one; what lies behind twice the length need not be looked at.
        string visible = Of(text.Length > 2 * maximumLength ? text[..(2 * maximumLength)] : text);
        if (visible.Length <= maximumLength)
        {
            return visible;
        }

        int end = maximumLength - 1;
        return string.Concat(visible.AsSpan(0, char.IsHighSurrogate(visible[end - 1]) ? end - 1 : end), "…");
    }

    private static bool NeedsWork(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHidden(Rune rune) => rune.Value is not (NonJoiner or Joiner) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse;
}
