using System.Text.Json.Nodes;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>A field of another kind than expected costs that field: never another market, never the user, and the market is named.</summary>
public class OddFieldServerTests
{
    // In each of these worlds the second market has an odd field: two NBA games with a line of 0.60, the first won, the second lost.
    private const string Odd = "nba-ggg-hhh-2026-07-03";

    [Theory]
    [InlineData("market-category-object", "category")]
    [InlineData("market-tag-texts", "tags[0]")]
    [InlineData("market-closed-text", "closed")]
    public async Task The_recorded_worlds_give_both_positions(string name, string field)
    {
        await using var served = await ServedCase.StartAsync(name);
        var (user, positions) = await served.ScanAsync();
        Assert.Equal((0.6, "WIN"), (positions["601"].ClosingLine.Price, positions["601"].ResolutionOutcome));
        Assert.Equal((0.6, "LOSS"), (positions["603"].ClosingLine.Price, positions["603"].ResolutionOutcome));
        var warning = Assert.Single(user.Warnings, w => w.StartsWith("unexpected_fields: ", StringComparison.Ordinal));
        Assert.Contains($"{Odd}: {field} is ", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_that_are_texts_are_tags()
    {
        await using var served = await ServedCase.StartAsync("market-tag-texts");
        Assert.Equal(["sports", "nba"], (await served.ScanAsync()).Positions["603"].EventTags);
    }

    [Theory]
    [InlineData("category", "5")]
    [InlineData("category", "[]")]
    [InlineData("category", "[1, {}]")]
    [InlineData("slug", "{}")]
    [InlineData("question", "[\"a\"]")]
    [InlineData("tags", "\"sports\"")]
    [InlineData("tags", "{\"slug\": \"sports\"}")]
    [InlineData("tags", "[null, 7, {\"slug\": {}}, {\"slug\": \"nba\"}]")]
    [InlineData("events", "\"x\"")]
    [InlineData("events", "{\"slug\": \"ev\", \"id\": \"1\"}")]
    [InlineData("events", "[null, 3]")]
    [InlineData("events", "[{\"id\": [], \"slug\": \"ev\", \"tags\": [\"nba\"]}]")]
    [InlineData("outcomes", "{}")]
    [InlineData("outcomes", "[\"Ggg\", null]")]
    [InlineData("outcomes", "\"[\\\"Ggg\\\", null]\"")]
    [InlineData("outcomes", "\"Ggg, Hhh\"")]
    [InlineData("outcomes", "[\"Ggg\", {\"name\": \"Hhh\"}]")]
    [InlineData("clobTokenIds", "[\"603\", null]")]
    [InlineData("clobTokenIds", "7")]
    [InlineData("gameStartTime", "{}")]
    [InlineData("gameStartTime", "true")]
    [InlineData("eventStartTime", "[]")]
    [InlineData("endDate", "[\"2026-07-04\"]")]
    [InlineData("closedTime", "{\"at\": \"2026-07-03\"}")]
    [InlineData("closedTime", "false")]
    [InlineData("umaEndDate", "{}")]
    [InlineData("closed", "\"TRUE\"")]
    [InlineData("closed", "1")]
    [InlineData("sportsMarketType", "[\"moneyline\"]")]
    [InlineData("sportsMarketType", "{}")]
    public async Task Any_field_of_another_kind_costs_no_more_than_itself(string field, string value)
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world =>
        {
            var market = world.Market(1);
            market.Remove("category");
            market[field] = JsonNode.Parse(value);
        });
        var (user, positions) = await served.ScanAsync();
        Assert.Equal((0.6, "WIN"), (positions["601"].ClosingLine.Price, positions["601"].ResolutionOutcome));
        // Whatever is lost, the game's line is not: its day stands in the slug.
        Assert.Equal(0.6, positions["603"].ClosingLine.Price);
        // What is well read after all need not be said: a number or a flag is a text, and null in a list of objects is nobody.
        if (user.Warnings.SingleOrDefault(w => w.StartsWith("unexpected_fields: ", StringComparison.Ordinal)) is { } warning)
        {
            Assert.Contains(field, warning, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(value, (string[])["5", "true", "false"]);
        }
    }

    [Theory]
    [InlineData("outcomePrices", "{}")]
    [InlineData("outcomePrices", "[\"0\", null]")]
    [InlineData("outcomePrices", "[0, {}]")]
    public async Task A_payout_that_cannot_be_read_is_not_known(string field, string value)
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world => world.Market(1)[field] = JsonNode.Parse(value));
        var (_, positions) = await served.ScanAsync();
        Assert.Equal("WIN", positions["601"].ResolutionOutcome);
        Assert.Equal((0.6, "PENDING"), (positions["603"].ClosingLine.Price, positions["603"].ResolutionOutcome));
        Assert.Contains("PAYOUT_UNKNOWN", positions["603"].Missing);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("\"a market\"")]
    [InlineData("{\"conditionId\": {}}")]
    [InlineData("{}")]
    public async Task A_market_that_is_none_costs_that_one(string value)
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world => world.Json["raw"] = new JsonObject
        {
            ["/markets"] = new JsonArray(world.Market(0).DeepClone(), JsonNode.Parse(value)),
        });
        var (_, positions) = await served.ScanAsync();
        Assert.Equal((0.6, "WIN"), (positions["601"].ClosingLine.Price, positions["601"].ResolutionOutcome));
        Assert.Contains("MARKET_UNKNOWN", positions["603"].Missing);
    }

    [Theory]
    [InlineData("current_size", "\"many\"")]
    [InlineData("avg_price", "{}")]
    [InlineData("entry_fees_usdc", "[1]")]
    [InlineData("title", "{\"en\": \"x\"}")]
    [InlineData("realized_pnl", "true")]
    [InlineData("negative_risk", "\"false\"")]
    [InlineData("outcome_index", "\"zero\"")]
    [InlineData("event_slug", "[]")]
    public async Task A_field_of_a_position_costs_itself_too(string field, string value)
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world => world.Position("OPEN", 1)[field] = JsonNode.Parse(value));
        var (user, positions) = await served.ScanAsync();
        Assert.Equal((0.6, 55.0), (positions["601"].ClosingLine.Price, Math.Round(positions["601"].TotalCost!.Value, 9)));
        Assert.Equal(0.6, positions["603"].ClosingLine.Price);
        Assert.Contains(user.Warnings, w => w.Contains(field, StringComparison.Ordinal) && w.Contains(Odd, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("payouts", "[0, null]")]
    [InlineData("payouts", "{}")]
    [InlineData("payouts", "[{}, \"all\"]")]
    [InlineData("resolved_at", "{}")]
    [InlineData("status", "[]")]
    public async Task A_field_of_a_resolution_costs_itself_too(string field, string value)
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world =>
        {
            world.Market(1)["outcomePrices"] = null;
            var resolution = JsonNode.Parse("""{"condition_id": "0x000000000000000000000000000000000000000000000000000000000000003e", "status": "resolved", "payouts": [0, 1000000], "resolved_at": "2026-07-03T15:00:00Z"}""")!.AsObject();
            resolution[field] = JsonNode.Parse(value);
            world.Json["resolutions"] = new JsonArray(resolution);
        });
        var (_, positions) = await served.ScanAsync();
        Assert.Equal("WIN", positions["601"].ResolutionOutcome);
        Assert.Equal((0.6, field == "payouts" ? "PENDING" : "LOSS"), (positions["603"].ClosingLine.Price, positions["603"].ResolutionOutcome));
    }

    [Theory]
    [InlineData("category")]
    [InlineData("description")]
    [InlineData("tags")]
    public async Task A_field_that_goes_too_deep_costs_itself_too(string field)
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world =>
        {
            world.Market(1).Remove("category");
            world.Market(1)[field] = "DEEP";
            var markets = new JsonArray(world.Market(0).DeepClone(), world.Market(1).DeepClone()).ToJsonString();
            world.Json["raw"] = new JsonObject { ["/markets"] = markets.Replace("\"DEEP\"", string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100), StringComparison.Ordinal) };
        });
        var (_, positions) = await served.ScanAsync();
        Assert.Equal((0.6, 0.6), (positions["601"].ClosingLine.Price, positions["603"].ClosingLine.Price));
        Assert.Equal("LOSS", positions["603"].ResolutionOutcome);
    }

    [Fact]
    public async Task A_cursor_that_cannot_be_read_is_no_last_page()
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world => world.Json["raw"] = new JsonObject
        {
            ["/v2/positions"] = new JsonObject { ["data"] = new JsonArray(), ["pagination"] = "more" },
        });
        var error = await Assert.ThrowsAsync<PolyTool.Core.Polymarket.Api.ApiException>(() => served.ScanAsync());
        Assert.Equal("ApiAnswerMalformed", error.Code);
    }

    [Fact]
    public async Task The_warning_is_the_same_from_the_cache()
    {
        await using var served = await ServedCase.StartAsync("market-closed-text");
        var cache = served.World.NewFolder();
        var first = await served.ScanAsync(cache: cache);
        var second = await served.ScanAsync(cache: cache);
        Assert.Equal(first.User.Warnings, second.User.Warnings);
    }

    [Fact]
    public async Task Where_tokens_and_outcomes_are_the_other_way_round_the_position_is_believed_and_a_warning_says_so()
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world =>
        {
            world.Market(1).Remove("category");
            world.Market(1)["clobTokenIds"] = "[\"604\", \"603\"]";
        });
        var (user, positions) = await served.ScanAsync();
        // The position says Ggg, which lost; its token's place among the market's says Hhh, which won.
        Assert.Equal(("Ggg", "LOSS"), (positions["603"].OutcomeName, positions["603"].ResolutionOutcome));
        var warning = Assert.Single(user.Warnings, w => w.StartsWith("outcomes_differ: ", StringComparison.Ordinal));
        Assert.Contains($"{Odd}: the position is 'Ggg', the market's order says 'Hhh'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_position_names_no_outcome_its_index_is_believed()
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world =>
        {
            world.Market(1)["clobTokenIds"] = "[\"604\", \"603\"]";
            world.Position("OPEN", 1)["outcome"] = null;
        });
        var (user, positions) = await served.ScanAsync();
        Assert.Equal("LOSS", positions["603"].ResolutionOutcome);
        Assert.Contains(user.Warnings, w => w.StartsWith("outcomes_differ: ", StringComparison.Ordinal));
    }
}
