using System.Diagnostics;
using System.Globalization;
using PolyTool.Hosting;
using PolyTool.Module.Tests.Pwsh;

namespace PolyTool.Module.Tests.Batches;

/// <summary>
/// Batches whose process is killed, or whose disk is full, at random moments, and that are resumed: in the end all bytes are
/// those of a batch that nobody disturbed. The benchmark <c>kill</c> does it a hundred times.
/// </summary>
public sealed class InterruptedBatchTests : IDisposable
{
    private const int Users = 150;
    private readonly ScratchFolder _folder = new();

    public InterruptedBatchTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals and limits are set by sh.");
        string[] users = [.. Enumerable.Range(1, Users).Select(i => string.Create(CultureInfo.InvariantCulture, $"u{i}"))];
        foreach (var user in users)
        {
            _folder.Write($"roots/{user}/coverage_reconciliation_report.json", "{\"clv_coverage\": {\"coverage_rate\": 0.5}}");
            _folder.Write($"roots/{user}/hypothesis_candidates.json", $$"""{"user_slug": "{{user}}", "candidates": [{"segment_key": "league:{{user[^1]}}", "rank": 1}]}""");
        }

        _folder.Write("users.txt", string.Join('\n', users));
        // Every tenth user fails, in every run.
        _folder.Write(
            "scan.ps1",
            """
            param([string] $Id, [switch] $Resume)
            Invoke-BatchRun users.txt -OutputRoot out -BatchId $Id -Workers 4 -Resume:$Resume -ErrorAction SilentlyContinue -ScanScript {
                param($User)
                [Threading.Thread]::Sleep(10)
                if ($User -eq 'u75' -and $env:POLYTOOL_TEST_END -eq 'exit') { [Environment]::Exit(9) }
                if ($User -eq 'u75' -and $env:POLYTOOL_TEST_END -eq 'kill') { [Diagnostics.Process]::GetCurrentProcess().Kill() }
                if ($User.EndsWith('0')) { throw 'no luck' }
                "roots/$User"
            }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_at_random_moments_and_resumed_the_bytes_are_the_same()
    {
        var start = Stopwatch.GetTimestamp();
        var expected = Undisturbed();
        var whole = Stopwatch.GetElapsedTime(start);
        Random random = new(11);
        var midway = 0;
        for (var i = 0; i < 4; i++)
        {
            var id = $"k{i}";
            using (var process = Start(id, "exec"))
            {
                if (!process.WaitForExit(whole * (0.2 + (0.8 * random.NextDouble()))))
                {
                    process.Kill();
                }

                process.WaitForExit();
            }

            midway += Finish(id) ? 1 : 0;
            Assert.True(expected == Files(id), $"batch {id} differs");
        }

        Assert.True(midway > 0, "No kill hit a batch in the middle.");
    }

    [Fact]
    public void A_script_that_ends_its_own_process_leaves_a_journal_to_go_on_with()
    {
        var expected = Undisturbed();
        foreach (var end in new[] { "exit", "kill" })
        {
            using (var process = Start(end, $"export POLYTOOL_TEST_END={end}; exec"))
            {
                process.WaitForExit();
                Assert.NotEqual(0, process.ExitCode);
            }

            string[] files = [.. Directory.GetFiles(Root(end)!).Select(file => Path.GetFileName(file)).Where(file => !file.StartsWith('.'))];
            Assert.Equal("batch_journal.jsonl", Assert.Single(files));
            // What was finished well before is on the disk.
            Assert.InRange(File.ReadLines(Path.Join(Root(end), files[0])).Count(), 50, 100);
            Finish(end);
            Assert.True(expected == Files(end), $"batch {end} differs");
        }
    }

    [Fact]
    public void On_a_full_disk_there_is_no_half_file_and_resumed_the_bytes_are_the_same()
    {
        var expected = Undisturbed();
        var failed = 0;
        foreach (var kilobytes in new[] { 2, 19, 60 })
        {
            var id = $"f{kilobytes}";
            // The limit of a file's size makes the system refuse a write in the middle, as a full disk does.
            using (var process = Start(id, $"trap '' XFSZ; ulimit -f {kilobytes}; exec"))
            {
                process.WaitForExit();
            }

            var files = Root(id) is { } root ? Directory.GetFiles(root, "*.json").Length : 0;
            Assert.True(files is 0 or 3, $"{files} files at {kilobytes} KB");
            failed += files == 0 ? 1 : 0;
            Finish(id);
            Assert.True(expected == Files(id), $"batch {id} differs");
        }

        Assert.Equal(3, failed);
    }

    private string Undisturbed()
    {
        using var process = Start("whole", "exec");
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return Files("whole");
    }

    /// <summary>Goes on where the batch is; answers whether it was in the middle.</summary>
    private bool Finish(string id)
    {
        var isResumable = Root(id) is { } root && File.Exists(Path.Join(root, "batch_journal.jsonl"));
        using var process = Start(id, "exec", isResumable ? "-Resume" : "");
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return isResumable;
    }

    private Process Start(string id, string how, string option = "")
    {
        ProcessStartInfo start = new("sh", ["-c", $"{how} dotnet exec '{PwshProcess.Assembly}' -NoProfile -NonInteractive -File scan.ps1 {id} {option} > '{id}.log' 2>&1"])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
        };
        PwshProcess.Prepare(start);
        start.Environment["SOURCE_DATE_EPOCH"] = "1771610400";
        // The runtime's own double mapping of code needs a big file in memory.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }

    private string? Root(string id) =>
        Directory.Exists(_folder.Find("out", "2026-02-20", id)) ? _folder.Find("out", "2026-02-20", id) : null;

    private string Files(string id) => string.Join('\n', Directory.GetFiles(Root(id)!)
        .Where(file => !file.EndsWith(".jsonl", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(file => Path.GetFileName(file) + "\n" + File.ReadAllText(file)
            .Replace($"\"{id}\"", "\"id\"", StringComparison.Ordinal)
            .Replace($"`{id}`", "`id`", StringComparison.Ordinal)
            .Replace($"/{id}", "/id", StringComparison.Ordinal)));
}
