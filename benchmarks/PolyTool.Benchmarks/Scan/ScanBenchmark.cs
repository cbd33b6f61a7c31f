using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Benchmarks.Scan;

/// <summary>The direct scan against its promises: limits, failures, memory, parsing.</summary>
internal sealed class ScanBenchmark : IBenchmark
{
    private const int Seed = 64;

    private static readonly Fault[] s_kinds = [Fault.TooManyRequests, Fault.BareTooManyRequests, Fault.Unavailable, Fault.ServerError, Fault.Broken, Fault.CutBody, Fault.Text, Fault.BadJson, Fault.Hang];

    public string Name => "scan";

    public string Summary => "limits and failures of 64 users at 8 workers, memory of 50,000 positions, parsing: scan [median|limits|rough|memory|parse|thousand]; thousand: median wallets, three minutes; scan warm <users> <runs>: from the cache alone";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var wanted = options.Count > 0 ? options : ["median", "limits", "rough", "memory", "parse"];
        if (wanted is ["serve", var count])
        {
            return await ServeAsync(int.Parse(count, CultureInfo.InvariantCulture), cancellationToken);
        }

        if (wanted is ["warm", var users, var turns])
        {
            await WarmRun.RunAsync(MedianWorld(int.Parse(users, CultureInfo.InvariantCulture)), int.Parse(turns, CultureInfo.InvariantCulture), cancellationToken);
            return 0;
        }

        var ok = true;

        // First, so that the peak is not that of the servers which the next two keep in this process.
        if (wanted.Contains("memory", StringComparer.Ordinal))
        {
            ok &= await MemoryAsync(50_000, cancellationToken);
        }

        LimitsResult? calm = null;
        if (wanted.Contains("thousand", StringComparer.Ordinal))
        {
            var thousand = await LimitsRun.RunAsync(MedianWorld(1000), null, cancellationToken);
            Console.WriteLine($"thousand: {thousand}");
            ok &= thousand is { Violations: 0, Lost: 0 } && thousand.Wall <= 1.15 * thousand.Bound;
        }

        if (wanted.Contains("median", StringComparer.Ordinal))
        {
            var median = await LimitsRun.RunAsync(MedianWorld(64), null, cancellationToken);
            Console.WriteLine($"median: {median}");
            ok &= median is { Violations: 0, Lost: 0 } && median.Wall <= 1.15 * median.Bound;
        }

        if (wanted.Contains("limits", StringComparer.Ordinal) || wanted.Contains("rough", StringComparer.Ordinal))
        {
            calm = await LimitsRun.RunAsync(World(), null, cancellationToken);
            Console.WriteLine($"limits: {calm}");
            ok &= calm is { Violations: 0, Lost: 0 } && calm.Wall <= 1.15 * calm.Bound;
        }

        if (wanted.Contains("rough", StringComparer.Ordinal))
        {
            var random = new Random(Seed);
            var rough = await LimitsRun.RunAsync(World(), () => Draw(random), cancellationToken);
            Console.WriteLine($"rough:  {rough}; {(double)rough.Requests / calm!.Requests:F3} of the undisturbed requests");
            ok &= rough is { Lost: 0, Violations: 0 } && rough.Requests <= 1.3 * calm.Requests;
        }

        if (wanted.Contains("parse", StringComparer.Ordinal))
        {
            ok &= Parse();
        }

        Console.WriteLine(ok ? "held" : "NOT HELD");
        return ok ? 0 : 1;
    }

    private static FakeWorld World() => WorldGenerator.Make(new WorldOptions { Seed = Seed, Users = 64, Markets = 400, FewestPositions = 5, MostPositions = 40 });

    /// <summary>Users as most are: nine positions, twelve fills.</summary>
    private static FakeWorld MedianWorld(int users) => WorldGenerator.Make(new WorldOptions { Seed = Seed, Users = users, Markets = 200, FewestPositions = 9, MostPositions = 9, Quirks = false });

    private static Fault Draw(Random random)
    {
        lock (random)
        {
            return random.NextDouble() < 0.1 ? s_kinds[random.Next(s_kinds.Length)] : Fault.None;
        }
    }

    /// <summary>The server of a user with many positions, in a process of its own, so that only the scan is measured.</summary>
    private static async Task<int> ServeAsync(int positions, CancellationToken cancellationToken)
    {
        var world = WorldGenerator.Make(new WorldOptions { Seed = Seed, Users = 1, Markets = positions, FewestPositions = positions, MostPositions = positions, Step = 14_400, Quirks = false });
        await using var server = await FakeServer.StartAsync(world, cancellationToken: cancellationToken);
        Console.WriteLine($"{server.Address} {world.Users[0].Wallet}");
        await Console.In.ReadLineAsync(cancellationToken);
        return 0;
    }

    private static async Task<bool> MemoryAsync(int positions, CancellationToken cancellationToken)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["scan", "serve", $"{positions}"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            var line = (await child.StandardOutput.ReadLineAsync(cancellationToken))!.Split(' ');
            var address = new Uri(line[0]);
            using var client = new ApiClient(new ApiClientOptions { Addresses = new ApiAddresses(address, address, address), LimitShare = 100_000 });
            var folder = Directory.CreateTempSubdirectory("polytool-memory-").FullName;
            var scan = new DirectScanOptions { OutputRoot = new("users", Path.Combine(folder, "users")), CacheFullPath = Path.Combine(folder, "cache") };
            var scanner = await DirectScanner.CreateAsync(scan, TimeProvider.System, client, cancellationToken);
            var watch = Stopwatch.StartNew();
            var root = await scanner.ScanAsync(line[1], lite: true, cancellationToken);
            var live = GC.GetTotalMemory(forceFullCollection: false) / (1024.0 * 1024);
            using var self = Process.GetCurrentProcess();
            var peak = self.PeakWorkingSet64 / (1024.0 * 1024);
            var dossier = new FileInfo(Path.Combine(root.FullPath, "dossier.json")).Length / (1024.0 * 1024);
            Console.WriteLine($"memory: {positions} positions, {watch.Elapsed.TotalSeconds:F1} s, peak working set {peak:F0} MB, managed at the end {live:F0} MB, dossier {dossier:F0} MB");
            Directory.Delete(folder, recursive: true);
            return peak < 300;
        }
        finally
        {
            child.StandardInput.Close();
            await child.WaitForExitAsync(cancellationToken);
        }
    }

    private static bool Parse()
    {
        var row = """{"proxy_wallet":"0x379a410a36c101e3b8dfb6c90d1176eb0def4b1a","token_id":"56134520934827987450354834210862718136281318820368118025608831884832419413779","condition_id":"0x21f6ce98ea79b65ec014ed5a13eafbc6730afcdd3f2cc958984cc618785e2758","current_size":28.09,"avg_price":0.6699,"entry_cost_usdc":18.8202,"entry_fees_usdc":0.31053,"total_cost_usdc":19.13073,"current_price":0.715,"current_value":20.0843,"total_size":28.09,"realized_pnl":0.0,"unrealized_pnl":1.264,"total_pnl":1.264,"percent_pnl":6.7161,"percent_realized_pnl":6.7162,"status":"OPEN","redeemable":false,"mergeable":false,"negative_risk":true,"archived":false,"title":"Will it rain on the holiday, and for how long?","slug":"rain-on-the-holiday-2026-10-08","icon":"https://example.invalid/rain.jpg","event_id":"1142427","event_slug":"rain-on-the-holiday-2026","outcome":"No","outcome_index":1,"opposite_outcome":"Yes","opposite_token_id":"11732753800729233964919365629507533443893777289896548110818819370155650213824","end_date":"2026-10-08","last_event_at":1791292984,"first_entry_at":1791292984,"name":"somebody","profile_image":"","verified":false}""";
        var page = Encoding.UTF8.GetBytes("{\"data\":[" + string.Join(',', Enumerable.Repeat(row, 1000)) + "],\"pagination\":{\"limit\":1000,\"offset\":0,\"has_more\":false}}");
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var watch = Stopwatch.StartNew();
            for (var j = 0; j < 5; j++)
            {
                Answers.Rows(Answers.Read(page, DataJson.Default.DataPagePositionRow).Data);
            }

            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        var speed = 5 * page.Length / 1e6 / best.TotalSeconds;
        Console.WriteLine($"parse:  {speed:F0} MB/s");
        return speed >= 100;
    }
}
