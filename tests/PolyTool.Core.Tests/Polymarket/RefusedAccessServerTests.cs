using System.Text.Json.Nodes;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>A page of the network in front, a 403, a 451: said as what they are, with host and advice, and not asked again.</summary>
public class RefusedAccessServerTests
{
    private const string Page = "<!DOCTYPE html><html><head><title>Attention Required!</title></head><body>Sorry, you have been blocked</body></html>";

    [Theory]
    [InlineData("blocked-403", 403)]
    [InlineData("blocked-200-html", 200)]
    public async Task The_recorded_worlds_say_who_refuses_and_what_to_try(string name, int status)
    {
        await using var served = await ServedCase.StartAsync(name);
        var error = await Assert.ThrowsAsync<ApiException>(() => served.ScanAsync());
        AssertSaid(error, status);
        // Three lists at once, each asked for once.
        Assert.InRange(served.Log.Count("/v2/positions"), 1, 3);
    }

    [Theory]
    [InlineData("/v2/positions", 451)]
    [InlineData("/markets", 403)]
    [InlineData("/markets", 451)]
    [InlineData("/markets", 200)]
    [InlineData("/public-search", 403)]
    [InlineData("/public-search", 200)]
    public async Task So_does_every_route_without_which_there_is_no_scan(string route, int status)
    {
        await using var served = await ServedCase.StartAsync("blocked-403", world => Block(world, route, status));
        var error = await Assert.ThrowsAsync<ApiException>(() => served.ScanAsync(route == "/public-search" ? "someone" : ServedCase.Wallet));
        AssertSaid(error, status);
        Assert.InRange(served.Log.Count(route), 1, 3);
    }

    [Theory]
    [InlineData("/v2/prices-history", 403)]
    [InlineData("/v2/prices-history", 451)]
    [InlineData("/v2/prices-history", 200)]
    [InlineData("/prices-history", 403)]
    [InlineData("/prices-history", 200)]
    [InlineData("/v2/user-stats", 403)]
    [InlineData("/v2/user-stats", 200)]
    [InlineData("/v2/trades", 403)]
    [InlineData("/v2/resolutions", 451)]
    public async Task Where_something_else_is_refused_the_positions_stay_and_no_key_is_said_to_be_missing(string route, int status)
    {
        await using var served = await ServedCase.StartAsync("blocked-403", world => Block(world, route, status));
        try
        {
            var (_, positions) = await served.ScanAsync();
            Assert.NotEmpty(positions);
            Assert.DoesNotContain(positions.Values, p => p.ClosingLine.MissingReason == "AUTH_MISSING" || p.Missing.Any(m => m.Contains("AUTH", StringComparison.Ordinal)));
        }
        catch (ApiException e)
        {
            AssertSaid(e, status);
        }

        // A position's request each at most, and after a few refusals none.
        Assert.InRange(served.Log.Count(route), 0, 12);
    }

    [Fact]
    public async Task A_page_counts_whatever_type_it_claims()
    {
        await using var served = await ServedWorld.StartAsync(new FakePolymarket.World.FakeWorld([], []), new FakePolymarket.Server.FakeServerOptions { Replace = _ => "\n " + Page });
        var error = await Assert.ThrowsAsync<ApiException>(() => served.Client.GetAsync(new ApiRequest(ApiRoute.UserStatistics, []), static b => b, TestContext.Current.CancellationToken));
        AssertSaid(error, 200);
    }

    [Fact]
    public async Task A_service_that_lets_nobody_in_is_not_asked_by_everybody()
    {
        // Nobody gets to the root either: else it would be the users, and others would be asked for.
        await using var served = await ServedCase.StartAsync("blocked-403", static world => world.Json["status"]!["/"] = 403);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<ApiException>(() => served.World.Client.GetAsync(new ApiRequest(ApiRoute.Positions, []), static b => b, TestContext.Current.CancellationToken));
        }

        Assert.Equal(3, served.Log.Count("/v2/positions"));
    }

    private static void Block(FakePolymarket.Server.CaseWorld world, string route, int status)
    {
        world.Json.Remove("status");
        if (status == 200)
        {
            world.Json["raw"] = new JsonObject { [route] = Page };
        }
        else
        {
            world.Json["status"] = new JsonObject { [route] = status };
        }
    }

    private static void AssertSaid(ApiException error, int status)
    {
        Assert.Equal(("ApiAccessRefused", false, status, "ACCESS_REFUSED"), (error.Code, error.CanPass, error.Status, error.MissingReason));
        Assert.Contains("127.0.0.1 refuses access", error.Message, StringComparison.Ordinal);
        Assert.Contains("place or the address", error.Message, StringComparison.Ordinal);
        Assert.Contains("Try another network", error.Message, StringComparison.Ordinal);
        if (status != 200)
        {
            Assert.Contains($"HTTP {status}", error.Message, StringComparison.Ordinal);
        }
    }
}
