using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Scanning;
using PolyTool.Core.Tests.Polymarket.Serving;
using PolyTool.FakePolymarket.Server;

namespace PolyTool.Core.Tests.Polymarket.Scanning;

public class DirectScannerServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_no_more_than_the_data_need_and_none_for_what_is_known()
    {
        await using var served = await ServedWorld.StartAsync();
        var (user, cache) = (served.World.Users[1], served.NewFolder());
        await (await ScannerAsync(served, cache)).ScanAsync(user.Name, lite: true, Token);
        var log = served.Server.Log;
        var asked = user.Positions.Count(p => p.Market.Closed && p.AvgPrice > 0);
        Assert.Equal((1, 3, 1), (log.Count("/public-search"), log.Count("/v2/positions"), log.Count("/v2/user-stats")));
        // All closed markets in one batch, those that are open in a second.
        Assert.InRange(log.Count("/markets"), 1, 2);
        Assert.InRange(log.Count("/v2/resolutions"), 0, 1);
        Assert.Equal(asked, log.Count("/v2/prices-history"));
        Assert.Equal(0, log.Count("/prices-history"));

        log.Clear();
        await (await ScannerAsync(served, cache)).ScanAsync(user.Wallet, lite: true, Token);
        Assert.Equal((0, 0, 0), (log.Count("/public-search"), log.Count("/v2/prices-history"), log.Count("/v2/resolutions")));
        // Open markets alone are asked for again; the closed ones are known.
        var open = user.Positions.Where(p => !p.Market.Closed).Select(p => p.Market.ConditionId).ToHashSet(StringComparer.Ordinal);
        Assert.All(log.All.Where(r => r.StartsWith("/markets", StringComparison.Ordinal)), r => Assert.Equal(open.Count, r.Split("condition_ids=").Length - 1));
    }

    [Fact]
    public async Task Entry_context_costs_one_more_request_a_position()
    {
        await using var served = await ServedWorld.StartAsync();
        var user = served.World.Users[2];
        await (await ScannerAsync(served, served.NewFolder())).ScanAsync(user.Name, lite: false, Token);
        var closed = user.Positions.Count(p => p.Market.Closed && p.AvgPrice > 0);
        Assert.InRange(served.Server.Log.Count("/v2/prices-history"), closed, closed + user.Positions.Count);
    }

    [Fact]
    public async Task What_users_have_in_common_is_asked_for_once()
    {
        await using var served = await ServedWorld.StartAsync();
        var scanner = await ScannerAsync(served, served.NewFolder());
        await Task.WhenAll(served.World.Users.Select(u => scanner.ScanAsync(u.Name, lite: true, Token)));
        var prices = served.Server.Log.All.Where(r => r.StartsWith("/v2/prices-history", StringComparison.Ordinal)).ToList();
        Assert.Equal(prices.Count, prices.Distinct(StringComparer.Ordinal).Count());
        var markets = served.Server.Log.All.Where(r => r.StartsWith("/markets", StringComparison.Ordinal) && r.Contains("closed=true", StringComparison.Ordinal))
            .SelectMany(r => r.Split('&', '?').Where(t => t.StartsWith("condition_ids=", StringComparison.Ordinal)))
            .ToList();
        Assert.Equal(markets.Count, markets.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_run_repeats_from_its_cache_byte_by_byte_with_nobody_there()
    {
        await using var served = await ServedWorld.StartAsync();
        var (cache, first, second) = (served.NewFolder(), served.NewFolder(), served.NewFolder());
        var clock = new FixedTime(ServedWorld.Now);
        var online = await ScannerAsync(served, cache, output: first, time: clock);
        foreach (var user in served.World.Users)
            await online.ScanAsync(user.Name, lite: false, Token);
        served.Server.Log.Clear();
        var offline = await ScannerAsync(served, cache, CacheMode.Offline, second, clock);
        await Task.WhenAll(served.World.Users.Select(u => offline.ScanAsync(u.Name, lite: false, Token)));
        Assert.Empty(served.Server.Log.All);
        var files = Files(first);
        Assert.Equal(served.World.Users.Count * 6, files.Count);
        Assert.Equal(files, Files(second));
    }

    [Fact]
    public async Task Offline_says_what_is_missing()
    {
        await using var served = await ServedWorld.StartAsync();
        var offline = await ScannerAsync(served, served.NewFolder(), CacheMode.Offline);
        var error = await Assert.ThrowsAsync<Failure>(() => offline.ScanAsync(served.World.Users[0].Wallet, lite: true, Token));
        Assert.Equal(("AnswerNotInCache", false), (error.Code, error.CanPass));
        Assert.Contains(served.World.Users[0].Wallet, error.Message, StringComparison.Ordinal);
        Assert.Empty(served.Server.Log.All);
    }

    [Fact]
    public async Task Refresh_asks_for_everything_again()
    {
        await using var served = await ServedWorld.StartAsync();
        var cache = served.NewFolder();
        await (await ScannerAsync(served, cache)).ScanAsync(served.World.Users[0].Wallet, lite: true, Token);
        var before = served.Server.Log.All.Count;
        await (await ScannerAsync(served, cache, CacheMode.Refresh)).ScanAsync(served.World.Users[0].Wallet, lite: true, Token);
        Assert.Equal(2 * before, served.Server.Log.All.Count);
    }

    [Fact]
    public async Task A_damaged_answer_is_fetched_again()
    {
        await using var served = await ServedWorld.StartAsync();
        var (cache, first, second) = (served.NewFolder(), served.NewFolder(), served.NewFolder());
        var clock = new FixedTime(ServedWorld.Now);
        await (await ScannerAsync(served, cache, output: first, time: clock)).ScanAsync(served.World.Users[0].Wallet, lite: true, Token);
        foreach (var file in Directory.GetFiles(cache, "*.answer", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(file, "damaged", Token);
        await (await ScannerAsync(served, cache, output: second, time: clock)).ScanAsync(served.World.Users[0].Wallet, lite: true, Token);
        Assert.Equal(Files(first), Files(second));
    }

    [Fact]
    public async Task A_tenth_of_all_answers_failing_loses_nobody()
    {
        var random = new Random(11);
        Fault[] kinds = [Fault.TooManyRequests, Fault.BareTooManyRequests, Fault.Unavailable, Fault.ServerError, Fault.Broken, Fault.CutBody, Fault.Text, Fault.BadJson];
        await using var calm = await ServedWorld.StartAsync();
        await using var rough = await ServedWorld.StartAsync(calm.World, new FakeServerOptions
        {
            Faults = (_, _) =>
            {
                lock (random)
                    return random.NextDouble() < 0.1 ? kinds[random.Next(kinds.Length)] : Fault.None;
            },
        });
        var (first, second, clock) = (calm.NewFolder(), calm.NewFolder(), new FixedTime(ServedWorld.Now));
        await ScanAllAsync(calm, first, clock);
        await ScanAllAsync(rough, second, clock);
        Assert.Equal(Files(first), Files(second));
        Assert.InRange(rough.Server.Log.All.Count, calm.Server.Log.All.Count, (int)(1.3 * calm.Server.Log.All.Count));
    }

    [Fact]
    public async Task The_old_data_api_gives_the_same_closing_lines()
    {
        await using var now = await ServedWorld.StartAsync();
        await using var old = await ServedWorld.StartAsync(now.World, new FakeServerOptions { OldDataApiOnly = true });
        var compared = 0;
        foreach (var user in now.World.Users)
        {
            var (_, expected) = await now.Scan(table: "default").ReadAllAsync(user.Wallet);
            var found = (await old.Scan(table: "default").ReadAllAsync(user.Wallet)).Positions.ToDictionary(p => p.TokenId, StringComparer.Ordinal);
            Assert.Equal(expected.Count, found.Count);
            foreach (var position in expected.Where(p => p.ClosingLine is { Price: not null, AnchorSource: "game_start" }))
            {
                Assert.Equal(position.ClosingLine.Price, found[position.TokenId].ClosingLine.Price);
                compared++;
            }
        }

        Assert.True(compared > 20);
    }

    [Fact]
    public async Task Where_the_condition_gives_no_market_the_token_does()
    {
        await using var plain = await ServedWorld.StartAsync();
        await using var without = await ServedWorld.StartAsync(plain.World, new FakeServerOptions
        {
            Replace = r => r.Path == "/markets" && r.Query.ContainsKey("condition_ids") ? "[]" : null,
        });
        foreach (var user in plain.World.Users.Take(4))
        {
            without.Server.Log.Clear();
            var (_, expected) = await plain.Scan().ReadAllAsync(user.Wallet);
            var (_, found) = await without.Scan().ReadAllAsync(user.Wallet);
            Assert.Equal(expected.Select(p => p.ToJson().ToString()), found.Select(p => p.ToJson().ToString()));
            // Closed and open ones, by condition and then by token: a request each.
            Assert.InRange(without.Server.Log.Count("/markets"), 3, 4);
        }
    }

    [Theory]
    [InlineData("nobody-by-this-name", "HandleNotFound")]
    [InlineData("@", "InvalidUser")]
    [InlineData("  ", "InvalidUser")]
    [InlineData("0x0000000000000000000000000000000000000001", "NoPositions")]
    public async Task A_user_who_is_not_there_is_a_failure_of_that_user(string user, string code)
    {
        await using var served = await ServedWorld.StartAsync();
        var scanner = await ScannerAsync(served, served.NewFolder());
        var error = await Assert.ThrowsAsync<Failure>(() => scanner.ScanAsync(user, lite: true, Token));
        Assert.Equal((code, false), (error.Code, error.CanPass));
    }

    internal static async Task<DirectScanner> ScannerAsync(ServedWorld served, string cache, CacheMode mode = CacheMode.Normal, string? output = null, TimeProvider? time = null)
    {
        var options = new DirectScanOptions { OutputRoot = "users", OutputRootFullPath = output ?? served.NewFolder(), CacheFullPath = cache, CacheMode = mode };
        return await DirectScanner.CreateAsync(options, time ?? new FixedTime(ServedWorld.Now), served.Client, Token);
    }

    private static async Task ScanAllAsync(ServedWorld served, string output, TimeProvider clock)
    {
        var scanner = await ScannerAsync(served, served.NewFolder(), output: output, time: clock);
        await Parallel.ForEachAsync(served.World.Users, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Token }, async (user, token) =>
            await scanner.ScanAsync(user.Name, lite: false, token));
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != ".lock")
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => AnswerCache.Hash(File.ReadAllBytes(f)), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
