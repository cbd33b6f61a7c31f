using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

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
        Assert.Equal((1, 3, 1, 0), (log.Count("/public-search"), log.Count("/v2/positions"), log.Count("/v2/trades"), log.Count("/v2/user-stats")));
        // All closed markets in one batch, those that are open in a second.
        Assert.InRange(log.Count("/markets"), 1, 2);
        Assert.InRange(log.Count("/v2/resolutions"), 0, 1);
        // A window a game, both sides at once; a window a markout, unless the payout is its value.
        var windows = user.Positions.Where(p => p.Market.TrueStart is not null && p.Market.Closed).Select(p => p.Market.TrueStart).Distinct().Count()
            + user.Positions.Select(p => new TruePosition(p, new WorldOptions().Now)).Count(t => t is { HasStart: false, MarkoutIsPayout: false });
        Assert.InRange(log.Count("/prices-history") + log.Count("/batch-prices-history"), 1, windows);
        Assert.InRange(log.Count("/v2/prices-history"), 0, 3);

        log.Clear();
        await (await ScannerAsync(served, cache)).ScanAsync(user.Wallet, lite: true, Token);
        Assert.Equal((0, 0, 0), (log.Count("/public-search"), log.Count("/batch-prices-history"), log.Count("/v2/resolutions")));
        // What is asked again: prices of open markets, and whether somebody has a price at all where nobody had one.
        Assert.InRange(log.Count("/prices-history") + log.Count("/v2/prices-history"), 0, 2 * user.Positions.Count(p => !p.Market.Closed));
        // Open markets alone are asked for again; the closed ones are known.
        var open = user.Positions.Where(p => !p.Market.Closed).Select(p => p.Market.ConditionId).ToHashSet(StringComparer.Ordinal);
        Assert.All(log.All.Where(r => r.StartsWith("/markets", StringComparison.Ordinal)), r => Assert.Equal(open.Count, r.Split("condition_ids=").Length - 1));
    }

    [Fact]
    public async Task Prices_around_entry_cost_one_more_request_a_position()
    {
        await using var served = await ServedWorld.StartAsync();
        var user = served.World.Users[2];
        await (await ScannerAsync(served, served.NewFolder())).ScanAsync(user.Name, lite: true, Token);
        var without = served.Server.Log.All.Count;
        served.Server.Log.Clear();
        await (await ScannerAsync(served, served.NewFolder())).ScanAsync(user.Name, lite: false, Token);
        // And one a markout: what it is worth after seven days stands beside what counts.
        var markouts = user.Positions.Count(p => p.Market.TrueStart is null);
        Assert.InRange(served.Server.Log.All.Count - without, user.Positions.Count - 2, user.Positions.Count + (2 * markouts) + 2);
    }

    [Fact]
    public async Task At_the_services_limits_none_is_refused_and_a_position_costs_less_than_two_requests()
    {
        var world = WorldGenerator.Make(new WorldOptions { Users = 16, MostPositions = 16, FewestPositions = 10, Markets = 40, Quirks = false });
        foreach (var (lite, most) in new[] { (true, 0.8), (false, 1.8) })
        {
            await using var served = await ServedWorld.StartAsync(world, new FakeServerOptions { EnforceLimits = true }, o => o with { LimitShare = 0.8 });
            var scanner = await ScannerAsync(served, served.NewFolder());
            await Parallel.ForEachAsync(world.Users, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (user, token) => await scanner.ScanAsync(user.Name, lite, token));
            Assert.Equal(0, served.Server.Log.Violations);
            var markouts = MarkoutRequests(served.Server.Log.All);
            var positions = world.Users.Sum(u => u.Positions.Count);
            Assert.InRange((double)(served.Server.Log.All.Count - markouts) / positions, 0.2, most);
        }
    }

    // A markout's window is one of an hour.
    private static int MarkoutRequests(IEnumerable<string> requests) => requests.Count(r =>
        System.Text.RegularExpressions.Regex.Match(r, "^/prices-history.*startTs=(?<from>[0-9]+)&endTs=(?<to>[0-9]+)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } window
        && long.Parse(window.Groups["to"].Value, System.Globalization.CultureInfo.InvariantCulture) - long.Parse(window.Groups["from"].Value, System.Globalization.CultureInfo.InvariantCulture) == 3600);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task However_requests_are_grouped_the_bytes_are_the_same(bool refused)
    {
        await using var served = await ServedWorld.StartAsync();
        await using var other = await ServedWorld.StartAsync(served.World, new FakeServerOptions { Batches = !refused });
        var (first, second, clock) = (served.NewFolder(), served.NewFolder(), new FixedTime(ServedWorld.Now));
        await ScanAllAsync(served, first, clock);
        var scanner = await ScannerAsync(other, other.NewFolder(), output: second, time: clock);
        foreach (var user in served.World.Users.Reverse())
        {
            await scanner.ScanAsync(user.Name, lite: false, Token);
        }

        Assert.Equal(Files(first), Files(second));
        Assert.True(served.Server.Log.Count("/batch-prices-history") > 5);
        // Where the route is not there it is asked for a few times at most, by those who were under way together.
        if (refused)
        {
            Assert.InRange(other.Server.Log.Count("/batch-prices-history"), 1, 32);
        }
    }

    [Theory]
    [InlineData("""{"history":{}}""")]
    [InlineData("{}")]
    [InlineData("""{"history":null}""")]
    public async Task A_batch_answer_that_lacks_a_token_costs_one_more_request(string answer)
    {
        await using var served = await ServedWorld.StartAsync();
        await using var lacking = await ServedWorld.StartAsync(served.World, new FakeServerOptions { Replace = r => r.Path == "/batch-prices-history" ? answer : null });
        var (first, second, clock) = (served.NewFolder(), served.NewFolder(), new FixedTime(ServedWorld.Now));
        await ScanAllAsync(served, first, clock);
        await ScanAllAsync(lacking, second, clock);
        Assert.Equal(Files(first), Files(second));
    }

    [Fact]
    public async Task What_users_have_in_common_is_asked_for_once()
    {
        await using var served = await ServedWorld.StartAsync();
        var scanner = await ScannerAsync(served, served.NewFolder());
        await Task.WhenAll(served.World.Users.Select(u => scanner.ScanAsync(u.Name, lite: true, Token)));
        var prices = served.Server.Log.All.Where(r => r.Contains("prices-history?", StringComparison.Ordinal)).ToList();
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
        {
            await online.ScanAsync(user.Name, lite: false, Token);
        }

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
        {
            await File.WriteAllTextAsync(file, "damaged", Token);
        }

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
                {
                    return random.NextDouble() < 0.1 ? kinds[random.Next(kinds.Length)] : Fault.None;
                }
            },
        });
        var (first, second, clock) = (calm.NewFolder(), calm.NewFolder(), new FixedTime(ServedWorld.Now));
        await ScanAllAsync(calm, first, clock);
        await ScanAllAsync(rough, second, clock);
        Assert.Equal(Files(first), Files(second));
        Assert.InRange(rough.Server.Log.All.Count, calm.Server.Log.All.Count, (int)(1.3 * calm.Server.Log.All.Count));
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
        var options = new DirectScanOptions { OutputRoot = new("users", output ?? served.NewFolder()), CacheFullPath = cache, CacheMode = mode };
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
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => ContentHash.Of(File.ReadAllBytes(f)), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
