using System.Runtime.CompilerServices;

namespace PolyTool.Core.Json;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
        {
            return x.Length - y.Length;
        }

        // Where all before is shared and only one of the two goes on to the second half of a pair, that pair is larger than
        // the other's lone first half, whatever follows it.
        var inPair = EndsPair(x, common);
        return inPair != EndsPair(y, common)
            ? inPair ? 1 : -1
            : CodePointAt(x, common) - CodePointAt(y, common);
    }

    private static bool EndsPair(string text, int index) =>
        char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]);

    // Two second halves behind one first half order as the code points do.
    private static int CodePointAt(string text, int index)
    {
        var c = text[index];
        return char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            ? char.ConvertToUtf32(c, text[index + 1])
            : c;
    }
}
