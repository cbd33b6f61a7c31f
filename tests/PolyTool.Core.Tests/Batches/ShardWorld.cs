using PolyTool.Core.Batches;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Tests.Batches;

/// <summary>Users of every kind, scanned by one machine or by many: failures, defects, doubles, wallets of one owner, sums that overflow, names that are no Unicode.</summary>
internal sealed class ShardWorld : IDisposable
{
    private const int Users = 30;

    private static readonly string[] s_files =
        [LeaderboardFileNames.Leaderboard, LeaderboardFileNames.Users, LeaderboardFileNames.Markdown, LeaderboardFileNames.Manifest, EvidenceBoard.FileName];

    private readonly HashSet<string> _failing = [];

    public ShardWorld()
    {
        for (var i = 0; i < Users; i++)
        {
            List.Add(i switch { 3 => "half\ud800", 4 => "é@ü", _ => $"user{i:d2}" });
            var path = Path.Combine(Batch.Folder, Batch.RunRoot($"r{i:d2}", clv: i / 7.0, segment: $"league:{i % 4}"));
            WriteCandidates(path, i);
            if (i % 3 != 0)
            {
                File.WriteAllBytes(Path.Combine(path, SegmentStatistics.FileName), Statistics(i));
            }
        }

        File.WriteAllText(Path.Combine(Batch.Folder, "roots", "r07", "hypothesis_candidates.json"), "{");
    }

    public TestBatch Batch { get; } = new();

    public List<string> List { get; } = [];

    public void Dispose() => Batch.Dispose();

    /// <summary>Users whose scans fail from now on.</summary>
    public void Fail(IEnumerable<int> users)
    {
        _failing.Clear();
        _failing.UnionWith(users.Select(user => List[user % Users]));
    }

    public ScanRequest Whole(string id, string output = "out") => Request(List, id, output);

    public ScanRequest Shard(string id, int number, int count, IReadOnlyList<string>? list = null)
    {
        var part = ShardPart.Of(new(number, count), id, list ?? List);
        return Request(part.Users, part.Shard.IdOf(id), "out") with { Part = part };
    }

    /// <summary>Scans all shards and answers their batch roots.</summary>
    public async Task<GivenPath[]> ScanAsync(string id, int count)
    {
        List<GivenPath> roots = [];
        for (var number = 1; number <= count; number++)
        {
            var request = Shard(id, number, count);
            await TestBatch.RunAsync(request);
            roots.Add(new(request.Folder.RecordedPath, request.Folder.FullPath));
        }

        return [.. roots];
    }

    /// <summary>As <see cref="ScanAsync"/>; a shard without users is written as a batch would, but not waited for until the disk has it.</summary>
    public async Task<GivenPath[]> ScanManyAsync(string id, int count)
    {
        List<GivenPath> roots = [];
        for (var number = 1; number <= count; number++)
        {
            var request = Shard(id, number, count);
            var root = request.Folder.FullPath;
            roots.Add(new(request.Folder.RecordedPath, root));
            if (request.Users.Count > 0 || number == 1)
            {
                await TestBatch.RunAsync(request);
                continue;
            }

            Directory.CreateDirectory(root);
            File.WriteAllText(Path.Combine(root, LeaderboardFileNames.Manifest), "{}");
            using var file = File.Create(Path.Combine(root, LeaderboardFileNames.Shard));
            var journal = JournalHeader.Of(request.Folder, request.Users, request.ScannerName, request.Flags, minSucceeded: null, JournalShard.Of(request.Part));
            using ShardWriter writer = new(file, ShardHeader.Of(journal, request));
            writer.Finish();
        }

        return [.. roots];
    }

    /// <summary>Joins shards below an output root of its own.</summary>
    public async Task<BatchRun> JoinAsync(IReadOnlyList<GivenPath> roots, bool allowIncomplete = false, string output = "joined", int workers = 2, bool force = false, long inMemory = CollectedRows.MostBytes)
    {
        var shards = ShardSet.Open(roots, allowIncomplete, TestBatch.Token);
        var folder = BatchFolder.Of(output, shards.BatchId, shards.CreatedAt, Batch.Folder);
        var events = await TestBatch.RunAsync(JoinRequest.Of(folder, shards) with { Workers = workers, Force = force, EvidenceBytesInMemory = inMemory });
        return Assert.IsType<BatchFinished>(events[^1]).Run;
    }

    public static Failure Refuses(params GivenPath[] roots) => Assert.Throws<Failure>(() => ShardSet.Open(roots, allowIncomplete: false, TestBatch.Token));

    /// <summary>The files of a batch but for what says where it lies.</summary>
    public static Dictionary<string, string> Read(string batchRoot, string output) =>
        s_files.ToDictionary(name => name, name => File.ReadAllText(Path.Combine(batchRoot, name)).Replace(output + "/", "<output>/", StringComparison.Ordinal), StringComparer.Ordinal);

    private ScanRequest Request(IReadOnlyList<string> users, string id, string output) => Batch.Scan(
        users,
        new TestScanner(user => _failing.Contains(user) ? throw new Failure("ScanFailed", $"The scan of '{user}' failed.") : RootOf(user)),
        id) with
    {
        Folder = BatchFolder.Of(output, id, Leaderboards.GoldenCase.Clock, Batch.Folder),
        UsersFile = "users.txt",
        Evidence = EvidenceRule.Default with { BootstrapSamples = 50, PlaceboBoards = 5, MinUsers = 2, MinEvents = 2, MinPositions = 2, MinDays = 1 },
        UserSelection = UserSelection.Profit,
        SelectedUntil = 20_000,
        Workers = 3,
    };

    // Users 10 and 11 return one run root; the wallets of 12 and 13 are one.
    private string RootOf(string user) => List.IndexOf(user) is var i && i == 11 ? "roots/r10" : $"roots/r{i:d2}";

    internal static void WriteCandidates(string runRoot, int i)
    {
        var weight = i is 20 or 21 ? "1e308" : FormattableString.Invariant($"{10.5 + (i / 3.0)}");
        var wallet = i == 13 ? 12 : i;
        File.WriteAllText(
            Path.Combine(runRoot, "hypothesis_candidates.json"),
            FormattableString.Invariant($$$"""
            {"user_slug": "u{{{i}}}", "wallet": "0x{{{wallet:x40}}}", "candidates": [
              {"segment_key": "league:{{{i % 4}}}", "rank": {{{i % 3}}}, "note": "\ud800", "metrics": {"notional_weighted_avg_clv_pct": {{{i / 7.0}}}, "notional_weighted_beat_close_rate": 0.1, "count": 12345678901234567890123},
               "denominators": {"weighting": "notional", "weight_used": {{{weight}}}}},
              {"segment_key": "sport:\ud83d\ude00", "metrics": {"avg_clv_pct": -0.0, "beat_close_rate": {{{1 / 3.0}}}, "count": 2}, "denominators": {"weighting": "count", "count_used": 3}},
              {"segment_key": "tier:x", "denominators": {"weighting": "odd"}}]}
            """));
    }

    internal static byte[] Statistics(int i)
    {
        SegmentStatisticsBuilder builder = new();
        Random random = new(i % 5 == 0 ? 1 : i);
        for (var e = 0; e < 12; e++)
        {
            var entry = Math.Round(0.2 + (0.6 * random.NextDouble()), 3);
            var start = 1_770_000_000L + random.Next(800_000);
            builder.Add($"league:{i % 4}", new PositionObservation
            {
                EventId = $"game-{random.Next(40)}",
                Notional = 1000 * random.NextDouble(),
                AverageEntry = entry,
                FirstBuyTime = e == 3 ? null : start,
                FirstBuyPrice = entry,
                After5 = e == 4 ? null : Math.Round(entry + 0.002, 3),
                TakerFeeCents = e == 5 ? null : 0.25,
                Day = e == 6 ? null : (int)(start / 86_400),
                Shares = 100,
                Close = Math.Round(Math.Clamp(entry + (0.2 * (random.NextDouble() - 0.4)), 0.01, 0.99), 3),
                Won = random.Next(2) == 0,
                Time = start + 3600,
            });
        }

        OwnerSignature signature = new();
        for (var p = 0; p < 20; p++)
        {
            signature.Add($"token-{(i % 5 == 0 ? 0 : i)}-{p}", "", 1_770_000_000 + (p * 1000), isTested: true);
        }

        (var numbers, var signed) = signature.Build();
        return SegmentStatisticsWriter.ToBytes(new()
        {
            User = $"u{i}",
            Wallet = i == 14 ? "" : $"0x{i:x40}",
            RunId = "r",
            GeneratedAt = "2026-02-20T18:00:00+00:00",
            Signature = numbers,
            SignedPositions = signed,
            Segments = builder.Build(),
        });
    }
}
