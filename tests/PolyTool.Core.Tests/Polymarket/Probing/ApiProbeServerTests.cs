using System.Text.Json.Nodes;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Probing;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket.Probing;

/// <summary>The probe against our own server: nothing differs, and each difference that is put in is named.</summary>
public class ApiProbeServerTests
{
    private static readonly FakeWorld s_world = Make();

    /// <summary>Differences: what it is, the route, what is done to its answer, and what must be said.</summary>
    private static readonly Dictionary<string, (string Path, Action<JsonNode> Change, string Said)> s_differences = new(StringComparer.Ordinal)
    {
        ["a field is gone"] = ("/v2/positions", a => Each(a, r => r.Remove("first_entry_at")), "first_entry_at is missing"),
        ["a field is renamed"] = ("/v2/trades", a => Each(a, r => Rename(r, "size", "amount")), "size is missing"),
        ["a number is an object"] = ("/v2/positions", a => Each(a, r => r["avg_price"] = new JsonObject { ["value"] = 0.5 }), "avg_price is a object"),
        ["times in milliseconds"] = ("/v2/positions", a => Each(a, r => r["last_event_at"] = r["last_event_at"]!.GetValue<long>() * 1000), "last_event_at is 1"),
        ["prices in cents"] = ("/v2/trades", a => Each(a, r => r["price"] = r["price"]!.GetValue<double>() * 100), "price is "),
        ["payouts in dollars"] = ("/v2/resolutions", a => Each(a, r => r["payouts"] = new JsonArray(1, 0)), "payouts is [1,0]"),
        ["shares below zero"] = ("/v2/positions", a => Each(a, r => r["total_size"] = -5), "total_size is -5"),
        ["no pagination"] = ("/v2/positions", a => a.AsObject().Remove("pagination"), "pagination is missing"),
        ["more without a cursor"] = ("/v2/trades", a => a["pagination"] = new JsonObject { ["has_more"] = true, ["next_cursor"] = null }, "next_cursor"),
        ["a list under another name"] = ("/v2/prices-history", a => Rename(a.AsObject(), "data", "rows"), "data is missing"),
        ["history under another name"] = ("/prices-history", a => Rename(a.AsObject(), "history", "points"), "history is missing"),
        ["condition ids without 0x"] = ("/v2/positions", a => Each(a, r => r["condition_id"] = r["condition_id"]!.GetValue<string>()[2..]), "condition_id is '"),
        ["tokens in hex"] = ("/v2/trades", a => Each(a, r => r["token_id"] = "0xab"), "token_id is '0xab'"),
        ["a token too few"] = ("/markets", a => Each(a, r => r["clobTokenIds"] = "[\"1\"]"), "clobTokenIds are 1"),
        ["one outcome"] = ("/markets", a => Each(a, r => r["outcomes"] = "[\"Yes\"]"), "outcomes are fewer"),
        ["prices of outcomes in cents"] = ("/markets", a => Each(a, r => r["outcomePrices"] = "[\"55\", \"45\"]"), "outcomePrices hold '55'"),
        ["a flag as text"] = ("/markets", a => Each(a, r => r["closed"] = "false"), "closed is a text"),
        ["a filter is ignored"] = ("/v2/positions", a => Each(a, r => r["condition_id"] = "0x" + new string('a', 64)), "condition_id is '0xaaaa"),
        ["somebody else's positions"] = ("/v2/positions", a => Each(a, r => r["proxy_wallet"] = "0x" + new string('b', 40)), "proxy_wallet is '0xbbbb"),
        ["the limit is ignored"] = ("/markets", a => Repeat(a.AsArray(), 20), "20 rows where"),
        ["a time that is none"] = ("/markets", a => Each(a, r => r["endDate"] = "next week"), "endDate is 'next week'"),
        ["a wallet that is none"] = ("/public-search", a => Each(a, r => r["proxyWallet"] = "somebody"), "proxyWallet is 'somebody'"),
        ["an unknown status"] = ("/v2/positions", a => Each(a, r => r["status"] = "LIVE"), "status is 'LIVE'"),
        ["prices of another time"] = ("/v2/prices-history", a => Each(a, r => r["timestamp"] = 2_000_000_000), "outside of the window"),
        ["tags as a list"] = ("/sports", a => Each(a, r => r["tags"] = new JsonArray(1, 2)), "tags is a list"),
        ["few leagues"] = ("/sports", a => Keep(a.AsArray(), 3), "3 leagues"),
        ["a token that a batch lacks"] = ("/batch-prices-history", a => a["history"]!.AsObject().Remove(a["history"]!.AsObject().First().Key), "history lacks a token"),
        ["a batch as a list"] = ("/batch-prices-history", a => a["history"] = new JsonArray(), "history is a list"),
        ["a batch in cents"] = ("/batch-prices-history", a => Each(a["history"]!.AsObject().First(h => h.Value!.AsArray().Count > 0).Value!, r => r["p"] = 55), "history.p is 55"),
        ["a count as a list"] = ("/v2/user-stats", a => a["data"]!["trades"] = new JsonArray(), "data.trades is a list"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => [.. s_differences.Keys];

    [Fact]
    public async Task Nothing_differs_on_a_server_that_answers_as_recorded()
    {
        await using var served = await ServedWorld.StartAsync(s_world);
        var tests = await RunAsync(served);
        Assert.All(tests, t => Assert.True(t.Status is "Ok" or "Empty", $"{t.Route}: {t.Status} {t.Error} {string.Join("; ", t.Differences)}"));
        Assert.True(tests.Count(t => t.Status == "Ok") >= 12, string.Join(", ", tests.Select(t => $"{t.Route} {t.Status}")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_difference_is_named(string name)
    {
        var (path, change, said) = s_differences[name];
        await using var served = await ServedWorld.StartAsync(s_world, new FakeServerOptions
        {
            Change = (request, answer) =>
            {
                if (request.Path == path)
                {
                    change(answer);
                }

                return answer;
            },
        });
        var tests = await RunAsync(served);
        Assert.Contains(tests, t => t.Status == "Different" && t.Route.Contains(path, StringComparison.Ordinal) && t.Differences.Any(d => d.Contains(said, StringComparison.Ordinal)));
        // And nobody else is blamed.
        Assert.All(tests.Where(t => !t.Route.Split(' ')[0].EndsWith(path, StringComparison.Ordinal)), t => Assert.True(t.Status is "Ok" or "Empty", $"{t.Route}: {string.Join("; ", t.Differences)}"));
    }

    [Theory]
    [InlineData("/v2/resolutions", Fault.NotFound, "HTTP 404")]
    [InlineData("/v2/trades", Fault.Page, "refuses access")]
    [InlineData("/markets", Fault.Forbidden, "refuses access")]
    [InlineData("/prices-history", Fault.BadJson, "shape")]
    [InlineData("/sports", Fault.Text, "JSON belongs")]
    public async Task A_route_that_fails_is_named_and_the_others_are_asked(string path, Fault fault, string said)
    {
        await using var served = await ServedWorld.StartAsync(s_world, new FakeServerOptions { Faults = (r, _) => r.Path == path ? fault : Fault.None });
        var tests = await RunAsync(served);
        Assert.All(tests.Where(t => t.Route.Split(' ')[0].EndsWith(path, StringComparison.Ordinal) && (path != "/prices-history" || t.Route.StartsWith("clob/prices-history", StringComparison.Ordinal))), t =>
        {
            Assert.Equal("Failed", t.Status);
            Assert.Contains(said, t.Error, StringComparison.Ordinal);
        });
        Assert.Contains(tests, t => t.Status == "Ok");
    }

    [Theory]
    [InlineData(ApiHost.Gamma)]
    [InlineData(ApiHost.Data)]
    [InlineData(ApiHost.Clob)]
    public async Task With_one_host_down_the_others_are_asked_all_their_questions(ApiHost down)
    {
        var nobody = new Uri("http://127.0.0.1:9");
        await using var served = await ServedWorld.StartAsync(s_world, change: o => o with
        {
            Retries = 1,
            Addresses = new ApiAddresses(down == ApiHost.Gamma ? nobody : o.Addresses.Gamma, down == ApiHost.Data ? nobody : o.Addresses.Data, down == ApiHost.Clob ? nobody : o.Addresses.Clob),
        });
        var tests = await RunAsync(served);
        Assert.Equal(ProbeCall.All.Count, tests.Count);
        var name = down.ToString().ToLowerInvariant();
        Assert.All(tests, t => Assert.Equal(t.Route.StartsWith(name, StringComparison.Ordinal), t.Status == "Failed"));
        Assert.All(tests.GroupBy(t => t.Route.Split('/')[0]).Where(g => g.Key != name), g => Assert.Contains(g, t => t.Status == "Ok"));
    }

    [Fact]
    public async Task Answers_are_saved_trimmed_and_can_be_read()
    {
        await using var served = await ServedWorld.StartAsync(s_world, new FakeServerOptions { Faults = (r, _) => r.Path == "/sports" ? Fault.NotFound : Fault.None });
        var folder = Path.Combine(served.NewFolder(), "answers");
        var tests = await RunAsync(served, folder);
        Assert.Equal(tests.Select(t => t.SavedTo).Order(StringComparer.Ordinal), Directory.GetFiles(folder).Order(StringComparer.Ordinal));
        var markets = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "gamma_markets_open_ones.json"), Token))!;
        Assert.Equal(("gamma/markets open ones", 3), (markets["route"]!.GetValue<string>(), markets["answer"]!.AsArray().Count));
        Assert.StartsWith("0x", markets["answer"]![0]!["conditionId"]!.GetValue<string>(), StringComparison.Ordinal);
        var sports = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "gamma_sports.json"), Token))!;
        Assert.Contains("404", sports["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    // As on the services, open markets are traded today, and the first ones are open.
    private static FakeWorld Make()
    {
        var world = WorldGenerator.Make(new WorldOptions { Users = 6, Markets = 40 });
        var now = ServedWorld.Now.ToUnixTimeSeconds();
        PriceSeries Today(PriceSeries series) => new(series.Points.Concat(Enumerable.Range(1, 20).Select(h => (now - (h * 3600), 0.4))));
        return new FakeWorld(world.Users, [.. world.Markets.Select(m => m.Closed ? m : m with { Prices = [.. m.Prices.Select(Today)] }).OrderBy(m => m.Closed)]);
    }

    private static async Task<List<ApiRouteTest>> RunAsync(ServedWorld served, string? folder = null)
    {
        var tests = new List<ApiRouteTest>();
        await foreach (var test in ApiProbe.RunAsync(served.Client, new WorldTime(), folder, Token))
        {
            tests.Add(test);
        }

        return tests;
    }

    private static void Each(JsonNode answer, Action<JsonObject> change)
    {
        var rows = answer as JsonArray ?? (answer["data"] ?? answer["profiles"] ?? answer["history"]) as JsonArray;
        foreach (var row in rows!.OfType<JsonObject>())
        {
            change(row);
        }
    }

    private static void Rename(JsonObject row, string from, string to)
    {
        var value = row[from]?.DeepClone();
        row.Remove(from);
        row[to] = value;
    }

    private static void Repeat(JsonArray rows, int count)
    {
        while (rows.Count > 0 && rows.Count < count)
        {
            rows.Add(rows[0]!.DeepClone());
        }
    }

    private static void Keep(JsonArray rows, int count)
    {
        while (rows.Count > count)
        {
            rows.RemoveAt(rows.Count - 1);
        }
    }

    private sealed class WorldTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => ServedWorld.Now;
    }
}
