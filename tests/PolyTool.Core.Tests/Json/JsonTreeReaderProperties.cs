using System.Text;
using CsCheck;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>A tree that is made of bytes is the one that is made of tokens, and what is said of a faulty file is the same.</summary>
public sealed class JsonTreeReaderProperties : IDisposable
{
    private const string Sound = """
        {"a\u00e9é\/": [1.5e3, -0, true,-12.25E+07 , 0e-1, []] , "b": "x\\ \ud83d\ude00 \ud800 é😀\b\f\n\r\t\"",
        	"c":null , "": {}, "d":[[ ],{ } , [{"e":[false]}]] , "d" : false, "n":12345678901234567890, "\u0061":-1, "a":255, "A":256}
        """;

    // As the original writes it: names and texts over a vector's width, numbers of all lengths, one indentation after the other.
    private const string Indented = """
        {
          "candidates": [
            {
              "a name of more than thirty-two bytes, and then some": "a text of more than thirty-two bytes, \u00e9, and then some",
              "count": 17,
              "metrics": {
                "average": -0.013067,
                "long": 123456789012345678901234567890.1234567890123456789,
                "none": null
              },
              "positions": []
            },
            "end"
          ]
        }
        """;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_damaged_file_gives_the_same_tree_or_the_same_words() =>
        Gen.Select(Gen.Bool.Select(static isIndented => isIndented ? Indented : Sound), JsonDamage.Of(2), Gen.Bool, Gen.Bool).Sample(
            (text, changes, isInside, isPadded) =>
            {
                File.WriteAllBytes(_path, JsonDamage.File(JsonDamage.In(text, changes), isInside, isPadded));
                var shape = isInside ? JsonShape.Members(("t", JsonShape.All)) : JsonShape.All;
                Assert.Equal(Read(() => ByTokens(shape)), Read(() => new JsonFile().Read(_path, shape, CancellationToken.None)));
                // However small the blocks are in which the file is read.
                Assert.Equal(Read(() => ByTokens(shape)), Read(() => new JsonFile(64).Read(_path, shape, CancellationToken.None)));
            },
            iter: 3_000,
            threads: 1);

    [Theory]
    [InlineData("{}", true)]
    [InlineData("[]", true)]
    [InlineData("[ ]", true)]
    [InlineData("[1]", true)]
    [InlineData("[1,]", false)]
    [InlineData("[,1]", false)]
    [InlineData("[1 2]", false)]
    [InlineData("[01]", false)]
    [InlineData("[1", false)]
    [InlineData("[1}", false)]
    [InlineData("[tru]", false)]
    [InlineData("{\"a\":1,}", false)]
    [InlineData("{\"a\" 1}", false)]
    [InlineData("{\"a\"}", false)]
    [InlineData("{a:1}", false)]
    [InlineData("{\"a\":1,\"a\":2}", true)]
    [InlineData("{\"\\u0061\":\"\\n\"}", true)]
    [InlineData("{\"\\u006\":1}", false)]
    [InlineData("[\"\\x\"]", false)]
    public void It_takes_what_is_sound_and_nothing_else(string text, bool isSound)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = new JsonTreeReader(new()).Inside(utf8.AsSpan(1), text[0] == '{', out var value);
        Assert.Equal(isSound ? utf8.Length - 2 : -1, length);
        Assert.Equal(isSound ? JsonText.Parse(utf8).ToString() : null, value?.ToString());
    }

    [Theory]
    [InlineData(JsonSkimmer.Levels, true)]
    [InlineData(JsonSkimmer.Levels + 1, false)]
    public void It_leaves_deep_nesting_to_the_reader(int levels, bool taken)
    {
        var text = Encoding.ASCII.GetBytes(new string('[', levels) + new string(']', levels));
        Assert.Equal(taken, new JsonTreeReader(new()).Inside(text.AsSpan(1), isObject: false, out _) > 0);
        File.WriteAllBytes(_path, text);
        Assert.Equal(Read(() => ByTokens(JsonShape.All)), Read(() => new JsonFile().Read(_path, JsonShape.All, CancellationToken.None)));
    }

    // What is streamed is read by tokens alone.
    private JsonValue ByTokens(JsonShape shape)
    {
        JsonFile file = new();
        foreach (var item in file.Stream(_path, shape, CancellationToken.None))
        {
            Assert.Fail($"{item}: nothing is streamed here");
        }

        return file.Result;
    }

    private static string Read(Func<JsonValue> read)
    {
        try
        {
            return Encoding.ASCII.GetString(read().ToCanonicalBytes());
        }
        catch (JsonTextException error)
        {
            return error.Message;
        }
        catch (ArgumentOutOfRangeException)
        {
            return "a number beyond the range of a double";
        }
    }
}
