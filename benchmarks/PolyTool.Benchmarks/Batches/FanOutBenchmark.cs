using System.Diagnostics;
using PolyTool.Core.Failures;

namespace PolyTool.Benchmarks.Batches;

/// <summary>How much a batch adds to the scans themselves.</summary>
internal sealed class FanOutBenchmark : IBenchmark
{
    private const int Rounds = 5;

    public string Name => "fanout";

    public string Summary => "What a batch adds: (a) to 2,000 waits of 50 ms at 32 workers, (b) to a script against ForEach-Object -Parallel, (c) a user. Option c: that alone.";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var waits = options is ["c"] || await WaitsAsync(cancellationToken);
        var scripts = options is ["c"] || ScriptComparison.Run();
        await CostPerUserAsync(cancellationToken);
        return waits && scripts ? 0 : 1;
    }

    private static async Task<bool> WaitsAsync(CancellationToken cancellationToken)
    {
        const int Users = 2000;
        const int Workers = 32;
        var wait = TimeSpan.FromMilliseconds(50);
        using var world = new BatchWorld(Users).WithRunRoots();
        List<double> bare = [];
        List<double> batch = [];
        for (var round = -1; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(
                world.Users,
                new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken },
                async (_, token) => await Task.Delay(wait, token));
            var bareTime = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            await BatchWorld.RunAsync(
                world.Scan($"w{round + 1}", Workers, new FunctionScanner(async (user, token) =>
                {
                    await Task.Delay(wait, token);
                    return $"roots/{user}";
                })),
                cancellationToken);
            var batchTime = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (round >= 0)
            {
                bare.Add(bareTime);
                batch.Add(batchTime);
            }
        }

        var ratio = Statistics.Median(batch) / Statistics.Median(bare);
        Console.WriteLine($"(a) {Users} users, each waits {wait.TotalMilliseconds:F0} ms, {Workers} workers, median of {Rounds}:");
        Console.WriteLine($"    Parallel.ForEachAsync, waits alone     {Statistics.Median(bare):F3} s");
        Console.WriteLine($"    batch: run roots read, files, journal  {Statistics.Median(batch):F3} s   ratio {ratio:F3} (limit 1.05)");
        return ratio <= 1.05;
    }

    private static async Task CostPerUserAsync(CancellationToken cancellationToken)
    {
        const int Users = 5000;
        using var world = new BatchWorld(Users).WithRunRoots();
        Console.WriteLine($"(c) a user's cost, {Users} users, 2 workers, scans that take no time, median of {Rounds}:");
        await PrintAsync("rows and journal (every scan fails)", (_, _) => Task.FromException<string>(new Failure("None", "It failed.")));
        await PrintAsync("and a small run root read          ", (user, _) => Task.FromResult($"roots/{user}"));

        async Task PrintAsync(string what, Func<string, CancellationToken, Task<string>> scan)
        {
            List<double> times = [];
            List<double> bytes = [];
            for (var round = -1; round < Rounds; round++)
            {
                var allocated = GC.GetTotalAllocatedBytes(precise: true);
                var start = Stopwatch.GetTimestamp();
                await BatchWorld.RunAsync(world.Scan($"c{what.Length}-{round + 1}", 2, new FunctionScanner(scan)) with { Force = true }, cancellationToken);
                if (round >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Users);
                    bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)Users);
                }
            }

            Console.WriteLine($"    {what}  {Statistics.Median(times),6:F1} µs  {Statistics.Median(bytes),7:F0} bytes allocated");
        }
    }
}
