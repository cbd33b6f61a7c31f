namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Upper and lower case as the original's language makes them, where that can change a classification.</summary>
internal static class CaseText
{
    /// <summary>Lower case by Unicode's full mapping, whose only difference to .NET's is the capital I with a dot.</summary>
    public static string Lower(string text) => text.Contains('\u0130', StringComparison.Ordinal)
        ? text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant()
        : text.ToLowerInvariant();

    /// <summary>
    /// Upper case of the letters of which an outcome consists. .NET maps letter by letter, so what becomes two letters or
    /// is kept apart for Turkish (dotless i, long s, sharp s, the fi ligature) is mapped here.
    /// </summary>
    public static string Upper(string text)
    {
        var upper = text.ToUpperInvariant();
        return upper.AsSpan().IndexOfAnyExceptInRange('\0', '\x7F') < 0
            ? upper
            : upper.Replace('\u0131', 'I').Replace('\u017F', 'S')
                .Replace("\u00DF", "SS", StringComparison.Ordinal).Replace("\uFB01", "FI", StringComparison.Ordinal);
    }

    /// <summary>Matching without regard to case treats the dotted and the dotless i as i and the long s as s.</summary>
    public static string FoldForMatching(string text) => text.Replace('\u0130', 'i').Replace('\u0131', 'i').Replace('\u017F', 's');
}
