using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PolyTool.Benchmarks.Batches;

/// <summary>A scan script that only returns a path, against the same script in <c>ForEach-Object -Parallel</c>.</summary>
internal static class ScriptComparison
{
    private const int Users = 500;
    private const int Rounds = 3;

    public static bool Run()
    {
        using var world = new BatchWorld(Users).WithRunRoots();
        File.WriteAllLines(Path.Combine(world.Folder, "users.txt"), world.Users);
        Console.WriteLine($"(b) a script that returns a path, {Users} users, median of {Rounds}:");
        var isGood = true;
        foreach (var width in new[] { 2, 8, 32 })
        {
            List<double> bare = [];
            List<double> batch = [];
            for (var round = -1; round < Rounds; round++)
            {
                var bareTime = Time(world, $"$users | ForEach-Object -ThrottleLimit {width} -Parallel {{ \"roots/$_\" }}", Users);
                var batchTime = Time(world, $"Invoke-BatchRun users.txt -Workers {width} -OutputRoot out -BatchId s{width}-{round + 1} -ScanScript {{ param($User) \"roots/$User\" }}", 1);
                if (round >= 0)
                {
                    bare.Add(bareTime);
                    batch.Add(batchTime);
                }
            }

            var ratio = Statistics.Median(batch) / Statistics.Median(bare);
            isGood &= ratio <= 1;
            Console.WriteLine($"    width {width,2}: ForEach-Object -Parallel {Statistics.Median(bare):F3} s, Invoke-BatchRun {Statistics.Median(batch):F3} s, ratio {ratio:F3} (limit 1)");
        }

        return isGood;
    }

    private static double Time(BatchWorld world, string script, int expected)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(ModuleFolder.Manifest);
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(world.Folder));
        runspace.SessionStateProxy.SetVariable("users", world.Users);
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript(script);
        var start = Stopwatch.GetTimestamp();
        var output = shell.Invoke();
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return output.Count == expected && shell.Streams.Error.Count == 0
            ? time
            : throw new InvalidOperationException($"{output.Count} objects; {string.Join('\n', shell.Streams.Error)}");
    }
}
