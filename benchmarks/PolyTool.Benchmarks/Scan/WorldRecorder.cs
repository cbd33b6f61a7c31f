using System.Text;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Benchmarks.Scan;

/// <summary>Makes <c>samples/world</c> and <c>samples/users.txt</c>: a cache as a scan leaves it, of an invented world. The same sources make the same bytes.</summary>
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
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Console.WriteLine($"{world.Users.Count} users, {world.Users.Sum(u => u.Positions.Count)} positions, {files.Length} answers, {files.Sum(f => new FileInfo(f).Length) / 1024} kB");
        return 0;
    }

    private static string Users(FakeWorld world) =>
        "# The users of the sample world (samples/world): one handle or wallet a line.\n"
        + string.Concat(world.Users.Select((u, i) => (i % 7 == 3 ? "@" : "") + u.Name + "\n"));

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
