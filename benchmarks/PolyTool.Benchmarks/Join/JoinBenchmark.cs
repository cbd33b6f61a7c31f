using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Files;

namespace PolyTool.Benchmarks.Join;

/// <summary>The join of many shards, in a process of its own, so that its peak holds nothing of the benchmark's.</summary>
internal sealed class JoinBenchmark : IBenchmark
{
    private const string ChildOption = "--child";
    private const double SecondsAMillion = 60;
    private const double MostMegabytes = 500;

    public string Name => "join";

    public string Summary => "the join of shards; --users 1000000 --shards 64 --workers <processors> --statistics (400 events a user) or --evidence (asked for, nobody has statistics); --memory <MB of figures before they go to the disk>";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        if (options is [ChildOption, var inside, var threads, var most])
        {
            await JoinAsync(inside, int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(most, CultureInfo.InvariantCulture), cancellationToken);
            return 0;
        }

        var users = Number(options, "--users", 1_000_000);
        var shards = Number(options, "--shards", 64);
        var workers = Number(options, "--workers", Environment.ProcessorCount);
        var memory = Number(options, "--memory", (int)(CollectedRows.MostBytes >> 20));
        var statistics = options.Contains("--statistics", StringComparer.Ordinal);
        var rule = statistics || options.Contains("--evidence", StringComparer.Ordinal) ? EvidenceRule.Default : null;
        var folder = Directory.CreateTempSubdirectory("polytool-join-").FullName;
        try
        {
            var start = Stopwatch.GetTimestamp();
            new ShardMaker(folder, users, shards, rule, statistics).Write();
            var bytes = Directory.EnumerateFiles(Path.Combine(folder, "out"), "*.cbor", SearchOption.AllDirectories).Sum(static file => new FileInfo(file).Length);
            Print($"{users} users in {shards} shards, {bytes / 1e6:F0} MB ({bytes / users} bytes a user), made in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s; {workers} workers, .NET {Environment.Version}");
            ProcessStartInfo child = new(Environment.ProcessPath!, [Name, ChildOption, folder, workers.ToString(CultureInfo.InvariantCulture), memory.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(child)!;
            var said = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Trim();
            await process.WaitForExitAsync(cancellationToken);
            Console.WriteLine(said);
            double[] figures = [.. said.Split(' ').Where(static word => double.TryParse(word, CultureInfo.InvariantCulture, out _)).Select(static word => double.Parse(word, CultureInfo.InvariantCulture))];
            return process.ExitCode != 0 ? 1 : statistics || (figures[0] <= SecondsAMillion * users / 1e6 && figures[2] <= MostMegabytes) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task JoinAsync(string folder, int workers, int memory, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        GivenPath[] roots = [.. Directory.GetDirectories(Path.Combine(folder, "out", "1970-01-01")).Select(static root => new GivenPath(root, root))];
        var shards = ShardSet.Open(roots, allowIncomplete: false, cancellationToken);
        var request = JoinRequest.Of(BatchFolder.Of("joined", shards.BatchId, shards.CreatedAt, folder), shards) with { Workers = workers, EvidenceBytesInMemory = (long)memory << 20 };
        BatchRun? run = null;
        await foreach (var step in new BatchRunner(request).RunAsync(cancellationToken))
        {
            run = (step as BatchFinished)?.Run ?? run;
        }

        using var process = Process.GetCurrentProcess();
        Print($"joined in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, processor time {process.TotalProcessorTime.TotalSeconds:F1} s, peak working set {process.PeakWorkingSet64 / 1e6:F0} MB; {run!.UsersSucceeded} users, {run.SizeBytes / 1e6:F0} MB written; {GC.GetTotalAllocatedBytes() / 1e6:F0} MB allocated, {GC.CollectionCount(2)} full collections");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static int Number(IReadOnlyList<string> options, string name, int otherwise)
    {
        var at = options.ToList().IndexOf(name);
        return at < 0 ? otherwise : int.Parse(options[at + 1], NumberStyles.Integer, CultureInfo.InvariantCulture);
    }
}
