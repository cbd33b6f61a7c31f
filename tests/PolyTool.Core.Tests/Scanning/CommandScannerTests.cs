using System.Diagnostics;
using PolyTool.Core.Failures;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Scanning;

public sealed class CommandScannerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-command-").FullName;

    public CommandScannerTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "These scans are shell scripts.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_arguments_are_the_originals()
    {
        var scanner = Scanner("printf '%s|' \"$@\" > said; echo 'Run root: r'", "@a b");
        ScanFlags flags = new() { ApiBaseUrl = " http://x ", Full = true, Lite = true, IngestPositions = true, ComputePnl = true, EnrichResolutions = true, DebugExport = true, WarmClvCache = true, ComputeClv = true };
        Assert.Equal("r", (await scanner.ScanAsync("@a b", flags, Token)).RunRoot);
        Assert.Equal(
            "--user|@a b|--api-base-url|http://x|--full|--lite|--ingest-positions|--compute-pnl|--enrich-resolutions|--debug-export|--warm-clv-cache|--compute-clv|",
            File.ReadAllText(Path.Combine(_folder, "said")));
    }

    [Theory]
    [InlineData("-x", "--user=-x|")]
    [InlineData("--full", "--user=--full|")]
    [InlineData("$(touch no)", "--user|$(touch no)|")]
    [InlineData("a;b\"'`", "--user|a;b\"'`|")]
    public async Task A_user_is_data_and_never_an_option_or_shell_text(string user, string expected)
    {
        var scanner = Scanner("printf '%s|' \"$@\" > said; echo 'Run root: r'", user);
        await scanner.ScanAsync(user, ScanFlags.None, Token);
        Assert.Equal(expected, File.ReadAllText(Path.Combine(_folder, "said")));
        Assert.False(File.Exists(Path.Combine(_folder, "no")));
    }

    [Theory]
    [InlineData("echo 'Run root: one'; echo 'Run root: two'; echo done", "two")]
    [InlineData("echo noise; echo sub", "sub")]
    [InlineData("echo 'Run root: a b  '; echo; echo", "a b")]
    [InlineData("printf 'Run root: x'", "x")]
    [InlineData("printf 'Run root: x\\r\\n'", "x")]
    [InlineData("printf '\\303(\\n\\377\\376\\nRun root: \\303\\251\\nend \\303'", "é")]
    [InlineData("cat; echo 'Run root: x'", "x")]
    public async Task The_run_root_is_what_the_last_line_says(string script, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        Assert.Equal(expected, (await Scanner(script).ScanAsync("@a", ScanFlags.None, Token)).RunRoot);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("echo nothing here")]
    [InlineData("echo 'Run root: x' >&2")]
    public async Task No_run_root_is_a_failure(string script)
    {
        var error = await Assert.ThrowsAsync<Failure>(() => Scanner(script).ScanAsync("@a", ScanFlags.None, Token));
        Assert.Equal("NoRunRoot", error.Code);
        Assert.Contains("logs/1-@a.log", error.Message, StringComparison.Ordinal);
        Assert.False(error.CanPass);
    }

    [Theory]
    [InlineData("echo 'Run root: x'; for i in 1 2 3 4 5 6 7; do echo bad $i >&2; done; exit 3", 3, true)]
    [InlineData("echo usage >&2; exit 2", 2, false)]
    [InlineData("kill -9 $$", 137, true)]
    public async Task An_exit_code_is_a_failure_with_the_last_words(string script, int code, bool canPass)
    {
        var error = await Assert.ThrowsAsync<Failure>(() => Scanner(script).ScanAsync("@a", ScanFlags.None, Token));
        Assert.Equal("ScanCommandFailed", error.Code);
        Assert.Contains($"exit code {code}", error.Message, StringComparison.Ordinal);
        Assert.Equal(canPass, error.CanPass);
        if (code == 3)
        {
            Assert.EndsWith("bad 3\nbad 4\nbad 5\nbad 6\nbad 7", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Both_outputs_go_to_the_log()
    {
        await Scanner("echo out; echo err >&2; echo 'Run root: x'", "@a/../b").ScanAsync("@a/../b", ScanFlags.None, Token);
        var log = File.ReadAllText(Path.Combine(_folder, "logs", "1-@a_.._b.log"));
        Assert.Contains("out\n", log, StringComparison.Ordinal);
        Assert.Contains("err\n", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_kills_the_whole_tree()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var scan = Scanner("(sleep 600; true) & echo $! > child; echo $$ > parent; wait").ScanAsync("@a", ScanFlags.None, stop.Token);
        var parent = await PidAsync("parent");
        var child = await PidAsync("child");
        Assert.True(IsAlive(parent) && IsAlive(child));
        var cancelled = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
        Assert.True(Stopwatch.GetElapsedTime(cancelled) < TimeSpan.FromSeconds(15));
        Assert.False(IsAlive(parent));
        Assert.False(IsAlive(child));
    }

    [Fact]
    public async Task A_child_that_goes_on_does_not_hold_the_scan_up()
    {
        var start = Stopwatch.GetTimestamp();
        var result = await Scanner("(sleep 30) & echo $! > child; echo 'Run root: x'").ScanAsync("@a", ScanFlags.None, Token);
        Assert.Equal("x", result.RunRoot);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(25));
        using var child = Process.GetProcessById(await PidAsync("child"));
        child.Kill();
    }

    [Fact]
    public async Task What_has_detached_itself_is_not_waited_for_and_out_of_reach()
    {
        Assert.SkipWhen(CommandPath.Find("setsid", _folder) is null, "There is no setsid.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        // Forked twice and in a session of its own; its outputs stay open.
        var scan = Scanner("(setsid sh -c 'echo $$ > child; exec sleep 600' &); wait; sleep 600").ScanAsync("@a", ScanFlags.None, stop.Token);
        using var child = Process.GetProcessById(await PidAsync("child"));
        try
        {
            var cancelled = Stopwatch.GetTimestamp();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
            Assert.True(Stopwatch.GetElapsedTime(cancelled) < TimeSpan.FromSeconds(15));
            Assert.False(child.HasExited);
        }
        finally
        {
            child.Kill();
        }
    }

    [Fact]
    public async Task A_user_that_no_argument_can_hold_is_not_scanned()
    {
        var error = await Assert.ThrowsAsync<Failure>(() => Scanner("touch started; echo 'Run root: x'", "a\0b").ScanAsync("a\0b", ScanFlags.None, Token));
        Assert.Equal("UserNotAnArgument", error.Code);
        Assert.False(error.CanPass || File.Exists(Path.Combine(_folder, "started")));
    }

    [Fact]
    public async Task A_file_that_is_no_program_fails_its_users()
    {
        var program = Path.Combine(_folder, "broken");
        File.WriteAllText(program, "\0\0\0\0");
        MakeExecutable(program);
        CommandScanner scanner = new(program, [], _folder, new ScanLogs(_folder, ["@a"]));
        var error = await Assert.ThrowsAsync<Failure>(() => scanner.ScanAsync("@a", ScanFlags.None, Token));
        Assert.Equal("ScanCommandNotStarted", error.Code);
        Assert.False(error.CanPass);
    }

    [Theory]
    [InlineData("sh", true)]
    [InlineData("/bin/sh", true)]
    [InlineData("no-such-program-here", false)]
    [InlineData("./scan", true)]
    [InlineData("./plain", false)]
    [InlineData("", false)]
    [InlineData("/", false)]
    public void A_command_is_found_as_a_shell_finds_it(string command, bool found)
    {
        File.WriteAllText(Path.Combine(_folder, "scan"), "#!/bin/sh\n");
        MakeExecutable(Path.Combine(_folder, "scan"));
        File.WriteAllText(Path.Combine(_folder, "plain"), "");
        Assert.Equal(found, CommandPath.Find(command, _folder) is not null);
    }

    private CommandScanner Scanner(string script, string user = "@a") =>
        new("/bin/sh", ["-c", script, "scan"], _folder, new ScanLogs(_folder, [user]));

    private static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private async Task<int> PidAsync(string name)
    {
        var path = Path.Combine(_folder, name);
        while (!File.Exists(path) || !File.ReadAllText(path).EndsWith('\n'))
        {
            await Task.Delay(20, Token);
        }

        return int.Parse(File.ReadAllText(path).Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }

    // A killed child whose parent died too may wait a moment for init to reap it.
    private static bool IsAlive(int pid)
    {
        for (var i = 0; i < 50; i++)
        {
            var status = $"/proc/{pid}/stat";
            if (!File.Exists(status))
            {
                return false;
            }

            try
            {
                if (File.ReadAllText(status).Split(") ")[^1].StartsWith('Z'))
                {
                    return false;
                }
            }
            catch (IOException)
            {
                return false;
            }

            if (i == 0)
            {
                continue;
            }

            Thread.Sleep(10);
        }

        return true;
    }
}
