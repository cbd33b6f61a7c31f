using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.RunRoots;

namespace PolyTool.Benchmarks.Aggregate;

/// <summary>Aggregation against the floor of reading and writing the same bytes, in one process and one run, warm cache.</summary>
internal sealed class AggregateBenchmark : IBenchmark
{
    // Aggregation over the floor. On idle cores the median was 0.95 at full size, single turns up to 1.23, and 2.05 of small run
    // roots: the limits leave room for another day, not for a change that costs a fifth.
    private const double Limit = 1.15;
    private const double SmallLimit = 2.4;
    private const string ChildOption = "--child";

    // For benchmarks/peers: only make the run roots.
    private const string WriteOption = "--write";

    private const string JsonOption = "--json";

    // What a run root takes of very many is compared with what it takes of so many.
    private const int Few = 100_000;

    public string Name => "aggregate";

    public string Summary => "aggregation against bare reading; --roots 20000 --workers <processors> --runs 5 --small --in <folder of run roots> --json <file>; --reuse: again, with what was kept";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        if (options is [ChildOption, var inside, var threads])
        {
            await AggregateAsync(inside, int.Parse(threads, CultureInfo.InvariantCulture), cancellationToken);
            Print($"{Process.GetCurrentProcess().PeakWorkingSet64}");
            return 0;
        }

        var count = Number(options, "--roots", 20_000);
        var workers = Number(options, "--workers", Environment.ProcessorCount);
        var runs = Number(options, "--runs", 5);
        var small = options.Contains("--small", StringComparer.Ordinal);
        if (options.ToList().IndexOf(WriteOption) is >= 0 and var write)
        {
            RunRootGenerator.Write(options[write + 1], count, small);
            return 0;
        }

        var folder = Directory.CreateTempSubdirectory("polytool-aggregate-").FullName;
        try
        {
            if (options.Contains(ReuseRun.Option, StringComparer.Ordinal))
            {
                await new ReuseRun(folder, count, workers, runs, small).RunAsync(options, cancellationToken);
                return 0;
            }

            if (options.ToList().IndexOf(ReuseRun.InOption) is >= 0 and var given)
            {
                Directory.CreateSymbolicLink(Path.Combine(folder, "roots"), Path.GetFullPath(options[given + 1]));
                count = Directory.GetDirectories(Path.Combine(folder, "roots")).Length;
            }
            else
            {
                RunRootGenerator.Write(Path.Combine(folder, "roots"), count, small);
            }

            // Warms the cache and the code, and says how much is written.
            await AggregateAsync(folder, workers, cancellationToken, EvidenceRule.Default);
            var output = await AggregateAsync(folder, workers, cancellationToken);
            var input = new DirectoryInfo(Path.Combine(folder, "roots")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            Print($"{count} run roots, {Mega(input)} MB read and {Mega(output)} MB written a run, {workers} workers, .NET {Environment.Version}, medians of {runs} runs");
            var peak = await PeakAsync(folder, workers, cancellationToken);
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            await AggregateAsync(folder, workers, cancellationToken);
            allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / count;

            // In turns: whatever slows the machine for a while meets all of them.
            string[][] files = [.. Directory.GetDirectories(Path.Combine(folder, "roots")).Order(StringComparer.Ordinal).Select(Directory.GetFiles)];
            Timing aggregation = new("(b) aggregation", () => AggregateAsync(folder, workers, cancellationToken));
            Timing floor = new("(a) floor: read, tokens, write", () => Sync(() => Floor.Run(files, workers, tokens: true, Path.Combine(folder, "floor"), output)));
            Timing reading = new("    run roots read, nothing kept", () => Sync(() => ReadRunRoots(files, workers)));
            Timing bare = new("    floor: read alone", () => Sync(() => Floor.Run(files, workers, tokens: false, null, 0)));
            Timing evidence = new("    aggregation with evidence", () => AggregateAsync(folder, workers, cancellationToken, EvidenceRule.Default));
            List<Timing> all = [aggregation, floor, reading, bare, evidence];

            // What the workers make of it, beside what the machine makes of reading and tokens alone.
            Timing alone = new("    aggregation, one worker", () => AggregateAsync(folder, 1, cancellationToken));
            Timing floorAlone = new("    floor, one thread", () => Sync(() => Floor.Run(files, 1, tokens: true, Path.Combine(folder, "floor"), output)));
            Timing tokens = new("    read and tokens", () => Sync(() => Floor.Run(files, workers, tokens: true, null, 0)));
            Timing tokensAlone = new("    read and tokens, one thread", () => Sync(() => Floor.Run(files, 1, tokens: true, null, 0)));
            if (workers > 1)
            {
                all.AddRange([alone, floorAlone, tokens, tokensAlone]);
            }

            Timing? few = null;
            if (small && count > Few)
            {
                var fewer = Path.Combine(folder, "few");
                RunRootGenerator.Write(Path.Combine(fewer, "roots"), Few, small);
                await AggregateAsync(fewer, workers, cancellationToken);
                few = new($"    aggregation of {Few}", () => AggregateAsync(fewer, workers, cancellationToken));
                all.Add(few);
            }

            for (var i = 0; i < runs; i++)
            {
                foreach (var timing in all)
                {
                    await timing.RunAsync();
                }
            }

            foreach (var timing in all)
            {
                Console.WriteLine(timing);
            }

            AggregateFigures figures = new(count, small, workers, runs, Environment.Version.ToString(), input, output, peak, allocated)
            {
                Seconds = all.ToDictionary(static timing => timing.Name, static timing => new[] { Math.Round(timing.Median, 4), Math.Round(timing.MedianProcessor, 4) }, StringComparer.Ordinal),
                Ratios = new Dictionary<string, double[]>(StringComparer.Ordinal)
                {
                    ["aggregation over the floor"] = AggregateFigures.Spread(aggregation.Over(floor)),
                    ["the same, processor seconds"] = AggregateFigures.Spread(aggregation.ProcessorOver(floor)),
                    ["with evidence over the floor"] = AggregateFigures.Spread(evidence.Over(floor)),
                    ["with evidence, processor seconds"] = AggregateFigures.Spread(evidence.ProcessorOver(floor)),
                    ["aggregation over reading alone"] = AggregateFigures.Spread(aggregation.Over(bare)),
                },
            };
            if (few is not null)
            {
                figures.Ratios["time a root over that of few"] = AggregateFigures.Spread([.. aggregation.Over(few).Select(ratio => ratio * Few / count)]);
                figures.Ratios["the same of few, processor seconds"] = AggregateFigures.Spread([.. aggregation.ProcessorOver(few).Select(ratio => ratio * Few / count)]);
            }

            if (workers > 1)
            {
                figures.Ratios[$"{workers} workers, times as fast as one"] = AggregateFigures.Spread(alone.Over(aggregation));
                figures.Ratios["floor, the same"] = AggregateFigures.Spread(floorAlone.Over(floor));
                figures.Ratios["read and tokens, the same"] = AggregateFigures.Spread(tokensAlone.Over(tokens));
            }

            foreach (var (name, spread) in figures.Ratios)
            {
                Print($"{name,-34} {spread[1],8:F2}     ({spread[0]:F2} to {spread[2]:F2})");
            }

            var limit = small ? SmallLimit : Limit;
            Print($"limit {limit:F2}; {count / aggregation.Median:F0} run roots a second; peak working set {Mega(peak)} MB; {allocated} bytes allocated a root");
            if (options.ToList().IndexOf(JsonOption) is >= 0 and var json)
            {
                figures.Write(options[json + 1]);
            }

            var ratio = figures.Ratios["aggregation over the floor"][1];
            return ratio <= limit ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> AggregateAsync(string folder, int workers, CancellationToken cancellationToken, EvidenceRule? evidence = null)
    {
        var target = BatchFolder.New("out", "bench", folder, TimeProvider.System);
        var roots = RunRootResolver.Children(new("roots", Path.Combine(folder, "roots")), cancellationToken);
        BatchRunner runner = new(new AggregateRequest { Folder = target, RunRoots = roots.RunRoots, Workers = workers, Force = true, Evidence = evidence });
        var failed = -1;
        await foreach (var step in runner.RunAsync(cancellationToken))
        {
            failed = step is BatchFinished finished ? finished.Run.UsersFailed : failed;
        }

        if (failed != 0)
        {
            throw new InvalidOperationException("A generated run root failed: the benchmark measures nothing.");
        }

        return Directory.GetFiles(target.FullPath).Sum(file => new FileInfo(file).Length);
    }

    private static void ReadRunRoots(string[][] files, int workers) => Parallel.ForEach(
        files,
        new() { MaxDegreeOfParallelism = workers },
        static root => RunRootReader.Read(new("roots/x", Path.GetDirectoryName(root[0])!)));

    private static Task Sync(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    // A process of its own that aggregates once: its peak holds nothing of the benchmark's.
    private static async Task<long> PeakAsync(string folder, int workers, CancellationToken cancellationToken)
    {
        string[] words = ["aggregate", ChildOption, folder, workers.ToString(CultureInfo.InvariantCulture)];
        ProcessStartInfo start = new(Environment.ProcessPath!, words) { RedirectStandardOutput = true, UseShellExecute = false };
        using var child = Process.Start(start)!;
        var said = await child.StandardOutput.ReadToEndAsync(cancellationToken);
        await child.WaitForExitAsync(cancellationToken);
        return long.Parse(said, CultureInfo.InvariantCulture);
    }

    private static string Mega(long bytes) => (bytes / 1_000_000.0).ToString("F0", CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static int Number(IReadOnlyList<string> options, string name, int otherwise)
    {
        var at = options.ToList().IndexOf(name);
        return at < 0 ? otherwise : int.Parse(options[at + 1], NumberStyles.Integer, CultureInfo.InvariantCulture);
    }
}
