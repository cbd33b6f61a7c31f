using System.Globalization;
using Microsoft.AspNetCore.Http;
using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket.Positions;

public class PositionQuirksServerTests
{
    private const string Wallet = "0x00000000000000000000000000000000000000aa";
    private static readonly FakeWorld s_empty = new([], []);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_page_with_a_cursor_is_no_end()
    {
        var list = await ReadAsync(r => (Status(r), Cursor(r)) switch
        {
            ("OPEN", "") => Page("", "a"),
            ("OPEN", "a") => Page(Row("1"), "b"),
            ("OPEN", "b") => Page(Row("2"), null),
            _ => Page("", null),
        });
        Assert.Equal(["1", "2"], list.InOrder().Select(p => p.TokenId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cursor_that_never_ends_is_a_failure_and_not_a_list(bool sameCursor)
    {
        var asked = 0;
        var error = await Assert.ThrowsAsync<Failure>(() => ReadAsync(_ =>
            Page(Row("1"), sameCursor ? "again" : Interlocked.Increment(ref asked).ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(("CursorNeverEnds", true), (error.Code, error.CanPass));
        // Three lists, each given up after a few pages.
        Assert.InRange(asked, 0, 20);
    }

    [Fact]
    public async Task Pages_of_closed_positions_that_are_held_too_are_no_circle()
    {
        // Six pages of each list, of the same tokens, and a token at the end that only the second list has.
        var list = await ReadAsync(r => (Status(r), Cursor(r)) switch
        {
            ("REDEEMABLE_LOST", _) => Page("", null),
            ("CLOSED", "6") => Page(Row("last"), null),
            ("OPEN", "6") => Page("", null),
            (_, "") => Page(Row("0"), "1"),
            (_, var cursor) => Page(Row(cursor), $"{int.Parse(cursor, CultureInfo.InvariantCulture) + 1}"),
        });
        Assert.Equal(["0", "1", "2", "3", "4", "5", "last"], list.InOrder().Select(p => p.TokenId));
    }

    [Fact]
    public async Task A_limit_that_is_clamped_costs_pages_and_no_positions()
    {
        var world = WorldGenerator.Make(new WorldOptions { Users = 1, Markets = 40, FewestPositions = 40, MostPositions = 40, Quirks = false });
        await using var served = await ServedWorld.StartAsync(world, new FakeServerOptions { LargestPage = 3 });
        var list = await PositionReader.ReadAsync(served.Source(), world.Users[0].Wallet, Token);
        Assert.Equal(40, list.Count);
        Assert.InRange(served.Server.Log.Count("/v2/positions"), 14, 16);
    }

    [Fact]
    public async Task Null_rows_are_dropped_and_rows_without_a_token_are_kept()
    {
        var list = await ReadAsync(r => Status(r) == "OPEN" ? Page($"null,{Row("1")},{{\"condition_id\":\"0xab\",\"outcome\":\"Yes\",\"current_size\":\"3\"}},null", null) : Page("", null));
        Assert.Equal(["", "1"], list.InOrder().Select(p => p.TokenId).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"data":null}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"data":{"current_size":1}}""")]
    [InlineData("""{"data":[],"pagination":{"next_cursor":{}}}""")]
    public async Task A_page_of_another_shape_is_a_failure_and_never_empty(string body)
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(_ => body));
        Assert.Equal("ApiAnswerMalformed", error.Code);
    }

    [Fact]
    public async Task A_token_in_two_lists_is_one_position_with_what_each_knows()
    {
        var list = await ReadAsync(r => Status(r) switch
        {
            "OPEN" => Page("""{"token_id":"1","current_size":5,"entry_cost_usdc":2.5,"total_size":5,"avg_price":0.4999}""", null),
            "CLOSED" => Page("""{"token_id":"1","current_size":0,"avg_price":0.7,"total_size":9,"realized_pnl":1.5,"first_entry_at":1700000000}""", null),
            _ => Page("", null),
        });
        var position = Assert.Single(list.InOrder());
        Assert.Equal((0.5, 9.0, 5.0, 1.5, 1_700_000_000L), (position.EntryPrice, position.TotalSize, position.CurrentSize, position.RealizedPnl, position.FirstEntry!.Value.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData("\"outcome_index\":999", null)]
    [InlineData("\"outcome_index\":\"1\"", 1)]
    [InlineData("\"outcome_index\":0.0", 0)]
    public async Task An_outcome_that_the_service_does_not_know_is_none(string member, int? expected)
    {
        var list = await ReadAsync(r => Status(r) == "OPEN" ? Page($"{{\"token_id\":\"1\",{member}}}", null) : Page("", null));
        Assert.Equal(expected, list.InOrder()[0].OutcomeIndex);
    }

    [Fact]
    public async Task Shares_that_nobody_paid_for_have_no_entry_price()
    {
        var list = await ReadAsync(r => Status(r) == "OPEN" ? Page("""{"token_id":"1","current_size":5,"entry_cost_usdc":0,"avg_price":0}""", null) : Page("", null));
        Assert.Null(list.InOrder()[0].EntryPrice);
    }

    [Fact]
    public async Task Two_profiles_of_one_name_are_ambiguous_and_both_wallets_are_named()
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([new("Twin", Wallet, []), new("twin", Wallet.Replace("aa", "bb", StringComparison.Ordinal), [])], []));
        var error = await Assert.ThrowsAsync<Failure>(() => UserResolver.ResolveAsync(served.Source(), "@TWIN", Token));
        Assert.Equal("HandleAmbiguous", error.Code);
        Assert.Contains("00aa", error.Message, StringComparison.Ordinal);
        Assert.Contains("00bb", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"profiles":null}""")]
    [InlineData("""{"profiles":[null,{"name":null,"proxyWallet":null},{"name":"twin","proxyWallet":null},{"name":"twin","proxyWallet":"0x12"}]}""")]
    public async Task Profiles_that_are_null_or_lack_a_wallet_are_nobody(string answer)
    {
        await using var served = await ServedWorld.StartAsync(s_empty, new FakeServerOptions { Replace = _ => answer });
        var error = await Assert.ThrowsAsync<Failure>(() => UserResolver.ResolveAsync(served.Source(), "twin", Token));
        Assert.Equal("HandleNotFound", error.Code);
    }

    [Fact]
    public async Task A_null_profile_hides_none_of_the_others()
    {
        await using var served = await ServedWorld.StartAsync(
            s_empty, new FakeServerOptions { Replace = _ => $$"""{"profiles":[null,{"name":null},{"name":"twin","proxyWallet":"{{Wallet}}"}]}""" });
        var (user, _) = await UserResolver.ResolveAsync(served.Source(), "twin", Token);
        Assert.Equal(Wallet, user.Wallet);
    }

    [Fact]
    public async Task A_part_of_a_name_is_not_the_name_and_the_nearest_three_are_told()
    {
        string[] names = ["sports-1", "sports-22", "sports-333", "sports-4444"];
        await using var served = await ServedWorld.StartAsync(new FakeWorld([.. names.Select((n, i) => new FakeUser(n, Wallet[..^1] + i, []))], []));
        var error = await Assert.ThrowsAsync<Failure>(() => UserResolver.ResolveAsync(served.Source(), "sports", Token));
        Assert.Equal("HandleNotFound", error.Code);
        Assert.Contains("sports-1, sports-22, sports-333.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("日本の猫")]
    [InlineData("Ñandú_ärger")]
    [InlineData("مرحبا")]
    [InlineData("a&b=c?d#e %2F+")]
    [InlineData("0x2c335066FE58fe9237c3d3Dc7b275C2a034a0563-1759935795465")]
    public async Task Handles_of_any_script_and_with_any_sign_are_found(string name)
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([new(name, Wallet, []), new(name + "2", Wallet[..^1] + "b", [])], []));
        var (user, _) = await UserResolver.ResolveAsync(served.Source(), name, Token);
        Assert.Equal((Wallet, name), (user.Wallet, user.Name));
    }

    private static async Task<PositionList> ReadAsync(Func<HttpRequest, string?> answer)
    {
        await using var served = await ServedWorld.StartAsync(s_empty, new FakeServerOptions { Replace = answer }, o => o with { Retries = 1 });
        return await PositionReader.ReadAsync(served.Source(), Wallet, Token);
    }

    private static string Status(HttpRequest request) => request.Query["status"].ToString();

    private static string Cursor(HttpRequest request) => request.Query["cursor"].ToString();

    private static string Row(string token) => $"{{\"token_id\":\"{token}\",\"current_size\":1,\"entry_cost_usdc\":0.5,\"total_size\":1}}";

    private static string Page(string rows, string? cursor) =>
        $"{{\"data\":[{rows}],\"pagination\":{{\"has_more\":{(cursor is null ? "false" : "true")},\"next_cursor\":{(cursor is null ? "null" : $"\"{cursor}\"")}}}}}";
}
