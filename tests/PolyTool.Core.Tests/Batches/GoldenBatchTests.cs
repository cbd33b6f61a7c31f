using System.Globalization;
using System.Text.Json;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.RunRoots;
using PolyTool.Core.Tests.Leaderboards;

namespace PolyTool.Core.Tests.Batches;

public sealed class GoldenBatchTests : IDisposable
{
    private readonly TestBatch _batch = new();

    public static MatrixTheoryData<int, string> Widths { get; } = new([1, 2, 8], ["en-US", "de-DE", "tr-TR", "ar-SA"]);

    public static MatrixTheoryData<int, string> ScanWidths { get; } = new([1, 3, 64], ["en-US", "de-DE", "tr-TR", "ar-SA"]);

    public void Dispose() => _batch.Dispose();

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task All_aggregations_give_the_originals_bytes_at_any_width_and_culture(int workers, string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        foreach (var golden in GoldenCase.Aggregations.Select(name => new GoldenCase(name)))
        {
            var list = Path.Combine(golden.Folder, "roots.txt");
            var roots = File.Exists(list)
                ? RunRootResolver.List(list, entry => Path.Combine(golden.Folder, entry), TestBatch.Token)
                : RunRootResolver.Children(new("roots", Path.Combine(golden.Folder, "roots")), TestBatch.Token);
            AggregateRequest request = new() { Folder = _batch.NewFolder(golden.Name), RunRoots = roots.RunRoots, Workers = workers };
            await TestBatch.RunAsync(request);
            golden.AssertSame(request.Folder.FullPath);
        }
    }

    [Theory]
    [MemberData(nameof(ScanWidths))]
    public async Task All_batches_of_scans_give_the_originals_bytes_in_adversarial_orders(int workers, string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        foreach (var golden in GoldenCase.Scans.Select(name => new GoldenCase(name)))
        {
            var request = Request(golden, workers);
            await TestBatch.RunAsync(request);
            golden.AssertSame(request.Folder.FullPath);
        }
    }

    private ScanRequest Request(GoldenCase golden, int workers)
    {
        using var map = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(golden.Folder, "map.json")));
        var roots = map.RootElement.EnumerateObject().ToDictionary(user => user.Name, user => user.Value.GetString(), StringComparer.Ordinal);
        string[] users = [.. TextList.Read(Path.Combine(golden.Folder, "users.txt"), TestBatch.Token).Distinct(StringComparer.Ordinal)];
        Assert.Equal(roots.Count, users.Length);
        // Where several run at once, the later ones of each handful finish first.
        TestScanner scanner = new(async (user, token) =>
        {
            await Task.Delay(workers == 1 ? 0 : (users.Length - Array.IndexOf(users, user)) % 5 * 3, token);
            return roots[user] is { } root ? root : throw new Failure("Some", "It failed.");
        });
        using var flags = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(golden.Folder, "flags.json")));
        bool Is(string name) => flags.RootElement.GetProperty(name).GetBoolean();
        return _batch.Scan(users, scanner, golden.Name) with
        {
            Workers = workers,
            BaseDirectory = golden.Folder,
            UsersFile = "users.txt",
            Flags = new()
            {
                ApiBaseUrl = flags.RootElement.GetProperty("api_base_url").GetString(),
                Full = Is("full"),
                Lite = Is("lite"),
                IngestPositions = Is("ingest_positions"),
                ComputePnl = Is("compute_pnl"),
                EnrichResolutions = Is("enrich_resolutions"),
                DebugExport = Is("debug_export"),
                WarmClvCache = Is("warm_clv_cache"),
                ComputeClv = Is("compute_clv"),
            },
        };
    }
}
