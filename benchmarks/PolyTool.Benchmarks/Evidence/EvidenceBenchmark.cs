using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Benchmarks.Evidence;

/// <summary>
/// Evidence of a large batch: every user's <c>segment_statistics.json</c> is parsed from its bytes, added, and the
/// board made and written, in one process on two cores. The bytes are made before the clock starts, from a few hundred
/// templates, so that memory shows the tool's and not the generator's.
/// </summary>
internal sealed class EvidenceBenchmark : IBenchmark
{
    private const int Templates = 100;

    public string Name => "evidence";

    public string Summary => "time and memory of evidence (--users 10000 --segments 500 --per-user 40 --events 10 --workers 2 --bootstrap 2000 --placebo 200)";

    public Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        int Option(string name, int otherwise)
        {
            var at = options.ToList().IndexOf(name);
            return at >= 0 && at + 1 < options.Count ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;
        }

        int users = Option("--users", 10_000), workers = Option("--workers", 2);
        var files = Enumerable.Range(0, Templates).Select(t => File((ulong)t, Option("--segments", 500), Option("--per-user", 40), Option("--events", 10))).ToArray();
        Console.WriteLine(FormattableString.Invariant($"{users} users, {files.Average(f => f.Length) / 1024:F1} KiB a file, {workers} workers"));
        GC.Collect();
        var before = Process.GetCurrentProcess().WorkingSet64 >> 20;

        var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var builder = new EvidenceBuilder(EvidenceRule.Default with { BootstrapSamples = Option("--bootstrap", 2000), PlaceboBoards = Option("--placebo", 200) });
        var next = 0;
        var gate = new Lock();
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, _ =>
        {
            for (var u = Interlocked.Increment(ref next) - 1; u < users; u = Interlocked.Increment(ref next) - 1)
            {
                var figures = UserFigures.Read($"user{u}", files[u % Templates]) with { Wallet = $"0x{u:x40}", Signature = Signature(u), SignedPositions = 80 };
                lock (gate)
                {
                    builder.Add(figures);
                }
            }
        });
        var read = clock.Elapsed;
        using var process = Process.GetCurrentProcess();
        var cpuRead = process.TotalProcessorTime - cpuBefore;
        var heldAfterReading = process.WorkingSet64 >> 20;
        var board = builder.Build("benchmark", "2026-02-20T18:00:00+00:00", workers, cancellationToken);
        var built = clock.Elapsed;
        var bytes = EvidenceWriter.ToBytes(board);
        var all = clock.Elapsed;
        process.Refresh();
        var cpu = process.TotalProcessorTime - cpuBefore;
        var peak = process.PeakWorkingSet64 >> 20;
        Console.WriteLine(FormattableString.Invariant($"reading and adding {read.TotalSeconds:F2} s, analysis {(built - read).TotalSeconds:F2} s, writing {(all - built).TotalSeconds:F2} s ({bytes.Length >> 10} KiB), in all {all.TotalSeconds:F2} s; processor time {cpuRead.TotalSeconds:F2} s reading, {cpu.TotalSeconds:F2} s in all"));
        Console.WriteLine(FormattableString.Invariant($"peak working set {peak} MB (before the clock {before} MB, after reading {heldAfterReading} MB); {board.Segments.Count} rows, {board.Tests} tests, {board.Owners} owners, {board.Segments.Count(s => s.Verdict == Verdict.Supported)} supported, placebo mean {board.Placebo?.MeanAbove}"));
        return Task.FromResult(all.TotalSeconds <= 10 && peak <= 500 ? 0 : 1);
    }

    /// <summary>Nine in ten wallets are somebody of their own; the others are ten of one owner each.</summary>
    internal static uint[] Signature(int user)
    {
        var random = new SplitMix64((ulong)(user % 100 < 10 ? user / 100 : 1_000_000 + user));
        var numbers = new uint[OwnerSignature.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (uint)(random.Next() >> 40); // small, as of the least of many
        }

        return numbers;
    }

    internal static byte[] File(ulong seed, int segments, int perUser, int events)
    {
        var random = new SplitMix64(seed);
        var builder = new SegmentStatisticsBuilder();
        for (var s = 0; s < perUser; s++)
        {
            var segment = random.Below(segments);
            for (var e = 0; e < events; e++)
            {
                var entry = Math.Round(0.2 + (0.6 * random.NextDouble()), 3);
                var start = 1_700_000_000L + random.Below(8_000_000);
                builder.Add($"d{segment % 5}:bucket-{segment:d4}", new PositionObservation
                {
                    EventId = $"nba-lal-bos-2026-{random.Below(2000)}",
                    Notional = 1000 * random.NextDouble(),
                    AverageEntry = entry,
                    FirstBuyTime = start,
                    FirstBuyPrice = entry,
                    After1 = entry,
                    After5 = Math.Round(entry + (0.01 * (random.NextDouble() - 0.5)), 3),
                    After30 = entry,
                    After120 = entry,
                    TakerFeeCents = 0.25,
                    Day = (int)(start / 86_400),
                    Shares = 100,
                    Close = Math.Round(Math.Clamp(entry + (0.2 * (random.NextDouble() - (segment % 10 == 0 ? 0.4 : 0.5))), 0.01, 0.99), 3),
                    EntryFee = random.NextDouble(),
                    Won = random.Below(2) == 0,
                    Time = start + 3600,
                });
            }
        }

        return SegmentStatisticsWriter.ToBytes(new SegmentStatistics
        {
            User = "u",
            Wallet = "w",
            RunId = "r",
            GeneratedAt = "2026-02-20T18:00:00+00:00",
            Segments = builder.Build(),
        });
    }
}
