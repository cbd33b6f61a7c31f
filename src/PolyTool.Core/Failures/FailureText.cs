using System.Text;

namespace PolyTool.Core.Failures;

/// <summary>Texts that come from scanners, cut to a length that a row can hold.</summary>
internal static class FailureText
{
    private const int MaxLength = 4000;

    /// <summary>The text, at most 4,000 characters, without half a surrogate pair.</summary>
    public static string Of(string text)
    {
        if (text.Length > MaxLength)
        {
            int length = char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
            text = text[..length] + "…";
        }

        return IsWellFormed(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Whether a text has no lone surrogate.</summary>
    public static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
