using System.Globalization;
using System.Text;
using CsCheck;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>A table that is made of bytes is the one that is made of the tree, and what is said of a faulty file is the same.</summary>
public sealed class NumberTableProperties : IDisposable
{
    private const string Sound = """
        {"a":{"x":1.5,"rest":-0.25,"y":-12345,"z":null},
        	"b": { "y" : -0 , "x":"1","w":[1,{"x":2}] },"c":{},
         "d":{"x":-0.0,"x":1e400,"y":12345678901234567890,"other":true,"\u0078":7},"é":{"x":1E-7}, "\u00e9":{"x":3},"f":4}
        """;

    // A name and a number reach over a vector's width; members start like those of the row before, or nearly.
    private const string Wide = """
        {"a":{"x":123456789012345678901234567890.1234567890123456789,"a name of more than thirty-two bytes, and then some":-1.25},
         "b":{"x":0.1,"a name of more than thirty-two bytes, and then some":3,"y":2},
         "c":{"x":7,"a name of more than thirty-two bytes, and then some" :4},
         "d":{"y":17,"x":-0.013067}}
        """;

    private static readonly NumberColumns s_columns = new("x", "y", "a name of more than thirty-two bytes, and then some");

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_damaged_file_gives_the_same_table_or_the_same_words() =>
        Gen.Select(Gen.Bool.Select(static isWide => isWide ? Wide : Sound), JsonDamage.Of(2), Gen.Bool, Gen.Bool).Sample(
            (text, changes, isInside, isPadded) =>
            {
                File.WriteAllBytes(_path, JsonDamage.File(JsonDamage.In(text, changes), isInside, isPadded));
                Assert.Equal(Read(Wanted(JsonShape.All, isInside), isInside), Read(Wanted(JsonShape.Table(s_columns), isInside), isInside));
            },
            iter: 2_000,
            threads: 1);

    [Theory]
    [InlineData("""{"a":{"x":1},"b":{"x":2}}""", true)]
    [InlineData("""{ "a" : { "x" : 1 , "q" : "s" , "x" : null } }""", true)]
    [InlineData("""{"b":{"x":1},"a":{"x":2}}""", false)]
    [InlineData("""{"a":{"x":1},"a":{"x":2}}""", false)]
    [InlineData("""{"\u0061":{"x":1}}""", false)]
    [InlineData("""{"a":{"\u0078":1}}""", false)]
    [InlineData("""{"a":{"x":[1]}}""", false)]
    [InlineData("""{"a":{}}""", false)]
    [InlineData("""{"a":1}""", false)]
    [InlineData("""{"a":{"x":01}}""", false)]
    [InlineData("""{"a":{"x":1},}""", false)]
    [InlineData("""{"a":{"x":1}""", false)]
    [InlineData("{}", false)]
    public void Only_the_ordinary_is_made_of_bytes(string text, bool isOrdinary)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = new NumberTableReader(new()).Inside(utf8.AsSpan(1), s_columns, out var table);
        Assert.Equal(isOrdinary ? utf8.Length - 2 : -1, length);
        Assert.Equal(isOrdinary, table is not null);
    }

    [Fact]
    public void The_original_s_tables_are_made_of_bytes()
    {
        var path = Path.Combine(Repository.Root, "tests", "golden", "scan01", "run_root", "segment_analysis.json");
        var utf8 = File.ReadAllBytes(path);
        foreach (var name in new[] { "by_category", "by_entry_price_tier", "by_league", "by_market_type", "by_sport" })
        {
            var start = utf8.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\"{name}\": {{")) + name.Length + 5;
            Assert.True(new NumberTableReader(new()).Inside(utf8.AsSpan(start), new("count"), out _) > 0);
        }
    }

    [Fact]
    public void Columns_are_found_by_their_bytes()
    {
        string[] names = [.. Enumerable.Range(0, NumberColumns.Most).Select(static i => $"a_name_of_some_length_{i.ToString(CultureInfo.InvariantCulture)}")];
        NumberColumns columns = new(names);
        Assert.Equal(Enumerable.Range(0, names.Length), names.Select(name => columns.Of(Encoding.UTF8.GetBytes(name))));
        Assert.True(columns.Of("a_name_of_some_length_64"u8) < 0);
        Assert.True(columns.Of(""u8) < 0);
    }

    private static JsonShape Wanted(JsonShape shape, bool isInside) => isInside ? JsonShape.Members(("t", shape)) : shape;

    private string Read(JsonShape shape, bool isInside)
    {
        try
        {
            var value = new JsonFile().Read(_path, shape, CancellationToken.None);
            return Spelled((isInside ? value["t"] : value)?.Table(s_columns));
        }
        catch (JsonTextException error)
        {
            return error.Message;
        }
    }

    private static string Spelled(NumberTable? table)
    {
        if (table is null)
        {
            return "no object";
        }

        StringBuilder text = new();
        for (var row = 0; row < table.Rows.Count; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{table.Rows[row]}: {string.Join(' ', table[row].ToArray().Select(static n => n.ToString("R", CultureInfo.InvariantCulture)))}\n");
        }

        return text.AppendJoin(' ', Enumerable.Range(0, s_columns.Names.Count).Select(table.HasColumn)).ToString();
    }
}
