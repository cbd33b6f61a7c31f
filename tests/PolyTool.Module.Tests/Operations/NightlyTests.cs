using PolyTool.Hosting;
using PolyTool.Module.Tests.Pwsh;

namespace PolyTool.Module.Tests.Operations;

/// <summary>The script that schedulers start, run as they run it: its exit codes are what they act on.</summary>
public sealed class NightlyTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public NightlyTests()
    {
        var roots = _folder.Copy(Checkout.Find("samples", "run-roots"), "run-roots");
        string[] users = [.. Directory.EnumerateDirectories(roots).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        _folder.Write("users.txt", string.Join('\n', users) + "\n");
        _folder.Write("scan.sh", $$"""
            #!/bin/sh
            if [ -f slow ] && [ "$2" = {{users[4]}} ]; then sleep 60; fi
            find "$PWD/run-roots/$2" -name hypothesis_candidates.json -exec dirname {} \;
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_complete_batch_answers_0_and_again_0_and_3_where_too_many_failed()
    {
        SkipOnWindows();
        var first = Run("-Report", "board.html");
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("n: 10 of 12 users", first.Output, StringComparison.Ordinal);
        Assert.Contains("User 'night_owl' failed", first.Errors, StringComparison.Ordinal);
        Assert.True(new FileInfo(_folder.Find("board.html")).Length > 10_000);
        File.Delete(_folder.Find("scan.sh"));
        Assert.Equal(0, Run().ExitCode);
        Assert.Equal(3, Run("-AlertAbovePercent", "5").ExitCode);
    }

    [Fact]
    public void A_batch_that_cannot_start_answers_1()
    {
        SkipOnWindows();
        File.Delete(_folder.Find("users.txt"));
        var result = Run();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("users.txt", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_runs_answers_75_and_one_that_was_cut_off_goes_on()
    {
        SkipOnWindows();
        _folder.Write("slow", "");
        using (var running = PwshProcess.Start(_folder.Path, Arguments()))
        {
            Assert.True(SpinWait.SpinUntil(() => JournalLines() >= 4, TimeSpan.FromSeconds(60)), "The batch does not begin.");
            Assert.Equal(75, Run().ExitCode);
            running.Signal(2);
            Assert.Equal(130, running.Wait().ExitCode);
        }

        File.Delete(_folder.Find("slow"));
        var again = Run();
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("n: 10 of 12 users", again.Output, StringComparison.Ordinal);
    }

    private int JournalLines()
    {
        var journals = Directory.Exists(_folder.Find("batches")) ? Directory.GetFiles(_folder.Find("batches"), "batch_journal.jsonl", SearchOption.AllDirectories) : [];
        return journals.Length == 0 ? 0 : File.ReadAllText(journals[0]).Count(c => c == '\n');
    }

    private PwshResult Run(params string[] more) => PwshProcess.Run(_folder.Path, Arguments(more));

    private static string[] Arguments(params string[] more) =>
    [
        "-File", Checkout.Find("samples", "ops", "nightly.ps1"), "-UsersFile", "users.txt", "-OutputRoot", "batches", "-BatchId", "n", "-Workers", "2",
        "-RetryCount", "0", "-ScanCommand", "sh", "-ScanArgument", "./scan.sh", .. more,
    ];

    private static void SkipOnWindows()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The scan is a process script.");
        }
    }
}
