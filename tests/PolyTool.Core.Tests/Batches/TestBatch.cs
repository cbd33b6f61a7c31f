using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Batches;

/// <summary>A folder to run batches in, with run roots of its own.</summary>
internal sealed class TestBatch : IDisposable
{
    public TestBatch() => Folder = Directory.CreateTempSubdirectory("polytool-batch-").FullName;

    public string Folder { get; }

    public string Output => Path.Combine(Folder, "out");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Makes a small run root and answers its path, relative to the folder.</summary>
    public string RunRoot(string name, double clv = 1.5, string segment = "league:nba")
    {
        var path = Path.Combine(Folder, "roots", name);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "coverage_reconciliation_report.json"), "{\"clv_coverage\": {\"coverage_rate\": 0.5}}");
        File.WriteAllText(
            Path.Combine(path, "hypothesis_candidates.json"),
            FormattableString.Invariant($$$"""
            {"user_slug": "{{{name}}}", "candidates": [{"segment_key": "{{{segment}}}", "rank": 1,
             "metrics": {"notional_weighted_avg_clv_pct": {{{clv}}}, "count": 3}, "denominators": {"weighting": "notional", "weight_used": 10.5}}]}
            """));
        return $"roots/{name}";
    }

    public BatchFolder NewFolder(string id = "b") => BatchFolder.New("out", id, Folder, new FixedTime());

    public ScanRequest Scan(IReadOnlyList<string> users, IUserScanner scanner, string id = "b") => new()
    {
        Folder = NewFolder(id),
        Users = users,
        Scanner = scanner,
        ScannerName = "test",
        BaseDirectory = Folder,
    };

    public AggregateRequest Aggregate(params string[] roots) => new()
    {
        Folder = NewFolder(),
        RunRoots = [.. roots.Select(root => new GivenPath(root, Path.GetFullPath(root, Folder)))],
    };

    /// <summary>Runs a batch and collects what it tells.</summary>
    public static async Task<List<BatchEvent>> RunAsync(BatchRequest request, CancellationToken? token = null)
    {
        List<BatchEvent> events = [];
        await foreach (var batchEvent in new BatchRunner(request).RunAsync(token ?? Token))
        {
            events.Add(batchEvent);
        }

        return events;
    }

    /// <summary>Runs a batch that stops.</summary>
    public static async Task<Failure> StopsAsync(BatchRequest request) =>
        await Assert.ThrowsAsync<Failure>(() => RunAsync(request));

    /// <summary>The bytes of the four files, by name.</summary>
    public static Dictionary<string, string> Files(BatchFolder folder) => new[]
        {
            LeaderboardFileNames.Leaderboard, LeaderboardFileNames.Users, LeaderboardFileNames.Markdown, LeaderboardFileNames.Manifest,
        }
        .ToDictionary(name => name, name => File.ReadAllText(Path.Combine(folder.FullPath, name)), StringComparer.Ordinal);

    /// <summary>What is left in a batch root that no batch should leave.</summary>
    public static IEnumerable<string> Leftovers(BatchFolder folder) =>
        Directory.EnumerateFiles(folder.FullPath, ".*").Select(path => Path.GetFileName(path));

    /// <summary>The time of the golden cases.</summary>
    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Leaderboards.GoldenCase.Clock;
    }
}

/// <summary>A scanner made of a function.</summary>
internal sealed class TestScanner(Func<string, CancellationToken, Task<string>> scan) : IUserScanner
{
    private int _running;
    private int _most;
    private int _started;

    public TestScanner(Func<string, string> scan)
        : this((user, _) => Task.FromResult(scan(user)))
    {
    }

    public int Running => Volatile.Read(ref _running);

    public int MostRunning => Volatile.Read(ref _most);

    public int Started => Volatile.Read(ref _started);

    public async Task<ScanResult> ScanAsync(string user, ScanFlags flags, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _started);
        var now = Interlocked.Increment(ref _running);
        for (var seen = Volatile.Read(ref _most); seen < now; seen = Volatile.Read(ref _most))
        {
            Interlocked.CompareExchange(ref _most, now, seen);
        }

        try
        {
            return new(await scan(user, cancellationToken));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
