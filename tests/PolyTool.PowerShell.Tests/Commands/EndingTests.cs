using System.Diagnostics;
using PolyTool.Core.Batches;
using PolyTool.Core.Leaderboards;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Whatever ends a batch early: soon nothing of it is left but a journal that can be resumed.</summary>
[Collection(AloneCollection.Name)]
public sealed class EndingTests : IDisposable
{
    // Each scan holds a pipe of its own open and is counted by it: user u3 hangs, the first two are done.
    private const string HangingScript =
        """
        Invoke-BatchRun users.txt -OutputRoot out -BatchId b -Workers 4 -ScanScript {
            param($User)
            $box = $using:box
            $null = $box.Enter()
            try { if ([int]$User.Substring(1) -gt 2) { while ($true) { [Threading.Thread]::Sleep(5) } } ; "roots/$User" }
            finally { $null = $box.Leave() }
        }
        """;

    // What it would wait for otherwise has no end; it takes a second on idle cores.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;
    private readonly Counter _box = new();

    public EndingTests()
    {
        _folder.Users(12);
        _engine = new HostedEngine { Location = _folder.Path };
        _engine.Set("box", _box);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Ctrl_C_ends_the_scripts_and_their_runspaces()
    {
        using var script = _engine.Start(HangingScript);
        WaitUntilHanging();
        var start = Stopwatch.GetTimestamp();
        script.Stop();
        Assert.True(Stopwatch.GetElapsedTime(start) < s_soon, $"{Stopwatch.GetElapsedTime(start)}");
        AssertNothingIsLeft();
        AssertResumes();
    }

    [Fact]
    public void Disposal_in_the_middle_ends_them_too()
    {
        using (HostedEngine engine = new() { Location = _folder.Path })
        {
            engine.Set("box", _box);
            var script = engine.Start(HangingScript);
            WaitUntilHanging();
            script.Dispose();
        }

        AssertNothingIsLeft();
        AssertResumes();
    }

    [Theory]
    [InlineData("| Select-Object -First 1")]
    [InlineData("| ForEach-Object { throw 'downstream' }")]
    public void A_pipeline_that_closes_or_breaks_downstream_leaves_a_whole_batch(string downstream)
    {
        var run = _engine.Run($"Invoke-BatchRun users.txt -OutputRoot out -BatchId b -Workers 4 -ScanScript {{ param($User) $null = ($using:box).Enter(); $null = ($using:box).Leave(); \"roots/$User\" }} {downstream}");
        Assert.Equal(downstream.Contains("throw", StringComparison.Ordinal) ? 1 : 0, run.ErrorIds.Count);
        AssertNothingIsLeft(files: 5);
    }

    [Theory]
    [InlineData("-WarningAction Stop", "$PSCmdlet.WriteWarning('w')")]
    [InlineData("-ErrorAction Stop", "$PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new('e'), 'E', 'NotSpecified', $User))")]
    public void A_stream_that_ends_the_pipeline_in_a_users_turn_ends_the_others(string action, string write)
    {
        var run = _engine.Run(HangingScript
            .Replace("-Workers 4", "-Workers 4 " + action, StringComparison.Ordinal)
            .Replace("param($User)", $"[CmdletBinding()] param($User, $ScanFlags) if ($User -eq 'u2') {{ {write} }}", StringComparison.Ordinal));
        Assert.NotNull(run.Terminating);
        AssertNothingIsLeft();
        AssertResumes();
    }

    [Fact]
    public void Ctrl_C_ends_programs_with_all_that_they_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is sh.");
        _folder.Write("scan.sh", "sleep 987654 & echo $! >> pids; echo $$ >> pids; wait");
        using var script = _engine.Start("Invoke-BatchRun users.txt -OutputRoot out -Workers 4 -ScanCommand sh -ScanArgument scan.sh");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(_folder.Find("pids")) && File.ReadAllLines(_folder.Find("pids")).Length == 8, TimeSpan.FromSeconds(30)));
        var start = Stopwatch.GetTimestamp();
        script.Stop();
        Assert.True(Stopwatch.GetElapsedTime(start) < s_soon, $"{Stopwatch.GetElapsedTime(start)}");
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllLines(_folder.Find("pids")).All(IsGone), s_soon));
    }

    [Fact]
    public void A_script_that_does_not_react_holds_nobody_up()
    {
        using ManualResetEventSlim never = new();
        _engine.Set("never", never);
        using var script = _engine.Start("Invoke-BatchRun users.txt -OutputRoot out -BatchId b -Workers 2 -ScanScript { param($User) ($using:box).Enter(); ($using:never).Wait() }");
        Assert.True(SpinWait.SpinUntil(() => _box.Inside == 2, TimeSpan.FromSeconds(30)));
        var start = Stopwatch.GetTimestamp();
        script.Stop();
        Assert.True(Stopwatch.GetElapsedTime(start) < s_soon, $"{Stopwatch.GetElapsedTime(start)}");
        never.Set();
    }

    private void WaitUntilHanging() =>
        Assert.True(SpinWait.SpinUntil(() => _box.Inside == 4 && JournalLines() == 3, TimeSpan.FromSeconds(30)), $"{_box.Inside} inside, {JournalLines()} lines");

    private int JournalLines()
    {
        var journal = Directory.Exists(_folder.Find("out"))
            ? Directory.EnumerateFiles(_folder.Find("out"), LeaderboardFileNames.Journal, SearchOption.AllDirectories).FirstOrDefault()
            : null;
        if (journal is null)
        {
            return 0;
        }

        using FileStream file = new(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader lines = new(file);
        return lines.ReadToEnd().Count(c => c == '\n');
    }

    private void AssertNothingIsLeft(int files = 0)
    {
        Assert.True(SpinWait.SpinUntil(() => _box.Inside == 0, TimeSpan.FromSeconds(1)), $"{_box.Inside} scripts still run");
        Assert.True(
            SpinWait.SpinUntil(() => ScriptScanning.ScriptScanner.AllOpenRunspaces == 0, TimeSpan.FromSeconds(1)),
            $"{ScriptScanning.ScriptScanner.AllOpenRunspaces} runspaces still open");
        string[] left = [];
        SpinWait.SpinUntil(() => (left = Left()).Length == files, TimeSpan.FromSeconds(1));
        Assert.True(left.Length == files, string.Join(", ", left));
    }

    private string[] Left() =>
        [.. Directory.EnumerateFiles(_folder.Find("out"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).OfType<string>().Where(name => name != LeaderboardFileNames.Journal)];

    private void AssertResumes()
    {
        var run = _engine.Run("Invoke-BatchRun users.txt -OutputRoot out -BatchId b -Resume -Force -ScanScript { param($User) \"roots/$User\" }").Succeeded().Single<BatchRun>();
        Assert.Equal(12, run.UsersSucceeded);
    }

    private static bool IsGone(string pid)
    {
        try
        {
            // A zombie that waits for its parent has ended too.
            return File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Counts who is inside.</summary>
    public sealed class Counter
    {
        private int _inside;

        public int Inside => Volatile.Read(ref _inside);

        public int Enter() => Interlocked.Increment(ref _inside);

        public int Leave() => Interlocked.Decrement(ref _inside);
    }
}
