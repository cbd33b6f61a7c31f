using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Benchmarks.Batches;

/// <summary>Kills a batch at random moments, resumes each, and compares all bytes with a batch that nobody disturbed.</summary>
internal sealed class KillBenchmark : IBenchmark
{
    private const int Users = 400;
    private const string ChildOption = "--child";

    public string Name => "kill";

    public string Summary => "Kills a batch at random moments (100, or --times N; --seed N), resumes each, and compares all bytes.";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        if (options is [ChildOption, var folder, var childId, var childMode])
        {
            using BatchWorld inside = new(Users, folder);
            await RunBatchAsync(inside, childId, childMode == "resume", cancellationToken);
            // The folder is the parent's.
            Environment.Exit(0);
        }

        var times = Option(options, "--times", 100);
        var seed = Option(options, "--seed", 1);
        using var world = new BatchWorld(Users).WithRunRoots();
        var start = Stopwatch.GetTimestamp();
        await RunBatchAsync(world, "whole", resume: false, cancellationToken);
        var expected = Files(world, "whole");
        var whole = await ChildAsync(world, "timed", "new", kill: null, cancellationToken);
        Random random = new(seed);
        var killed = 0;
        var resumedAgain = 0;
        for (var i = 0; i < times; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"k{i}");
            var mode = "new";
            while (true)
            {
                TimeSpan? after = random.Next(4) > 0 ? whole * (random.NextDouble() * 1.05) : null;
                await ChildAsync(world, id, mode, after, cancellationToken);
                if (File.Exists(Path.Combine(Root(world, id), "batch_manifest.json")) && after is null)
                {
                    break;
                }

                killed += after is null ? 0 : 1;
                resumedAgain += mode == "resume" ? 1 : 0;
                mode = File.Exists(Path.Combine(Root(world, id), LeaderboardFileNames.Journal)) ? "resume" : "new";
            }

            if (!Files(world, id).SequenceEqual(expected, StringComparer.Ordinal))
            {
                Console.WriteLine($"batch {id} differs from the undisturbed one (seed {seed})");
                return 1;
            }
        }

        Console.WriteLine($"{times} batches of {Users} users, {killed} kills ({resumedAgain} of them of a resumed batch), seed {seed}: all bytes as those of the undisturbed batch; {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        return 0;
    }

    private static async Task RunBatchAsync(BatchWorld world, string id, bool resume, CancellationToken cancellationToken)
    {
        FunctionScanner scanner = new(async (user, token) =>
        {
            await Task.Delay(5, token);
            return user.EndsWith("77", StringComparison.Ordinal) ? "nowhere" : $"roots/{user}";
        });
        var request = world.Scan(id, 16, scanner);
        await BatchWorld.RunAsync(resume ? request with { Resume = true, Folder = BatchFolder.Find("out", id, world.Folder) } : request, cancellationToken);
    }

    private static async Task<TimeSpan> ChildAsync(BatchWorld world, string id, string mode, TimeSpan? kill, CancellationToken cancellationToken)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["kill", ChildOption, world.Folder, id, mode]) { UseShellExecute = false })!;
        var start = Stopwatch.GetTimestamp();
        if (kill is { } after)
        {
            await Task.Delay(after, cancellationToken);
            child.Kill();
        }

        await child.WaitForExitAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    private static string Root(BatchWorld world, string id) => Path.Combine(world.Folder, "out", EpochClock.FormatDate(DateTimeOffset.FromUnixTimeSeconds(1771610400)), id);

    private static string[] Files(BatchWorld world, string id) =>
        [.. Directory.EnumerateFiles(Root(world, id)).Where(file => !file.EndsWith(".jsonl", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => Path.GetFileName(file) + "\n" + File.ReadAllText(file)
                .Replace($"\"{id}\"", "\"id\"", StringComparison.Ordinal).Replace($"`{id}`", "`id`", StringComparison.Ordinal).Replace($"/{id}", "/id", StringComparison.Ordinal))];

    private static int Option(IReadOnlyList<string> options, string name, int value)
    {
        var at = options.ToList().IndexOf(name);
        return at < 0 ? value : int.Parse(options[at + 1], CultureInfo.InvariantCulture);
    }
}
