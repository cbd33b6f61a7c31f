using System.Text;
using System.Text.Json;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Tests.Polymarket.Api;

public class LenientConvertersTests
{
    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("0.25", 0.25)]
    [InlineData("\"0.25\"", 0.25)]
    [InlineData("\"1e-05\"", 1e-5)]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    public void A_number_may_be_whole_broken_or_text(string json, double? expected) =>
        Assert.Equal(expected, Row($"\"avg_price\":{json}").AvgPrice);

    [Theory]
    [InlineData("\"avg_price\":\"NaN\"")]
    [InlineData("\"avg_price\":\"Infinity\"")]
    [InlineData("\"avg_price\":1e400")]
    [InlineData("\"avg_price\":\"cheap\"")]
    [InlineData("\"avg_price\":[1]")]
    [InlineData("\"first_entry_at\":1e300")]
    [InlineData("\"title\":{}")]
    [InlineData("\"title\":\"\\ud800\"")]
    public void What_is_no_number_or_text_is_left_out_of_its_row_and_named(string member)
    {
        var page = Page($"\"slug\":\"a-market\",{member}");
        Assert.Equal(new PositionRow { Slug = "a-market" }, Answers.Rows(page.Data).Single());
        Assert.StartsWith($"a-market: {member.Split('"')[1]} is ", Assert.Single(page.Oddities), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_of_seventy_seven_digits_stay_whole_also_as_numbers()
    {
        const string Id = "56134520934827987450354834210862718136281318820368118025608831884832419413779";
        Assert.Equal(Id, Row($"\"token_id\":\"{Id}\"").TokenId);
        Assert.Equal(Id, Row($"\"token_id\":{Id}").TokenId);
    }

    [Theory]
    [InlineData("\"[\\\"Yes\\\", \\\"No\\\"]\"")]
    [InlineData("[\"Yes\",\"No\"]")]
    public void Outcomes_come_as_a_list_or_as_a_text_that_holds_one(string json)
    {
        var row = JsonSerializer.Deserialize($"{{\"conditionId\":\"0x1\",\"outcomes\":{json}}}", GammaJson.Default.MarketRow);
        Assert.Equal(["Yes", "No"], row!.Outcomes!);
    }

    private static PositionRow Row(string member) => Answers.Rows(Page(member).Data).Single();

    private static DataPage<PositionRow> Page(string member) =>
        Answers.Read(Encoding.UTF8.GetBytes($"{{\"data\":[{{{member}}}]}}"), DataJson.Default.DataPagePositionRow);
}
