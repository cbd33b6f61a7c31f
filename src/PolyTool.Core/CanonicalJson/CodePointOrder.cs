namespace PolyTool.Core.CanonicalJson;

/// <summary>
/// Orders strings by Unicode code point, as all sorted output does. It differs from ordinal order where a supplementary
/// character meets one in U+E000 to U+FFFF; a lone surrogate sorts at its own value.
/// </summary>
public sealed class CodePointOrder : IComparer<string>
{
    private CodePointOrder()
    {
    }

    /// <summary>The comparer.</summary>
    public static CodePointOrder Comparer { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        if (ReferenceEquals(x, y))
        {
            return 0;
        }

        if (x is null || y is null)
        {
            return x is null ? -1 : 1;
        }

        int common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
        {
            return x.Length - y.Length;
        }

        return CodePointAt(x, common) - CodePointAt(y, common);
    }

    // The first difference may be the second half of a pair: then both sides share the first half, and the second halves
    // order like the code points do (unless one of them is no second half, in which case the pair is larger).
    private static int CodePointAt(string text, int index)
    {
        char c = text[index];
        if (char.IsLowSurrogate(c) && index > 0 && char.IsHighSurrogate(text[index - 1]))
        {
            return char.ConvertToUtf32(text[index - 1], c);
        }

        return char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            ? char.ConvertToUtf32(c, text[index + 1])
            : c;
    }
}
