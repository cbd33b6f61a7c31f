using System.Text;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

public sealed class JsonFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_shape_keeps_only_what_it_names()
    {
        var shape = JsonShape.Members(("a", JsonShape.Members(("x", JsonShape.All))), ("list", JsonShape.Members()));
        var value = Read("""{"z":[{"a":1}],"a":{"y":{"x":2},"x":[{"q":3}]},"list":[1,2],"b":{}}""", shape);
        Assert.Equal("""{"a":{"x":[{"q":3}]},"list":[]}""", value.ToString().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_of_two_members_stays_whatever_its_kind()
    {
        var shape = JsonShape.Members(("a", JsonShape.Members(("x", JsonShape.All))));
        Assert.Equal(JsonKind.Integer, Read("""{"a":{"x":1},"a":5}""", shape)["a"]!.Kind);
        Assert.Equal(JsonKind.Array, Read("""{"a":{"x":1},"a":[1]}""", shape)["a"]!.Kind);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128 * 1024)]
    public void A_streamed_list_hands_out_what_is_wanted_of_each_item(int firstSize)
    {
        File.WriteAllText(_path, """{"z":{"a":[1]},"list":[{"a":{"b":1},"c":[2]},{"c":3},{"a":[{"d":4}],"a2":5},[6,7],8,null,[]],"x":[{"y":9}]}""");
        var shape = JsonShape.Members(("list", JsonShape.Stream(JsonShape.Members(("a", JsonShape.All)))), ("x", JsonShape.All));
        JsonFile file = new(firstSize);
        var items = file.Stream(_path, shape, CancellationToken.None).Select(Compact).ToArray();
        Assert.Equal(["""{"a":{"b":1}}""", "{}", """{"a":[{"d":4}]}""", "[]", "8", "null", "[]"], items);
        Assert.Equal("""{"list":[],"x":[{"y":9}]}""", Compact(file.Result));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" \n\t", false)]
    [InlineData("[", false)]
    [InlineData("[1] 2", false)]
    public void An_empty_file_is_told_from_one_that_is_no_json(string text, bool isEmpty)
    {
        foreach (var firstSize in new[] { 1, 3, 4, 128 * 1024 })
        {
            JsonFile file = new(firstSize);
            File.WriteAllText(_path, "7");
            Assert.Equal(7, file.Read(_path, JsonShape.All, CancellationToken.None).Number);
            File.WriteAllText(_path, text);
            var said = Assert.Throws<JsonTextException>(() => file.Read(_path, JsonShape.All, CancellationToken.None)).Message;
            Assert.StartsWith("not JSON: ", said, StringComparison.Ordinal);
            Assert.Equal(isEmpty, said.Contains("it is empty", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_file_larger_than_the_buffer_reads_the_same()
    {
        StringBuilder json = new("[");
        for (var i = 0; i < 40_000; i++)
        {
            json.Append("{\"näme\":\"").Append('é', i % 97).Append("\",\"n\":").Append(i).Append("},");
        }

        json.Append("null]");
        var value = Read(json.ToString(), JsonShape.All);
        Assert.Equal(40_001, value.Items.Count);
        Assert.Equal(JsonText.Parse(Encoding.UTF8.GetBytes(json.ToString())).ToCanonicalBytes(), value.ToCanonicalBytes());
    }

    [Fact]
    public void A_string_without_end_is_refused_with_bounded_memory()
    {
        using (var file = File.OpenWrite(_path))
        {
            file.Write("[\""u8);
            var block = new byte[1024 * 1024];
            block.AsSpan().Fill((byte)'a');
            for (var i = 0; i < 40; i++)
            {
                file.Write(block);
            }
        }

        var error = Assert.Throws<JsonTextException>(() => new JsonFile().Read(_path, JsonShape.All, CancellationToken.None));
        Assert.Equal("a string is longer than 16 MB", error.Message);
    }

    [Fact]
    public void What_is_skipped_is_checked_all_the_same()
    {
        var nothing = JsonShape.Members();
        Assert.Throws<JsonTextException>(() => Read("""{"a":[NaN]}""", nothing));
        Assert.Throws<JsonTextException>(() => Read("{\"a\":" + new string('1', 4301) + "}", nothing));
        Assert.Throws<JsonTextException>(() => Read("{\"a\":" + new string('[', 2000) + new string(']', 2000) + "}", nothing));
        File.WriteAllBytes(_path, [(byte)'[', (byte)'"', 0xC3, (byte)'"', (byte)']']);
        Assert.Equal("not JSON: it is not UTF-8", Assert.Throws<JsonTextException>(() => new JsonFile().Read(_path, nothing, CancellationToken.None)).Message);
    }

    [Fact]
    public void What_is_wrong_with_a_file_does_not_depend_on_the_files_before_it()
    {
        // Two faults that lie in one block or in two.
        byte[] damaged = [(byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)',', .. Enumerable.Repeat((byte)' ', 200_000), (byte)'x'];
        JsonFile reader = new();
        File.WriteAllBytes(_path, damaged);
        var alone = Assert.Throws<JsonTextException>(() => reader.Read(_path, JsonShape.All, CancellationToken.None)).Message;
        File.WriteAllText(_path, "\"" + new string('a', 300_000) + "\"");
        Assert.Equal(300_000, reader.Read(_path, JsonShape.All, CancellationToken.None).Text.Length);
        File.WriteAllBytes(_path, damaged);
        Assert.Equal(alone, Assert.Throws<JsonTextException>(() => reader.Read(_path, JsonShape.All, CancellationToken.None)).Message);
        Assert.Equal("not JSON: it is not UTF-8", alone);
    }

    private static string Compact(JsonValue value) => value.ToString().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private JsonValue Read(string json, JsonShape shape)
    {
        File.WriteAllText(_path, json);
        return new JsonFile().Read(_path, shape, CancellationToken.None);
    }
}
