using System.Diagnostics;
using System.Globalization;
using PolyTool.Hosting;
using PolyTool.Module.Tests.Pwsh;

namespace PolyTool.Module.Tests.Operations;

/// <summary>samples/ops/slurm on a real cluster of one node, which tests/slurm/cluster.sh starts; skipped where SLURM_CONF names none.</summary>
public sealed class SlurmTests : IDisposable
{
    private const int Shards = 3;

    private static readonly string[] s_files =
        ["hypothesis_leaderboard.json", "hypothesis_leaderboard.md", "per_user_results.json", "batch_manifest.json", "segment_evidence.json"];

    private readonly ScratchFolder _folder = new();
    private readonly string[] _users;

    public SlurmTests()
    {
        var roots = _folder.Copy(Checkout.Find("samples", "run-roots"), "run-roots");
        _users = [.. Directory.EnumerateDirectories(roots).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        _folder.Write("users.txt", string.Join('\n', _users) + "\n");
        _folder.Write("scan.sh", $$"""
            #!/bin/sh
            echo "$2" >> started
            if [ -f slow ] && [ "$2" = {{_users[4]}} ]; then sleep 120; fi
            find "$PWD/run-roots/$2" -name hypothesis_candidates.json -exec dirname {} \;
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_job_array_whose_shard_is_killed_and_requeued_makes_the_bytes_of_one_machine()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("SLURM_CONF") is null, "No Slurm cluster: tests/slurm/cluster.sh starts one.");
        Assert.NotEmpty(Run("sinfo", "-h"));
        _folder.Write("slow", "");
        var jobs = Run("bash", Checkout.Find("samples", "ops", "slurm", "submit.sh"), "-ScanCommand", "sh", "-ScanArgument", "scan.sh").Trim().Split(' ');
        try
        {
            // The others of the slow user's shard are done by then.
            WaitFor(() => Started().Count == _users.Length, "All users have begun");
            WaitFor(() => Running(jobs[0]) == 1, "One shard is left");
            var slow = Run("squeue", "-h", "-r", "-t", "R", "-o", "%K", "-j", jobs[0]).Trim();
            File.Delete(_folder.Find("slow"));
            Run("scontrol", "requeue", $"{jobs[0]}_{slow}");
            // Of itself Slurm waits two minutes before it starts again what was requeued; within a second the node would refuse it.
            WaitFor(() => Run("squeue", "-h", "-r", "-t", "PD", "-o", "%K", "-j", jobs[0]).Trim() == slow, "The shard waits to be started again");
            Run("scontrol", "update", $"JobId={jobs[0]}_{slow}", "StartTime=now+3");
            WaitFor(() => Run("squeue", "-h", "-j", string.Join(',', jobs)).Length == 0, "Both jobs have ended");
        }
        finally
        {
            Run("scancel", jobs[0], jobs[1]);
        }

        Assert.True(Started().Count(user => user == _users[4]) == 2, $"The shard did not go on. {Logs()}");
        var joined = Directory.GetDirectories(_folder.Find("batches"), "night", SearchOption.AllDirectories).Single();
        var expected = s_files.Select(name => File.ReadAllText(Path.Combine(joined, name))).ToList();
        Directory.Move(_folder.Find("batches"), _folder.Find("shards"));
        var one = PwshProcess.Run(
            _folder.Path, "-Command", "$env:SOURCE_DATE_EPOCH = 1771610400; Invoke-BatchRun users.txt -BatchId night -OutputRoot batches -ScanCommand sh -ScanArgument scan.sh -ErrorAction Ignore");
        Assert.Equal("", one.Errors);
        var alone = Directory.GetDirectories(_folder.Find("batches"), "night", SearchOption.AllDirectories).Single();
        Assert.Equal(expected, s_files.Select(name => File.ReadAllText(Path.Combine(alone, name))));
    }

    private IReadOnlyList<string> Started() => File.Exists(_folder.Find("started")) ? File.ReadAllLines(_folder.Find("started")) : [];

    private int Running(string job) => Run("squeue", "-h", "-r", "-j", job).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private void WaitFor(Func<bool> isSo, string what) => Assert.True(
        SpinWait.SpinUntil(
            () =>
            {
                Thread.Sleep(200);
                return isSo();
            },
            TimeSpan.FromMinutes(2)),
        $"{what}: that is not so. {Logs()}");

    private string Logs() => string.Join('\n', Directory.GetFiles(_folder.Path, "*.log").Select(File.ReadAllText));

    private string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, UseShellExecute = false };
        PwshProcess.Prepare(start);
        start.Environment["PWSH"] = $"dotnet exec {PwshProcess.Assembly}";
        start.Environment["SHARDS"] = Shards.ToString(CultureInfo.InvariantCulture);
        start.Environment["USERS_FILE"] = "users.txt";
        start.Environment["BATCH_ID"] = "night";
        start.Environment["OUTPUT_ROOT"] = "batches";
        start.Environment["SOURCE_DATE_EPOCH"] = "1771610400";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
