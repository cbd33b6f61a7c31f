using System.Text;
using System.Text.Json;
using CsCheck;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>What is passed over without the framework's reader is exactly what that reader takes, and what is said of the rest is the same.</summary>
public sealed class JsonSkimmerProperties : IDisposable
{
    private const string Sound = """
        {"a\u00e9é\/": [1.5e3, -0, true,-12.25E+07 , 0e-1] , "b": "x\\ \ud83d\ude00 \ud800 é😀\b\f\n\r\t\"",
        	"c":null , "": {}, "d":[[ ],{ } , [{"e":[false]}]] , "d" : false, "n":12345678901234567890}
        """;

    private static readonly Gen<byte[]> s_damaged = JsonDamage.Of(3).Select(static changes => JsonDamage.In(Sound, changes));

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void It_passes_over_what_the_reader_takes_and_nothing_else() => s_damaged.Sample(
        static bytes =>
        {
            foreach (var length in new[] { bytes.Length, bytes.Length / 2 })
            {
                var text = bytes.AsSpan(0, length);
                var inside = text.IsEmpty || text[0] is not ((byte)'{' or (byte)'[') ? -1 : JsonSkimmer.Inside(text[1..], text[0] == (byte)'{');
                Assert.Equal(EndOfFirstContainer(text), inside < 0 ? -1 : inside + 1);
            }
        },
        iter: 20_000);

    // Bytes are looked at sixteen or thirty-two at a time; what stands at the edge of such a group, or behind the last whole one, is no other.
    [Theory]
    [InlineData("[\"", "\"]", (byte)'a')]
    [InlineData("[\"", "\"], \"and twenty bytes more\"", (byte)'a')]
    [InlineData("[", "]", (byte)' ')]
    [InlineData("[1", "]", (byte)'\t')]
    [InlineData("[1,", "2] and twenty bytes more", (byte)'\n')]
    [InlineData("[\n    1,", "2] and twenty bytes more", (byte)' ')]
    [InlineData("[", "] and twenty bytes more", (byte)'1')]
    [InlineData("[-", "]", (byte)'1')]
    [InlineData("[0.", ",1] and twenty bytes more", (byte)'1')]
    [InlineData("[-1.5", "]", (byte)'0')]
    [InlineData("[1e", "] and twenty bytes more", (byte)'9')]
    public void Any_byte_at_any_place_of_a_string_a_number_or_white_space_counts(string before, string after, byte plain)
    {
        foreach (var length in new[] { 1, 7, 8, 14, 15, 16, 17, 31, 32, 33 })
        {
            for (var at = 0; at < length; at++)
            {
                for (var value = 0; value <= byte.MaxValue; value++)
                {
                    var run = Enumerable.Repeat(plain, length).ToArray();
                    run[at] = (byte)value;
                    byte[] text = [.. Encoding.ASCII.GetBytes(before), .. run, .. Encoding.ASCII.GetBytes(after)];
                    var inside = JsonSkimmer.Inside(text.AsSpan(1), isObject: false);
                    if (EndOfFirstContainer(text) != (inside < 0 ? -1 : inside + 1))
                    {
                        Assert.Fail($"byte {value} at {at} of {length}");
                    }
                }
            }
        }
    }

    [Fact]
    public void A_fault_is_told_alike_whether_its_place_is_wanted_or_not() => s_damaged.Sample(
        bytes =>
        {
            File.WriteAllBytes(_path, [.. "[1,\n"u8, .. bytes, .. "\n]"u8]);
            return Refusal(JsonShape.Members()) == Refusal(JsonShape.All);
        },
        iter: 500,
        threads: 1);

    [Theory]
    [InlineData(JsonSkimmer.Levels, true)]
    [InlineData(JsonSkimmer.Levels + 1, false)]
    public void It_leaves_deep_nesting_to_the_reader(int levels, bool taken)
    {
        var text = Encoding.ASCII.GetBytes(new string('[', levels) + new string(']', levels));
        Assert.Equal(taken, JsonSkimmer.Inside(text.AsSpan(1), isObject: false) > 0);
    }

    [Fact]
    public void It_leaves_what_passes_a_limit_to_the_reader()
    {
        Assert.True(JsonSkimmer.Inside(Encoding.ASCII.GetBytes(new string('1', JsonLimits.IntegerDigits) + "]"), isObject: false) > 0);
        Assert.True(JsonSkimmer.Inside(Encoding.ASCII.GetBytes(new string('1', JsonLimits.IntegerDigits + 1) + "]"), isObject: false) < 0);
        Assert.True(JsonSkimmer.Inside(Encoding.ASCII.GetBytes('"' + new string('a', JsonLimits.StringBytes) + "\"]"), isObject: false) > 0);
        Assert.True(JsonSkimmer.Inside(Encoding.ASCII.GetBytes('"' + new string('a', JsonLimits.StringBytes + 1) + "\"]"), isObject: false) < 0);
    }

    // Where the closing bracket of the container stands that a text starts with; negative where the reader finds none or a fault before it.
    private static int EndOfFirstContainer(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = JsonSkimmer.Levels });
        try
        {
            if (!reader.Read() || reader.TokenStartIndex > 0 || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return -1;
            }

            while (reader.Read())
            {
                if (reader.CurrentDepth == 0)
                {
                    return (int)reader.TokenStartIndex;
                }
            }
        }
        catch (JsonException)
        {
            // What it says of the place is another test's.
        }

        return -1;
    }

    private string Refusal(JsonShape shape)
    {
        try
        {
            new JsonFile().Read(_path, shape, CancellationToken.None);
            return "";
        }
        catch (JsonTextException error)
        {
            return error.Message;
        }
    }
}
