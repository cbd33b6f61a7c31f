using System.Text;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Dossiers.Read;

public class DossierReaderTests
{
    [Theory]
    [InlineData("""{"positions": {"count": 9, "positions": [{"question": "a"}]}}""")]
    [InlineData("""{"positions": {"items": [{"question": "a"}]}}""")]
    [InlineData("""{"positions": {"positions": 5, "items": [{"question": "a"}]}}""")]
    [InlineData("""{"positions": [{"question": "a"}]}""")]
    [InlineData("""{"positions_lifecycle": [{"question": "a"}]}""")]
    [InlineData("""{"position_lifecycle": {"positions": [{"question": "a"}]}}""")]
    [InlineData("""{"positions": [], "position_lifecycles": [{"question": "a"}]}""")]
    [InlineData("""{"positions": {"positions": []}, "positions_lifecycle": {"positions": [{"question": "a"}]}, "position_lifecycle": [{"question": "b"}]}""")]
    [InlineData("""{"positions": [{"question": "b"}], "positions": [{"question": "a"}]}""")]
    [InlineData("""{"positions": [{"question": "b", "question": "a"}]}""")]
    [InlineData(""" { "\u0070ositions" : [ { "question" : "a" } ] } """)]
    public void Positions_are_found_wherever_a_dossier_keeps_them(string text) =>
        Assert.Equal("a", DossierText.Read(Encoding.UTF8.GetBytes(text)).Positions.Single().Question);

    [Theory]
    [InlineData("""{"positions": [], "positions_lifecycle": [], "position_lifecycle": [{"question": "a"}]}""")]
    [InlineData("""{"positions": {"positions": []}}""")]
    public void The_first_list_after_an_empty_one_ends_the_search(string text) => Assert.Empty(DossierText.Read(Encoding.UTF8.GetBytes(text)).Positions);

    [Theory]
    [InlineData((64 << 10) - 1)]
    [InlineData(64 << 10)]
    [InlineData(40_000_000)]
    public void Blanks_before_a_dossier_cost_next_to_nothing(int blanks)
    {
        var bytes = new byte[blanks + 40];
        bytes.AsSpan().Fill((byte)' ');
        """{"positions": [{"question": "a"}]}"""u8.CopyTo(bytes.AsSpan(blanks));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal("a", DossierText.Read(bytes).Positions.Single().Question);

        // Read byte by byte 40 MB took 25 s on an idle machine; now it is a part of one.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
    }

    [Fact]
    public void Positions_larger_than_a_block_and_thousands_of_small_ones_are_read()
    {
        string large = new('x', 700_000);
        var text = $$"""{"noise": [[{"positions": 1}]], "positions": {"positions": [{"question": "{{large}}"}, {{string.Join(",\n", Enumerable.Range(0, 20_000).Select(i => $$"""{"question": "q{{i}}", "n": {"question": [1, 2]} }"""))}}]}, "z": "{{large}}"}""";

        var dossier = DossierText.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(20_001, dossier.Positions.Count);
        Assert.Equal(large, dossier.Positions[0].Question);
        Assert.Equal("q19999", dossier.Positions[^1].Question);
    }

    [Theory]
    [InlineData("""{"positions": [{}, {"question": "aX"}]}""")]
    [InlineData("""{"positions": [], "unused": ["X"]}""")]
    [InlineData("""{"uXnused": 1, "positions": []}""")]
    public void A_file_that_is_not_utf8_is_not_json_wherever_that_is(string text)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text).Select(b => b == 'X' ? (byte)0xFF : b)];

        Assert.Equal("not JSON: it is not UTF-8", Assert.Throws<JsonTextException>(() => DossierText.Read(bytes)).Message);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_kept() =>
        Assert.Equal("\ud800", DossierText.Read("""{"\ud800": 1, "positions": [{"question": "\ud800"}]}"""u8).Positions.Single().Question);
}
