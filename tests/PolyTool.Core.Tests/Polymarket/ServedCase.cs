using System.Text.Json.Nodes;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>A world of tests/cases, its server, and what a scan makes of its user.</summary>
internal sealed class ServedCase : IAsyncDisposable
{
    /// <summary>The user of all cases.</summary>
    public const string Wallet = "0x1111111111111111111111111111111111111111";

    private readonly ServedWorld _served;

    private ServedCase(ServedWorld served) => _served = served;

    public RequestLog Log => _served.Server.Log;

    public ServedWorld World => _served;

    /// <summary>Serves a case.</summary>
    /// <param name="name">Its file, without extension.</param>
    /// <param name="change">What to change in it before.</param>
    public static async Task<ServedCase> StartAsync(string name, Action<CaseWorld>? change = null)
    {
        var world = CaseWorld.Load(Path.Combine(Repository.Root, "tests", "cases", name + ".json"));
        change?.Invoke(world);
        return new ServedCase(await ServedWorld.StartAsync(new FakeWorld([], []), new FakeServerOptions { Serve = world.AnswerAsync }));
    }

    /// <summary>Scans the user, without entry context.</summary>
    public async Task<(ScannedUser User, Dictionary<string, DossierPosition> Positions)> ScanAsync(string user = Wallet, string? cache = null)
    {
        var (scanned, positions) = await _served.Scan(cache).ReadAllAsync(user);
        return (scanned, positions.ToDictionary(p => p.TokenId, StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    /// <summary>JSON of a text.</summary>
    public static JsonNode? Json(string text) => JsonNode.Parse(text);
}
