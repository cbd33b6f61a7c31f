using System.Text.Json.Nodes;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>Times a thousand times too large are read as milliseconds, with a warning.</summary>
public class MillisecondsServerTests
{
    private const long Entry = 1_782_867_600;

    [Fact]
    public async Task Positions_with_times_in_milliseconds_have_their_entry_and_line()
    {
        await using var served = await ServedCase.StartAsync("milliseconds-positions");
        var (user, positions) = await served.ScanAsync();
        Assert.Equal((Entry, 0.6), (positions["401"].EntryTime!.Value.ToUnixTimeSeconds(), positions["401"].ClosingLine.Price));
        Assert.Contains(user.Warnings, w => w.StartsWith("times_in_milliseconds: ", StringComparison.Ordinal) && w.Contains("data/v2/positions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prices_with_times_in_milliseconds_give_the_line()
    {
        await using var served = await ServedCase.StartAsync("milliseconds-prices");
        var (user, positions) = await served.ScanAsync();
        Assert.Equal(0.6, positions["401"].ClosingLine.Price);
        Assert.Contains(user.Warnings, w => w.StartsWith("times_in_milliseconds: ", StringComparison.Ordinal) && w.Contains("nba-aaa-bbb-2026-07-02: prices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task So_are_the_minutes_of_the_other_service()
    {
        await using var served = await ServedCase.StartAsync("milliseconds-prices", world =>
        {
            world.Json["clob"] = world.Json["prices"]!.DeepClone();
            world.Json["prices"] = new JsonObject();
        });
        var (user, positions) = await served.ScanAsync();
        Assert.Equal(0.6, positions["401"].ClosingLine.Price);
        Assert.Contains(user.Warnings, w => w.StartsWith("times_in_milliseconds: ", StringComparison.Ordinal) && w.Contains("clob/prices-history", StringComparison.Ordinal));
    }

    [Fact]
    public async Task And_those_of_fills()
    {
        await using var served = await ServedCase.StartAsync("milliseconds-positions", world =>
        {
            world.Position("OPEN", 0)["first_entry_at"] = Entry;
            world.Position("OPEN", 0)["last_event_at"] = Entry;
        });
        var (user, positions) = await served.ScanAsync();
        Assert.Equal(Entry, positions["401"].EntryTime!.Value.ToUnixTimeSeconds());
        Assert.Contains(user.Warnings, w => w.StartsWith("times_in_milliseconds: ", StringComparison.Ordinal) && w.Contains("data/v2/trades", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_price_that_cannot_be_read_costs_that_price()
    {
        await using var served = await ServedCase.StartAsync("milliseconds-prices", world =>
        {
            world.Json.Remove("price_time_factor");
            world.Json["raw"] = new JsonObject { ["/v2/prices-history"] = JsonNode.Parse("""{"data":[{"timestamp":1782989000,"price":0.6,"resolution_seconds":60},{"timestamp":{},"price":0.9},null,{"timestamp":1782989400,"price":"high"}],"pagination":{"has_more":false}}""") };
        });
        var (user, positions) = await served.ScanAsync();
        Assert.Equal(0.6, positions["401"].ClosingLine.Price);
        Assert.Contains(user.Warnings, w => w.StartsWith("unexpected_fields: ", StringComparison.Ordinal) && w.Contains("prices", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gameStartTime")]
    [InlineData("eventStartTime")]
    [InlineData("closedTime")]
    [InlineData("endDate")]
    public async Task So_are_those_of_markets_as_numbers_and_as_texts(string field)
    {
        foreach (var asText in (bool[])[false, true])
        {
            await using var served = await ServedCase.StartAsync("milliseconds-positions", world =>
            {
                var start = DateTimeOffset.Parse("2026-07-02T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture).AddHours(field is "closedTime" or "endDate" ? 3 : 0).ToUnixTimeMilliseconds();
                var market = world.Market(0);
                if (field == "eventStartTime")
                {
                    market.Remove("gameStartTime");
                }

                market[field] = asText ? JsonValue.Create($"{start}") : JsonValue.Create(start);
            });
            var (user, positions) = await served.ScanAsync();
            Assert.Equal((0.6, "2026-07-02T12:00:00"), (positions["401"].ClosingLine.Price, positions["401"].ClosingLine.Anchor!.Value.ToString("s", System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Contains(user.Warnings, w => w.StartsWith("times_in_milliseconds: ", StringComparison.Ordinal) && w.Contains($"nba-aaa-bbb-2026-07-02: {field}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Resolutions_too()
    {
        await using var served = await ServedCase.StartAsync("milliseconds-positions", world =>
        {
            world.Market(0)["outcomePrices"] = null;
            world.Json["resolutions"] = new JsonArray(new JsonObject
            {
                ["condition_id"] = world.Market(0)["conditionId"]!.GetValue<string>(),
                ["payouts"] = new JsonArray(1_000_000, 0),
                ["resolved_at"] = 1_783_008_000_000,
            });
        });
        var (user, positions) = await served.ScanAsync();
        Assert.Equal((1_783_008_000, "WIN"), (positions["401"].ResolvedAt!.Value.ToUnixTimeSeconds(), positions["401"].ResolutionOutcome));
        Assert.Contains(user.Warnings, w => w.Contains("resolved_at", StringComparison.Ordinal));
    }
}
