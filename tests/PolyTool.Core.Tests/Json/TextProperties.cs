using System.Buffers;
using System.Text;
using CsCheck;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>Laws of texts in canonical JSON, for all texts: lone surrogates, long runs and escapes at every place included.</summary>
public sealed class TextProperties
{
    private static readonly Gen<char> s_char = Gen.Frequency(
        (20, Gen.Char['a', 'z']),
        (4, OneOf('"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\0', '\u001f', ' ', '~', '\u007f', 'é', '\ud83d', '\ude00')),
        (1, Gen.Char));

    private static readonly Gen<string> s_text = Gen.Select(
        OneOf("", new string('x', 4093), new string('x', 4096), new string('x', 9000)),
        s_char.Array[0, 40],
        OneOf("", new string('y', 4096)),
        (before, middle, after) => before + new string(middle) + after);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void A_text_is_written_as_the_rule_says() => s_text.Sample(text => Written(text) == Expected(text), iter: 3_000);

    [Fact]
    public void A_text_comes_back() => s_text.Sample(text => JsonText.Parse(Encoding.ASCII.GetBytes(Written(text))).Text == text, iter: 3_000);

    [Fact]
    public void A_name_that_was_seen_is_not_taken_for_another()
    {
        JsonNames names = new();
        // Few letters in many lengths: names that share their start, middle and end, and slots that are taken over again.
        Gen.Char['a', 'b'].Array[0, 40].Array[200].Sample(
            all => all.All(name => names.Get(Encoding.UTF8.GetBytes(name)) == new string(name)), iter: 200, threads: 1);
        Assert.Same(names.Get("notional_weighted_avg_clv_pct"u8), names.Get("notional_weighted_avg_clv_pct"u8));
    }

    /// <summary>Small and large objects are sorted in two ways.</summary>
    [Fact]
    public void Members_stand_in_order_and_of_equal_names_the_last_one_counts() => Gen.Int[0, 40].Array[0, 80].Sample(
        names =>
        {
            var members = names.Select(static (name, place) => KeyValuePair.Create($"k{name}", JsonValue.Of(place))).ToArray();
            var expected = members.GroupBy(static m => m.Key).OrderBy(static g => g.Key, CodePointOrder.Comparer).Select(static g => (g.Key, g.Last().Value.AsInteger));
            return expected.SequenceEqual(JsonValue.Object(members).Members.Select(static m => (m.Key, m.Value.AsInteger)));
        },
        iter: 2_000);

    private static string Written(string text)
    {
        ArrayBufferWriter<byte> output = new();
        new CanonicalJsonWriter(output).WriteString(text);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }

    private static string Expected(string text)
    {
        StringBuilder expected = new("\"");
        foreach (var c in text)
        {
            expected.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                >= ' ' and <= '~' => c.ToString(),
                _ => "\\u" + ((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        return expected.Append('"').ToString();
    }
}
