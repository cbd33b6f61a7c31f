using System.Text;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

public class JsonTextTests
{
    [Theory]
    [InlineData("""{"b":1,"a":2,"b":3}""", "{\n  \"a\": 2,\n  \"b\": 3\n}")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    [InlineData("[[],{},[[]]]", "[\n  [],\n  {},\n  [\n    []\n  ]\n]")]
    [InlineData("[1.0, 1E2, 100.0, -0, -0.0, 0.1, 12345678901234567890123, 1e16, 1e-7, 1E20]",
        "[\n  1.0,\n  100.0,\n  100.0,\n  0,\n  -0.0,\n  0.1,\n  12345678901234567890123,\n  1e+16,\n  1e-07,\n  1e+20\n]")]
    [InlineData("""["\u007f\u0080\u2028\u0000\b\f\n\r\t\"\\\/<>&'\ud83d\ude00\udc00\ud800x\uffff"]""",
        "[\n  \"\\u007f\\u0080\\u2028\\u0000\\b\\f\\n\\r\\t\\\"\\\\/<>&'\\ud83d\\ude00\\udc00\\ud800x\\uffff\"\n]")]
    [InlineData("""{"\ue000":6,"\ud83d\ude00":7,"\ud800":8,"":9,"_":3,"a":4,"A":2}""",
        "{\n  \"\": 9,\n  \"A\": 2,\n  \"_\": 3,\n  \"a\": 4,\n  \"\\ud800\": 8,\n  \"\\ue000\": 6,\n  \"\\ud83d\\ude00\": 7\n}")]
    public void Text_becomes_canonical(string json, string canonical) => Assert.Equal(canonical, Read(json).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("\uFEFF{}")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("""{"a":1,}""")]
    [InlineData("[1,]")]
    [InlineData("[NaN]")]
    [InlineData("[Infinity]")]
    [InlineData("[-Infinity]")]
    [InlineData("[01]")]
    [InlineData("[+1]")]
    [InlineData("[.5]")]
    [InlineData("[5.]")]
    [InlineData("[1e]")]
    [InlineData("[0x10]")]
    [InlineData("[True]")]
    [InlineData("/* c */ []")]
    [InlineData("[\"a\nb\"]")]
    [InlineData("""["\x41"]""")]
    [InlineData("""["\u12g4"]""")]
    [InlineData("[\"a")]
    [InlineData("\f[]")]
    public void What_is_not_JSON_is_refused(string json) => Assert.Throws<JsonTextException>(() => Read(json));

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0x22, 0xC3, 0x28, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xED, 0xA0, 0x80, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xC0, 0x80, 0x22 })]
    public void What_is_not_UTF8_is_refused(byte[] bytes) => Assert.Throws<JsonTextException>(() => JsonText.Parse(bytes));

    [Fact]
    public void A_message_says_where()
    {
        var error = Assert.Throws<JsonTextException>(() => Read("{\n  \"a\": x\n}"));
        Assert.Equal("not JSON: line 2, byte 8", error.Message);
    }

    [Theory]
    [InlineData(900, true)]
    [InlineData(901, false)]
    [InlineData(1_000_000, false)]
    public void Nesting_has_a_limit(int levels, bool taken)
    {
        var json = new string('[', levels) + new string(']', levels);
        if (taken)
        {
            Assert.Equal(JsonKind.Array, Read(json).Kind);
        }
        else
        {
            Assert.Equal("nested deeper than 900 levels", Assert.Throws<JsonTextException>(() => Read(json)).Message);
        }
    }

    [Theory]
    [InlineData(4300, true)]
    [InlineData(4301, false)]
    public void Integers_have_a_limit(int digits, bool taken)
    {
        string number = new('7', digits);
        if (taken)
        {
            Assert.Equal(number, Read("-" + number).IntegerText[1..]);
        }
        else
        {
            Assert.Throws<JsonTextException>(() => Read(number));
        }
    }

    [Fact]
    public void A_number_beyond_the_doubles_is_an_infinity_until_it_is_used() => Assert.Equal(double.PositiveInfinity, Read("1e400").Number);

    private static JsonValue Read(string json) => JsonText.Parse(Encoding.UTF8.GetBytes(json));
}
