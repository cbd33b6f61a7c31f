using CsCheck;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>The order of texts is that of their code points, for all texts, lone surrogates included.</summary>
public sealed class CodePointOrderProperties
{
    [Fact]
    public void Any_two_texts_are_ordered_as_their_code_points_are()
    {
        var text = Gen.Int[0, 7].Select(static i => "a\ue000\uffff\ud800\ud801\udbff\udc00\udfff"[i]).Array[0, 6].Select(static c => new string(c));
        Gen.Select(text, text).Sample(
            static (x, y) => Math.Sign(CodePointOrder.Comparer.Compare(x, y)) == CodePoints(x).AsSpan().SequenceCompareTo(CodePoints(y)), iter: 100_000);
    }

    private static int[] CodePoints(string text)
    {
        List<int> points = [];
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            points.Add(pair ? char.ConvertToUtf32(text[i], text[++i]) : text[i]);
        }

        return [.. points];
    }
}
