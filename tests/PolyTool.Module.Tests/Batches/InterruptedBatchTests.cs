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

    /// <summary>The day of <c>SOURCE_DATE_EPOCH</c>.</summary>
    private const string Date = "2026-02-20";

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
            # A batch of each id, one after the other; those that have a journal go on.
            foreach ($id in $args) {
                $isCutOff = [IO.File]::Exists("out/2026-02-20/$id/batch_journal.jsonl")
                Invoke-BatchRun users.txt -OutputRoot out -BatchId $id -Workers 4 -Resume:$isCutOff -ErrorAction SilentlyContinue -ScanScript {
                    param($User)
                    [Threading.Thread]::Sleep(10)
                    if ($User -eq 'u75' -and $env:POLYTOOL_TEST_END -eq 'exit') { [Environment]::Exit(9) }
                    if ($User -eq 'u75' -and $env:POLYTOOL_TEST_END -eq 'kill') { [Diagnostics.Process]::GetCurrentProcess().Kill() }
                    if ($User.EndsWith('0')) { throw 'no luck' }
                    "roots/$User"
                }
            }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_at_random_moments_and_resumed_the_bytes_are_the_same()
    {
        var start = Stopwatch.GetTimestamp();
        Run("exec", "whole");
        var whole = Stopwatch.GetElapsedTime(start);
        Random random = new(11);
        string[] ids = [.. Enumerable.Range(0, 4).Select(static i => $"k{i}")];
        foreach (var id in ids)
        {
            using var process = Start("exec", id);
            if (!process.WaitForExit(whole * (0.2 + (0.8 * random.NextDouble()))))
            {
                process.Kill();
            }

            process.WaitForExit();
        }

        Assert.True(ids.Any(id => File.Exists(_folder.Find("out", Date, id, "batch_journal.jsonl"))), "No kill hit a batch in the middle.");
        AssertAlikeInTheEnd(ids);
    }

    [Fact]
    public void A_script_that_ends_its_own_process_leaves_a_journal_to_go_on_with()
    {
        string[] ids = ["exit", "kill"];
        foreach (var id in ids)
        {
            Assert.NotEqual(0, Run($"export POLYTOOL_TEST_END={id}; exec", id));
            string[] files = [.. Directory.GetFiles(_folder.Find("out", Date, id)).Select(file => Path.GetFileName(file)).Where(file => !file.StartsWith('.'))];
            Assert.Equal("batch_journal.jsonl", Assert.Single(files));
            // What was finished well before is on the disk.
            Assert.InRange(File.ReadLines(_folder.Find("out", Date, id, files[0])).Count(), 50, 100);
        }

        AssertAlikeInTheEnd(ids);
    }

    [Fact]
    public void On_a_full_disk_there_is_no_half_file_and_resumed_the_bytes_are_the_same()
    {
        string[] ids = ["f2", "f19", "f60"];
        foreach (var id in ids)
        {
            // The limit of a file's size, in the kilobytes of its name, makes the system refuse a write in the middle, as a full disk does.
            Run($"trap '' XFSZ; ulimit -f {id[1..]}; exec", id);
            Assert.Empty(Directory.Exists(_folder.Find("out", Date, id)) ? Directory.GetFiles(_folder.Find("out", Date, id), "*.json") : []);
        }

        AssertAlikeInTheEnd(ids);
    }

    /// <summary>Goes on with all of them in one process, and compares each with a batch that nobody disturbed.</summary>
    private void AssertAlikeInTheEnd(string[] ids)
    {
        const string Undisturbed = "undisturbed";
        Assert.Equal(0, Run("exec", [Undisturbed, .. ids]));
        var expected = Files(Undisturbed);
        foreach (var id in ids)
        {
            Assert.True(expected == Files(id), $"batch {id} differs");
        }
    }

    private int Run(string how, params string[] ids)
    {
        using var process = Start(how, ids);
        process.WaitForExit();
        return process.ExitCode;
    }

    private Process Start(string how, params string[] ids)
    {
        ProcessStartInfo start = new("sh", ["-c", $"{how} dotnet exec '{PwshProcess.Assembly}' -NoProfile -NonInteractive -File scan.ps1 {string.Join(' ', ids)} > '{ids[0]}.log' 2>&1"])
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

    private string Files(string id) => string.Join('\n', Directory.GetFiles(_folder.Find("out", Date, id))
        .Where(file => !file.EndsWith(".jsonl", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(file => Path.GetFileName(file) + "\n" + File.ReadAllText(file)
            .Replace($"\"{id}\"", "\"id\"", StringComparison.Ordinal)
            .Replace($"`{id}`", "`id`", StringComparison.Ordinal)
            .Replace($"/{id}", "/id", StringComparison.Ordinal)));
}
