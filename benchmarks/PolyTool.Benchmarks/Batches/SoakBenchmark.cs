using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Scanning;

namespace PolyTool.Benchmarks.Batches;

/// <summary>Batch after batch with random failures, time-outs, retries and programs at 64 workers; what it holds must be level.</summary>
internal sealed class SoakBenchmark : IBenchmark
{
    private const int Users = 4000;
    private const int Workers = 64;

    public string Name => "soak";

    public string Summary => "Ten minutes (or --minutes N; --seed N) of random failures, time-outs, retries and programs, or --scripts, at 64 workers: handles, threads, memory.";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var minutes = Option(options, "--minutes", 10);
        var seed = (int)Option(options, "--seed", 1);
        using var world = new BatchWorld(Users).WithRunRoots();
        using var self = Process.GetCurrentProcess();
        Random random = new(seed);
        using var scripts = options.Contains("--scripts", StringComparer.Ordinal) ? new ScriptSoak(world) : null;
        List<Sample> samples = [];
        var start = Stopwatch.GetTimestamp();
        Console.WriteLine("minute  batches  users    failed  retried  handles  threads  live MB  kept MB  heap MB  other MB  files MB");
        var batches = 0;
        Totals totals = new();
        for (double next = 0; Stopwatch.GetElapsedTime(start).TotalMinutes < minutes;)
        {
            if (scripts is null)
            {
                await RunBatchAsync(world, batches++, random.Next(), totals, cancellationToken);
            }
            else
            {
                totals.Add(scripts.Run(batches++, Workers));
            }

            if (Stopwatch.GetElapsedTime(start).TotalMinutes >= next)
            {
                samples.Add(Sample.Take(self));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Stopwatch.GetElapsedTime(start).TotalMinutes,6:F1}  {batches,7}  {totals.Users,7}  {totals.Failed,6}  {totals.Attempts - totals.Users,7}  {samples[^1]}"));
                next += Math.Max(minutes / 20, 0.1);
            }
        }

        // The first samples are of a process that still warms up.
        var early = samples[Math.Min(2, samples.Count - 1)];
        var late = samples[^1];
        var isLevel = late.Handles <= early.Handles + 10 && late.Threads <= early.Threads + 10 && late.Live <= early.Live + 5 && late.Other <= early.Other + 10;
        Console.WriteLine(isLevel ? "level" : "NOT level");
        return isLevel ? 0 : 1;
    }

    private static async Task RunBatchAsync(BatchWorld world, int number, int seed, Totals totals, CancellationToken cancellationToken)
    {
        var folder = world.Scan($"soak{number % 3}", Workers, new FunctionScanner((_, _) => Task.FromResult(""))).Folder;
        CommandScanner program = new("/bin/sh", ["-c", "echo noise; echo noise >&2; echo \"Run root: roots/$2\"", "scan"], world.Folder, new ScanLogs(folder.FullPath, world.Users));
        FunctionScanner scanner = new(async (user, token) =>
        {
            var dice = Random.Shared.Next(100);
            await Task.Delay(dice == 0 ? Timeout.Infinite : dice, token);
            return dice switch
            {
                < 6 => throw new Failure("Busy", "The service was busy.", canPass: true),
                < 8 => throw new Failure("Unknown", "There is no such user."),
                < 12 => (await program.ScanAsync(user, ScanFlags.None, token)).RunRoot,
                12 => "nowhere",
                _ => $"roots/{user}",
            };
        });
        var request = world.Scan($"soak{number % 3}", Workers, scanner) with
        {
            Force = true,
            Policy = new() { UserTimeout = TimeSpan.FromMilliseconds(400), RetryCount = 2, RetryDelay = TimeSpan.FromMilliseconds(10) },
            // Now and then a batch is cut off in the middle.
            Timeout = seed % 5 == 0 ? TimeSpan.FromSeconds(2) : null,
        };
        await foreach (var happened in new BatchRunner(request).RunAsync(cancellationToken))
        {
            if (happened is UserFinished user)
            {
                totals.Users++;
                totals.Failed += user.Result.Succeeded ? 0 : 1;
                totals.Attempts += Math.Max(user.Attempts, 1);
            }
        }
    }

    private static double Option(IReadOnlyList<string> options, string name, double value)
    {
        var at = options.ToList().IndexOf(name);
        return at < 0 ? value : double.Parse(options[at + 1], CultureInfo.InvariantCulture);
    }

    private sealed class Totals
    {
        public int Users { get; set; }

        public int Failed { get; set; }

        public int Attempts { get; set; }

        // A script's attempts stand in the journal alone.
        public void Add((int Users, int Failed) batch)
        {
            Users += batch.Users;
            Attempts += batch.Users;
            Failed += batch.Failed;
        }
    }

    /// <summary>
    /// What the process holds. Live: objects after a full collection. Kept: what the collector then keeps of the system's memory
    /// for the next objects; heap: the same after it was asked to give all back. Other: the rest of the anonymous memory (code,
    /// stacks, the C library). Files: mapped programs and libraries.
    /// </summary>
    private sealed record Sample(int Handles, int Threads, double Live, double Kept, double Heap, double Other, double Files)
    {
        public static Sample Take(Process self)
        {
            var live = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
            var kept = GC.GetGCMemoryInfo().TotalCommittedBytes / 1048576.0;
            // Aggressive: the collector gives back what it does not need, so that what stays is held.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            self.Refresh();
            var heap = GC.GetGCMemoryInfo().TotalCommittedBytes / 1048576.0;
            if (!OperatingSystem.IsLinux())
            {
                return new(self.HandleCount, self.Threads.Count, live, kept, heap, (self.WorkingSet64 / 1048576.0) - heap, 0);
            }

            var status = File.ReadLines("/proc/self/status").Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
            double Megabytes(string name) => double.Parse(status[name].Split(' ')[0], CultureInfo.InvariantCulture) / 1024;
            var handles = Directory.GetFileSystemEntries("/proc/self/fd").Length;
            return new(handles, self.Threads.Count, live, kept, heap, Megabytes("RssAnon") - heap, Megabytes("RssFile"));
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Handles,7}  {Threads,7}  {Live,7:F1}  {Kept,7:F1}  {Heap,7:F1}  {Other,8:F1}  {Files,8:F1}");
    }
}
