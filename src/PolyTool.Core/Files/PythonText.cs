namespace PolyTool.Core.Files;

/// <summary>Text rules that the files inherit from the original, a Python program.</summary>
public static class PythonText
{
    /// <summary>Whether a character is white space to the original: .NET's white space and U+001C to U+001F.</summary>
    /// <param name="c">The character.</param>
    /// <returns>True for white space.</returns>
    public static bool IsWhiteSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    /// <summary>Removes white space at both ends.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text without white space at its ends.</returns>
    public static string Strip(string text)
    {
        var stripped = Strip(text.AsSpan());
        return stripped.Length == text.Length ? text : stripped.ToString();
    }

    /// <summary>Removes white space at both ends.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text without white space at its ends.</returns>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Whether the text has half of a surrogate pair without its other half, so that it has no UTF-8 form.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>True where it has one.</returns>
    public static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
