using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Benchmarks.Batches;

/// <summary>A users file of a million lines: what a user costs in time and memory. Each figure is a process of its own.</summary>
internal sealed class ManyUsersBenchmark : IBenchmark
{
    private const int Few = 1000;
    private const int Workers = 8;
    private const string ChildOption = "--child";

    public string Name => "users";

    public string Summary => "A users file of 1,000,000 wallets (or --count N): time and memory of scans that fail at once, of scans that return a run root, and of going on.";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        if (options is [ChildOption, var folder, var childCount, var mode])
        {
            await RunChildAsync(folder, int.Parse(childCount, CultureInfo.InvariantCulture), mode, cancellationToken);
            return 0;
        }

        var count = options is ["--count", var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
        var world = Directory.CreateTempSubdirectory("polytool-users-").FullName;
        try
        {
            MakeRunRoots(world, count);
            Console.WriteLine($"{count:N0} users, {Workers} workers, peak memory of the process against one of {Few:N0} users:");
            foreach (var mode1 in new[] { "fail", "root", "resume" })
            {
                (var few, _) = await ChildAsync(world, Few, mode1, cancellationToken);
                (var many, var seconds) = await ChildAsync(world, count, mode1, cancellationToken);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {mode1,-6}  {seconds,6:F1} s  {seconds / count * 1e6,6:F1} µs a user  {few / 1048576.0,6:F0} MB -> {many / 1048576.0,6:F0} MB  {(many - few) / (double)(count - Few),6:F0} bytes a user"));
            }
        }
        finally
        {
            Directory.Delete(world, recursive: true);
        }

        return 0;
    }

    private static string Wallet(int i) => string.Create(CultureInfo.InvariantCulture, $"0x{i:x40}");

    private static string RunRoot(string wallet) => $"roots/{wallet[^3..]}/{wallet}";

    // The files of all run roots are the same two, linked: a million folders are quick to make and small.
    private static void MakeRunRoots(string world, int count)
    {
        File.WriteAllLines(Path.Combine(world, $"users{Few}.txt"), Enumerable.Range(1, Few).Select(Wallet));
        File.WriteAllLines(Path.Combine(world, $"users{count}.txt"), Enumerable.Range(1, count).Select(Wallet));
        var model = "";
        for (var i = 1; i <= count; i++)
        {
            var root = Path.Combine(world, RunRoot(Wallet(i)));
            Directory.CreateDirectory(root);
            // File systems limit the links of one file.
            if (i % 20_000 == 1)
            {
                model = root;
                File.WriteAllText(Path.Combine(root, "coverage_reconciliation_report.json"), "{\"clv_coverage\": {\"coverage_rate\": 0.5}}");
                File.WriteAllText(
                    Path.Combine(root, "hypothesis_candidates.json"),
                    """{"candidates": [{"segment_key": "league:nba", "rank": 1, "metrics": {"notional_weighted_avg_clv_pct": 1.5, "count": 3}, "denominators": {"weighting": "notional", "weight_used": 10.5}}]}""");
                continue;
            }

            foreach (var file in new[] { "coverage_reconciliation_report.json", "hypothesis_candidates.json" })
            {
                if (HardLink.Make(Path.Combine(model, file), Path.Combine(root, file)) != 0)
                {
                    throw new IOException($"no link in {root}");
                }
            }
        }
    }

    private static async Task RunChildAsync(string world, int count, string mode, CancellationToken cancellationToken)
    {
        UserList users = new(count);
        foreach (var line in TextList.Read(Path.Combine(world, $"users{count}.txt"), cancellationToken))
        {
            users.Add(line);
        }

        var id = $"{(mode == "fail" ? mode : "root")}{count}";
        var isResumed = mode == "resume";
        FunctionScanner scanner = new((user, _) => mode == "root"
            ? Task.FromResult(RunRoot(user))
            : Task.FromException<string>(new Failure("None", "It failed.")));
        ScanRequest request = new()
        {
            Folder = isResumed ? BatchFolder.Find("out", id, world) : BatchFolder.New("out", id, world, TimeProvider.System),
            Users = users.Users,
            Scanner = scanner,
            ScannerName = "benchmark",
            BaseDirectory = world,
            Workers = Workers,
            Resume = isResumed,
        };
        var start = Stopwatch.GetTimestamp();
        var run = await BatchWorld.RunAsync(request, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (run.UsersAttempted != count || run.UsersSucceeded != (mode == "fail" ? 0 : count))
        {
            throw new InvalidOperationException($"{run.UsersAttempted} users, {run.UsersSucceeded} succeeded");
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{self.PeakWorkingSet64} {seconds}"));
    }

    private static async Task<(long Peak, double Seconds)> ChildAsync(string world, int count, string mode, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["users", ChildOption, world, count.ToString(CultureInfo.InvariantCulture), mode])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        // A small budget for new objects, so that the peak is of what is held and not of what waits for a collection.
        start.Environment["DOTNET_GCgen0size"] = "400000";
        using var child = Process.Start(start)!;
        var said = (await child.StandardOutput.ReadToEndAsync(cancellationToken)).Trim().Split(' ');
        await child.WaitForExitAsync(cancellationToken);
        return said.Length == 2
            ? (long.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The child said '{string.Join(' ', said)}'.");
    }

    private static class HardLink
    {
        [DllImport("libc", EntryPoint = "link")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Link(byte[] from, byte[] to);

        public static int Make(string from, string to) => Link(Encoding.UTF8.GetBytes(from + '\0'), Encoding.UTF8.GetBytes(to + '\0'));
    }
}
