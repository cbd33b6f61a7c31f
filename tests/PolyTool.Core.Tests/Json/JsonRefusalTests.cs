using System.Text;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>
/// What the two JSON readers refuse, each with its own words: a whole text and a file read as a stream refuse the same, and
/// what a shape leaves out is checked like the rest.
/// </summary>
public sealed class JsonRefusalTests : IDisposable
{
    private const string NotUtf8 = "not JSON: it is not UTF-8";
    private const string Empty = "not JSON: it is empty, or a pipe or a device";
    private const string TooDeep = "nested deeper than 900 levels";
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("[", "]", 900, false)]
    [InlineData("[", "]", 901, true)]
    [InlineData("[", "]", 902, true)]
    [InlineData("[", "]", 5000, true)]
    [InlineData("{\"k\":", "}", 900, false)]
    [InlineData("{\"k\":", "}", 901, true)]
    [InlineData("[{\"k\":", "}]", 450, false)]
    [InlineData("[{\"k\":", "}]", 451, true)]
    public void Nesting(string open, string close, int times, bool refused)
    {
        var json = string.Concat(Enumerable.Repeat(open, times)) + "1" + string.Concat(Enumerable.Repeat(close, times));
        Assert.Equal(refused ? [TooDeep, TooDeep, TooDeep] : [null, null, null], Refusals(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, "not JSON: it starts with a byte order mark")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "not JSON: it starts with a byte order mark")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, NotUtf8)]
    [InlineData(new byte[0], Empty)]
    public void The_start_of_a_text(byte[] text, string refusal)
    {
        var refusals = Refusals(text);
        Assert.Equal(refusal, refusals[0]);

        // A stream looks at structure first: of bytes that are neither, it may say the other.
        Assert.All(refusals.Skip(1), said => Assert.True(said == refusal || (refusal == NotUtf8 && said!.StartsWith("not JSON", StringComparison.Ordinal)), said));
    }

    [Theory]
    // A byte of no sequence, an overlong form, half a surrogate pair, a sequence that is cut off, one beyond the last code point.
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public void Bytes_that_are_no_text(byte[] bytes)
    {
        byte[] value = [.. "{\"k\":\"a"u8, .. bytes, .. "b\"}"u8];
        byte[] name = [.. "{\"a"u8, .. bytes, .. "\":1}"u8];
        byte[] deep = [.. "{\"x\":[[{\"y\":\""u8, .. bytes, .. "\"}]]}"u8];
        Assert.All([value, name, deep], text => Assert.Equal([NotUtf8, NotUtf8, NotUtf8], Refusals(text)));
    }

    [Fact]
    public void The_first_of_two_faults_is_told()
    {
        byte[] textFirst = [(byte)'[', (byte)'"', 0xFF, .. "\", x]"u8];
        Assert.Equal([NotUtf8, NotUtf8, NotUtf8], Refusals(textFirst));
        byte[] depthAfterText = [(byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)',', .. Encoding.ASCII.GetBytes(new string('[', 2000))];
        Assert.Equal(NotUtf8, Refusals(depthAfterText)[1]);
    }

    [Theory]
    [InlineData(4300, false)]
    [InlineData(4301, true)]
    public void Digits(int count, bool refused)
    {
        var refusal = refused ? "an integer has more than 4300 digits" : null;
        foreach (var number in (string[])[new('7', count), "-" + new string('7', count)])
        {
            Assert.Equal([refusal, refusal, refusal], Refusals(Encoding.ASCII.GetBytes($$"""{"k":{{number}}}""")));
        }

        // A fraction or an exponent makes a double of it, however long.
        Assert.Equal([null, null, null], Refusals(Encoding.ASCII.GetBytes($$"""{"k":{{new string('7', count)}}.5}""")));
        Assert.Equal([null, null, null], Refusals(Encoding.ASCII.GetBytes($$"""{"k":{{new string('7', count)}}e-9}""")));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Texts(int beyond, bool refused)
    {
        var refusal = refused ? "a string is longer than 16 MB" : null;
        string text = new('a', (16 << 20) + beyond);
        Assert.Equal([refusal, refusal, refusal], Refusals(Encoding.ASCII.GetBytes($$"""{"k":"{{text}}"}""")));
        Assert.Equal([refusal, refusal, refusal], Refusals(Encoding.ASCII.GetBytes($$"""{"{{text}}":1}""")));
    }

    [Theory]
    [InlineData("{\n \"a\": x}", "not JSON: line 2, byte 7")]
    [InlineData("[1] 2", "not JSON: line 1, byte 5")]
    [InlineData("[1", "not JSON: line 1, byte 3")]
    public void What_is_no_JSON_is_told_with_its_place(string json, string refusal) => Assert.Equal([refusal, refusal, refusal], Refusals(Encoding.UTF8.GetBytes(json)));

    // What a whole text, a file, and a file of which nothing is wanted are refused for; null where they are taken.
    private IReadOnlyList<string?> Refusals(byte[] text)
    {
        File.WriteAllBytes(_path, text);
        return
        [
            Refusal(() => JsonText.Parse(text)),
            Refusal(() => new JsonFile().Read(_path, JsonShape.All, CancellationToken.None)),
            Refusal(() => new JsonFile(firstSize: 64).Read(_path, JsonShape.Members(), CancellationToken.None)),
        ];
    }

    private static string? Refusal(Func<JsonValue> read)
    {
        try
        {
            read();
            return null;
        }
        catch (JsonTextException error)
        {
            return error.Message;
        }
    }
}
