using System.Diagnostics;
using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Benchmarks.Scan;

/// <summary>What one run of many users against the limited server came to.</summary>
internal sealed record LimitsResult(TimeSpan Wall, TimeSpan Bound, int Requests, int Positions, long Violations, int Lost)
{
    public override string ToString() =>
        $"wall {Wall.TotalSeconds:F1} s, bound {Bound.TotalSeconds:F1} s, ratio {Wall / Bound:F3}; {Requests} requests ({(double)Requests / Positions:F2} a position), {Violations} violations, {Lost} users lost";
}

/// <summary>64 users at 8 workers against a server with 50 ms latency that enforces the published limits.</summary>
internal static class LimitsRun
{
    private const double Share = 0.8;
    private const int Workers = 8;
    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(50);

    public static async Task<LimitsResult> RunAsync(FakeWorld world, Func<Fault>? fault, CancellationToken cancellationToken)
    {
        var options = new FakeServerOptions { Latency = s_latency, EnforceLimits = true, Faults = fault is null ? null : (_, _) => fault() };
        await using var server = await FakeServer.StartAsync(world, options, cancellationToken);
        using var client = new ApiClient(new ApiClientOptions
        {
            Addresses = new ApiAddresses(server.Address, server.Address, server.Address),
            AttemptTimeout = TimeSpan.FromSeconds(5),
        });
        var folder = Directory.CreateTempSubdirectory("polytool-limits-").FullName;
        var scan = new DirectScanOptions { OutputRoot = new("users", Path.Combine(folder, "users")), CacheFullPath = Path.Combine(folder, "cache") };
        var (wall, lost) = await ScanAllAsync(world, scan, client, cancellationToken);
        var requests = server.Log.All.Count;
        Directory.Delete(folder, recursive: true);
        return new LimitsResult(wall, Bound(server.Log), requests, world.Users.Sum(u => u.Positions.Count), server.Log.Violations, lost);
    }

    private static async Task<(TimeSpan Wall, int Lost)> ScanAllAsync(FakeWorld world, DirectScanOptions scan, ApiClient client, CancellationToken cancellationToken)
    {
        var scanner = await DirectScanner.CreateAsync(scan, TimeProvider.System, client, cancellationToken);
        var lost = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(world.Users, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken }, async (user, token) =>
        {
            try
            {
                await scanner.ScanAsync(user.Name, lite: false, token);
            }
            catch (Failure e)
            {
                Console.WriteLine($"  lost {user.Name}: {e.Message}");
                Interlocked.Increment(ref lost);
            }
        });
        return (watch.Elapsed, lost);
    }

    /// <summary>The least time in which these requests can be sent: the busiest limit at 80 %, and one user's chain of requests that wait for each other.</summary>
    private static TimeSpan Bound(RequestLog log)
    {
        double Rate(int count, int limit) => count / (limit * Share / 10);
        var data = log.All.Count(r => r.StartsWith("/v2/", StringComparison.Ordinal));
        double[] groups =
        [
            Rate(data, RouteGroup.GeneralOf(ApiHost.Data).Limit),
            Rate(log.Count("/v2/positions"), ApiRoute.Positions.Group.Limit),
            Rate(log.Count("/v2/trades"), ApiRoute.Trades.Group.Limit),
            Rate(log.Count("/v2/prices-history"), ApiRoute.Prices.Group.Limit),
            Rate(log.Count("/public-search"), ApiRoute.Search.Group.Limit),
            Rate(log.Count("/markets"), ApiRoute.Markets.Group.Limit),
            Rate(log.Count("/prices-history"), ApiRoute.ClobPrices.Group.Limit),
            Rate(log.Count("/batch-prices-history"), ApiRoute.ClobBatchPrices.Group.Limit),
        ];
        // search, lists and fills, markets twice, prices, markouts
        return TimeSpan.FromSeconds(groups.Max()) + (s_latency * 6);
    }
}
