using System.Globalization;
using System.Text;

namespace PolyTool.Core.Failures;

/// <summary>
/// Text that strangers wrote as people see it: characters that would break a line, steer a terminal, turn the reading
/// direction around or be invisible are written out as <c>\u202E</c> and the like, so that a text can neither forge nor hide
/// anything. Ordinary text stays as it is. Whatever shows such text goes through here.
/// </summary>
public static class VisibleText
{
    // Zero-width joiner and non-joiner belong to Persian words and to emoji, and can forge nothing.
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;
    private const int LongestMessage = 4000;

    /// <summary>The text with everything in it visible.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text; half a surrogate pair becomes U+FFFD.</returns>
    public static string Of(string text) => Of(text, Keep.Nothing);

    /// <summary>A whole message: lines and tabs stay, credentials in addresses go, and 4,000 characters of it stay at most.</summary>
    /// <param name="text">A message of ours with foreign text in it, or of others.</param>
    /// <returns>The message as it may be shown and written.</returns>
    public static string Message(string text) => Again(Credentials.Hide(Cut(text, 2 * LongestMessage)));

    /// <summary>A message that is read back from a file of ours, or of somebody who forged one: what <see cref="Message"/> gave stays as it is.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The message as it may be shown; nothing more of it is taken for a credential.</returns>
    internal static string Again(string message) => Cut(Of(message, Keep.Lines), LongestMessage);

    /// <summary>One line of a report whose ordinary bytes are fixed: tabs and private characters, which steer nothing, stay.</summary>
    /// <returns>The text with what would steer a terminal or turn the line around visible.</returns>
    internal static string Line(string text) => Of(text, Keep.Tabs);

    private static string Of(string text, Keep keep)
    {
        if (!NeedsWork(text))
        {
            return text;
        }

        StringBuilder visible = new(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune) && !IsKept(rune, keep))
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
    /// <param name="text">Any text.</param>
    /// <param name="maximumLength">The most UTF-16 units that stay, 2 or more.</param>
    /// <returns>The label.</returns>
    public static string Of(string text, int maximumLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "(empty)";
        }

        return Cut(Of(Cut(text, 2 * maximumLength)), maximumLength);
    }

    // Never within a surrogate pair.
    private static string Cut(string text, int maximumLength)
    {
        if (text.Length <= maximumLength)
        {
            return text;
        }

        var end = maximumLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    private static bool IsKept(Rune rune, Keep keep) => keep != Keep.Nothing
        && (rune.Value == '\t' || (rune.Value == '\n' && keep == Keep.Lines) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse);

    private static bool NeedsWork(string text)
    {
        foreach (var c in text)
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

    private enum Keep
    {
        Nothing,
        Tabs,
        Lines,
    }
}
