using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Exports;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Benchmarks.Exports;

/// <summary>Exports of a large batch in every form: time, size, and the process's peak memory, reading included.</summary>
internal sealed class ExportBenchmark : IBenchmark
{
    public string Name => "export";

    public string Summary => "time, size and memory of exports (--segments 5000 --users 10000; --keep <folder> leaves the files there)";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        int Option(string name, int otherwise)
        {
            var at = options.ToList().IndexOf(name);
            return at >= 0 && at + 1 < options.Count ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;
        }

        var segments = Option("--segments", 5000);
        var users = Option("--users", 10_000);
        var keep = options.ToList().IndexOf("--keep");
        var folder = keep >= 0 && keep + 1 < options.Count
            ? Directory.CreateDirectory(options[keep + 1])
            : Directory.CreateTempSubdirectory("polytool-export-");
        try
        {
            var leaderboard = new LargeBatch(segments, users, seed: 6).Write(folder.FullName);
            var input = folder.GetFiles().Sum(static f => f.Length);
            Console.WriteLine(FormattableString.Invariant($"{segments} segments, {users} users, {input / 1e6:F1} MB of files read"));
            foreach (var format in Enum.GetValues<ExportFormat>())
            {
                GC.Collect();
                var path = Path.Combine(folder.FullName, $"export.{format}");
                var clock = Stopwatch.StartNew();
                await LeaderboardExport.WriteAsync(new(SavedBatch.Open(leaderboard, cancellationToken).ReadBoard(cancellationToken), format), path, cancellationToken).ConfigureAwait(false);
                using var process = Process.GetCurrentProcess();
                Console.WriteLine(FormattableString.Invariant($"{format,-9} {clock.Elapsed.TotalSeconds,6:F2} s {new FileInfo(path).Length / 1e6,8:F2} MB   peak so far {process.PeakWorkingSet64 >> 20} MB"));
            }

            return 0;
        }
        finally
        {
            if (keep < 0)
            {
                folder.Delete(recursive: true);
            }
        }
    }
}
