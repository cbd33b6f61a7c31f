using System.Text;
using PolyTool.Core.Json;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Benchmarks.Scan;

/// <summary>Makes <c>samples/world</c> and <c>samples/users.txt</c>: a cache as a scan leaves it, of an invented world; and <c>samples/later</c>, run roots of it two months later. The same sources make the same bytes.</summary>
internal sealed class WorldRecorder : IBenchmark
{
    public string Name => "world";

    public string Summary => "record the sample world: world <folder samples>";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var samples = Path.GetFullPath(options.Count > 0 ? options[0] : "samples");
        var folder = Path.Combine(samples, "world");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var settings = WorldOptions.Sample;
        var world = WorldGenerator.Make(settings);
        await using var server = await FakeServer.StartAsync(world, cancellationToken: cancellationToken);
        using var client = new ApiClient(new ApiClientOptions { Addresses = new ApiAddresses(server.Address, server.Address, server.Address), LimitShare = 1000 });
        var output = Directory.CreateTempSubdirectory("polytool-world-").FullName;
        var scan = new DirectScanOptions { OutputRoot = new("users", output), CacheFullPath = folder };
        var scanner = await DirectScanner.CreateAsync(scan, new Fixed(DateTimeOffset.FromUnixTimeSeconds(settings.Now)), client, cancellationToken);
        foreach (var user in world.Users)
        {
            await scanner.ScanAsync(user.Name, lite: false, cancellationToken);
        }

        Directory.Delete(output, recursive: true);
        await File.WriteAllTextAsync(Path.Combine(samples, "users.txt"), Users(world), new UTF8Encoding(false), cancellationToken);
        await MakeLaterAsync(Path.Combine(samples, "later"), cancellationToken);
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Console.WriteLine($"{world.Users.Count} users, {world.Users.Sum(u => u.Positions.Count)} positions, {files.Length} answers, {files.Sum(f => new FileInfo(f).Length) / 1024} kB");
        return 0;
    }

    /// <summary>Run roots of the same world two months later, of which no more is kept than a board is made of.</summary>
    private static async Task MakeLaterAsync(string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var settings = WorldOptions.Later;
        var world = WorldGenerator.Make(settings);
        await using var server = await FakeServer.StartAsync(world, cancellationToken: cancellationToken);
        using var client = new ApiClient(new ApiClientOptions { Addresses = new ApiAddresses(server.Address, server.Address, server.Address), LimitShare = 1000 });
        var output = Directory.CreateTempSubdirectory("polytool-later-").FullName;
        var scanner = await DirectScanner.CreateAsync(new DirectScanOptions { OutputRoot = new("users", output), CacheFullPath = Path.Combine(output, "cache") }, new Fixed(DateTimeOffset.FromUnixTimeSeconds(settings.Now)), client, cancellationToken);
        foreach (var user in world.Users)
        {
            var root = (await scanner.ScanAsync(user.Name, lite: false, cancellationToken)).FullPath;
            var kept = Directory.CreateDirectory(Path.Combine(folder, user.Name)).FullName;
            foreach (var name in new[] { "segment_statistics.json", "hypothesis_candidates.json" })
            {
                File.Copy(Path.Combine(root, name), Path.Combine(kept, name));
            }

            const string Coverage = "coverage_reconciliation_report.json";
            var report = JsonText.Parse(await File.ReadAllBytesAsync(Path.Combine(root, Coverage), cancellationToken));
            await File.WriteAllBytesAsync(Path.Combine(kept, Coverage), JsonValue.Object(report.Members.Where(static m => m.Key == "clv_coverage")).ToCanonicalBytes(), cancellationToken);
        }

        Directory.Delete(output, recursive: true);
    }

    private static string Users(FakeWorld world) =>
        "# The users of the sample world (samples/world): one handle or wallet a line.\n"
        + string.Concat(world.Users.Select((u, i) => (i % 7 == 3 ? "@" : "") + u.Name + "\n"));

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
