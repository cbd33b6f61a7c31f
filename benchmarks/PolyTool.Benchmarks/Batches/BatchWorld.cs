using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Scanning;

namespace PolyTool.Benchmarks.Batches;

/// <summary>A temporary folder with small run roots, one a user, and batches over them.</summary>
internal sealed class BatchWorld : IDisposable
{
    public BatchWorld(int users, string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("polytool-benchmark-").FullName;
        Users = [.. Enumerable.Range(1, users).Select(i => string.Create(CultureInfo.InvariantCulture, $"u{i}"))];
    }

    public string Folder { get; }

    public string[] Users { get; }

    public BatchWorld WithRunRoots()
    {
        foreach (var user in Users)
        {
            var root = Path.Combine(Folder, "roots", user);
            Directory.CreateDirectory(root);
            File.WriteAllText(Path.Combine(root, "coverage_reconciliation_report.json"), "{\"clv_coverage\": {\"coverage_rate\": 0.5}}");
            File.WriteAllText(
                Path.Combine(root, "hypothesis_candidates.json"),
                $$$"""{"user_slug": "{{{user}}}", "candidates": [{"segment_key": "league:{{{user[^1]}}}", "rank": 1, "metrics": {"notional_weighted_avg_clv_pct": 1.5, "count": 3}, "denominators": {"weighting": "notional", "weight_used": 10.5}}]}""");
        }

        return this;
    }

    public ScanRequest Scan(string id, int workers, IUserScanner scanner) => new()
    {
        Folder = BatchFolder.New("out", id, Folder, new StandingClock()),
        Users = Users,
        Scanner = scanner,
        ScannerName = "benchmark",
        BaseDirectory = Folder,
        Workers = workers,
    };

    public static async Task<BatchRun> RunAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        BatchRun? run = null;
        await foreach (var happened in new BatchRunner(request).RunAsync(cancellationToken))
        {
            run = (happened as BatchFinished)?.Run;
        }

        return run!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1771610400);
    }
}

/// <summary>A scanner made of a function.</summary>
internal sealed class FunctionScanner(Func<string, CancellationToken, Task<string>> scan) : IUserScanner
{
    public async Task<ScanResult> ScanAsync(string user, ScanFlags flags, CancellationToken cancellationToken) => new(await scan(user, cancellationToken));
}
