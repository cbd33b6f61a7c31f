using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>A world, its server, and a client that asks it without waiting.</summary>
internal sealed class ServedWorld : IAsyncDisposable
{
    private readonly List<string> _folders = [];

    private ServedWorld(FakeWorld world, FakeServer server, ApiClient client)
    {
        World = world;
        Server = server;
        Client = client;
    }

    public FakeWorld World { get; }

    /// <summary>The present of scans.</summary>
    public DateTimeOffset Clock { get; set; } = Now;

    public FakeServer Server { get; }

    public ApiClient Client { get; }

    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(new WorldOptions().Now);

    public static Task<ServedWorld> StartAsync(FakeServerOptions? options = null, Func<ApiClientOptions, ApiClientOptions>? change = null) =>
        StartAsync(WorldGenerator.Make(new WorldOptions { Users = 12, MostPositions = 14, Markets = 60 }), options, change);

    public static async Task<ServedWorld> StartAsync(FakeWorld world, FakeServerOptions? options = null, Func<ApiClientOptions, ApiClientOptions>? change = null)
    {
        var server = await FakeServer.StartAsync(world, options, TestContext.Current.CancellationToken);
        var asked = new ApiClientOptions
        {
            Addresses = new ApiAddresses(server.Address, server.Address, server.Address),
            LimitShare = 1000,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            LongestDelay = TimeSpan.FromMilliseconds(50),
            HostPause = TimeSpan.FromMilliseconds(50),
            HostPatience = TimeSpan.FromMilliseconds(500),
        };
        asked = change?.Invoke(asked) ?? asked;
        return new ServedWorld(world, server, new ApiClient(asked, handler: new LoopbackOnly(ApiClient.CreateHandler())));
    }

    public string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("polytool-").FullName;
        _folders.Add(folder);
        return folder;
    }

    public AnswerSource Source(string? cacheFolder = null, CacheMode mode = CacheMode.Normal) =>
        new(Client, cacheFolder is null ? null : new AnswerCache(cacheFolder), mode, () => Clock);

    public UserScan Scan(string? cacheFolder = null, CacheMode mode = CacheMode.Normal, string table = SegmentTables.Default, int mostFills = DirectScanOptions.DefaultMaxFills) =>
        new(Source(cacheFolder, mode), SegmentTables.BuiltIn(table), mostFills);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        foreach (var folder in _folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

internal static class UserScanReading
{
    /// <summary>Reads a user, and keeps the positions.</summary>
    public static async Task<(ScannedUser User, List<DossierPosition> Positions)> ReadAllAsync(this UserScan scan, string user, bool lite = true)
    {
        var positions = new List<DossierPosition>();
        return (await scan.ReadAsync(user, lite, positions.Add, TestContext.Current.CancellationToken), positions);
    }
}
