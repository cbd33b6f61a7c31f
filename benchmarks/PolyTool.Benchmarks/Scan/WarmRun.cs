using System.Globalization;
using PolyTool.Benchmarks.Aggregate;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Benchmarks.Scan;

/// <summary>Scans from the cache alone, in turns with two floors: reading the cache's files, and reading, taking apart and writing as many bytes in as many files.</summary>
internal static class WarmRun
{
    private const int Workers = 8;

    public static async Task RunAsync(FakeWorld world, int runs, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("polytool-warm-").FullName;
        try
        {
            DirectScanOptions scan = new() { OutputRoot = new("users", Path.Combine(folder, "users")), CacheFullPath = Path.Combine(folder, "cache") };
            await using (var server = await FakeServer.StartAsync(world, cancellationToken: cancellationToken))
            {
                using ApiClient client = new(new ApiClientOptions { Addresses = new ApiAddresses(server.Address, server.Address, server.Address), LimitShare = 100_000 });
                await ScanAsync(world, scan, client, cancellationToken);
            }

            var written = Directory.GetFiles(scan.OutputRoot.Full, "*", SearchOption.AllDirectories).Select(static file => new FileInfo(file).Length).Where(static length => length > 0).ToArray();
            var files = Directory.GetFiles(scan.CacheFullPath, "*.answer", SearchOption.AllDirectories);
            using ApiClient nobody = new(new ApiClientOptions { Addresses = new ApiAddresses(new("http://127.0.0.1:9"), new("http://127.0.0.1:9"), new("http://127.0.0.1:9")) });
            var again = 0;
            Task Again() => ScanAsync(world, scan with { CacheMode = CacheMode.Offline, OutputRoot = new("again", Path.Combine(folder, "again", $"{again++}")) }, nobody, cancellationToken);
            await Again();
            Timing warm = new("(b) scans from the cache", Again);
            Timing floor = new("(a) floor: read, tokens, write", () => Sync(() => WarmFloor.Run(files, written, Path.Combine(folder, "floor", $"{again++}"), Workers)));
            Timing reading = new("    floor: read alone", () => Sync(() => WarmFloor.Read(files, Workers)));
            Timing[] all = [warm, floor, reading];
            for (var i = 0; i < runs; i++)
            {
                foreach (var timing in all)
                {
                    await timing.RunAsync();
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{world.Users.Count} users, {files.Length} answers of {files.Sum(static file => new FileInfo(file).Length) / 1e6:F1} MB read and {written.Length} files of {written.Sum() / 1e6:F1} MB written a run, {Workers} workers"));
            foreach (var timing in all)
            {
                Console.WriteLine(timing);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"over the floor {AggregateFigures.Spread(warm.Over(floor))[1]:F2}, in processor seconds {AggregateFigures.Spread(warm.ProcessorOver(floor))[1]:F2}; over reading alone {AggregateFigures.Spread(warm.ProcessorOver(reading))[1]:F1}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ScanAsync(FakeWorld world, DirectScanOptions scan, ApiClient client, CancellationToken cancellationToken)
    {
        var scanner = await DirectScanner.CreateAsync(scan, TimeProvider.System, client, cancellationToken);
        await Parallel.ForEachAsync(world.Users, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken }, async (user, token) => await scanner.ScanAsync(user.Name, lite: false, token));
    }

    private static Task Sync(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
