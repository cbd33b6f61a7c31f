using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>A user's name as files and folders hold it.</summary>
internal static class UserSlug
{
    /// <summary>The slug of a user without a name.</summary>
    public const string Unknown = "unknown";

    /// <summary>Lower case without a leading <c>@</c>; whatever is no ASCII letter, digit, <c>_</c> or <c>-</c> becomes <c>_</c>.</summary>
    /// <param name="name">The handle, or null.</param>
    /// <returns>The slug; <c>unknown</c> where nothing is left.</returns>
    public static string Of(string? name)
    {
        var text = PythonText.Strip(name ?? "");
        text = PythonText.Strip(text.StartsWith('@') ? text[1..] : text);
        if (text.Length == 0)
        {
            return Unknown;
        }

        System.Text.StringBuilder slug = new(text.Length);
        foreach (var rune in Segments.CaseText.Lower(text).EnumerateRunes())
        {
            slug.Append(rune.IsAscii && (char.IsAsciiLetterLower((char)rune.Value) || char.IsAsciiDigit((char)rune.Value) || rune.Value is '_' or '-')
                ? (char)rune.Value
                : '_');
        }

        return slug.ToString();
    }

    /// <summary>A text as one component of a path: letters, digits, dot, underscore and dash, and neither <c>.</c> nor <c>..</c>.</summary>
    /// <param name="text">A wallet, or what a dossier gives for one.</param>
    public static string PathComponent(string text)
    {
        var safe = string.Concat(text.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));
        return safe.Trim('.').Length == 0 ? Unknown : safe;
    }
}
