using System.Management.Automation;
using System.Text.Json;
using PolyTool.Core.Batches;
using PolyTool.Core.Leaderboards;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class InvokeBatchRunTests : IDisposable
{
    private const string Scan = "-ScanScript { param($User, $ScanFlags) \"roots/$User\" } -OutputRoot out -BatchId b";
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public InvokeBatchRunTests() => _engine = new HostedEngine { Location = _folder.Path };

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Invoke-BatchRun users.txt")]
    [InlineData("Invoke-BatchRun -UsersFile users.txt -Workers 3")]
    [InlineData("Invoke-BatchRun -Users users.txt -ThrottleLimit 64")]
    [InlineData("Invoke-BatchRun -User u1, u2, ' u3 ', u1")]
    [InlineData("'u1', 'u2', '# no', '', 'u2', 'u3' | Invoke-BatchRun")]
    [InlineData("[pscustomobject]@{ Wallet = 'u1'; User = 'x' }, [pscustomobject]@{ Wallet = ''; Handle = 'u2' }, [pscustomobject]@{ User = 'u3' } | Invoke-BatchRun")]
    public void Users_come_from_a_file_from_arguments_or_from_the_pipeline(string command)
    {
        _folder.Users(3);
        var run = _engine.Run($"{command} {Scan}").Succeeded().Single<BatchRun>();
        Assert.Equal((3, 3), (run.UsersAttempted, run.UsersSucceeded));
        using var board = JsonDocument.Parse(File.ReadAllBytes(run.LeaderboardPath));
        Assert.Equal(["u1", "u2", "u3"], board.RootElement.GetProperty("per_user").EnumerateArray().Select(row => row.GetProperty("user").GetString()!));
        var usersFile = board.RootElement.GetProperty("inputs").GetProperty("users_file").GetString();
        Assert.Equal(command.Contains("users.txt", StringComparison.Ordinal) ? "users.txt" : null, usersFile);
        Assert.True(File.Exists(run.JournalPath));
    }

    [Fact]
    public void What_is_no_user_is_an_error_and_never_scanned()
    {
        _folder.Users(1);
        var run = _engine.Run($"5, $null, [IO.FileInfo]'users.txt', [pscustomobject]@{{ Name = 'u2' }}, @{{}}, 'u1' | Invoke-BatchRun {Scan}");
        Assert.Equal(Enumerable.Repeat("UserNotText", 5), run.ErrorIds);
        Assert.Equal(1, run.Single<BatchRun>().UsersAttempted);
    }

    [Fact]
    public void A_run_root_without_aggregate_only_is_refused()
    {
        var root = PolyTool.Core.RunRoots.RunRootResolver.Describe(new("roots/u1", _folder.Find("roots/u1")));
        Assert.Equal("RunRootWithoutAggregateOnly", Assert.Single(_engine.Run($"$input | Invoke-BatchRun {Scan}", root).ErrorIds));
    }

    [Theory]
    [InlineData("Invoke-BatchRun", "NoUsers")]
    [InlineData("Invoke-BatchRun nowhere.txt", "PathNotFound")]
    [InlineData("Invoke-BatchRun empty.txt", "NoUsers")]
    [InlineData("Invoke-BatchRun roots", "UsersFileNotRead")]
    [InlineData("Invoke-BatchRun latin1.txt", "UsersFileNotRead")]
    [InlineData("Invoke-BatchRun users.txt -MaxUsers 0", "ParameterArgumentValidationError")]
    [InlineData("Invoke-BatchRun users.txt -MaxFailures many", "MaxFailuresNotALimit")]
    [InlineData("Invoke-BatchRun users.txt -ScanCommand sh", "ScannerAmbiguous")]
    [InlineData("Invoke-BatchRun users.txt -Resume", "BatchNotFound")]
    public void Bad_input_is_one_clear_error(string command, string id)
    {
        _folder.Users(1);
        _folder.Write("empty.txt", "# nobody\n\n");
        File.WriteAllBytes(_folder.Find("latin1.txt"), [0x61, 0xE9, 0x0A]);
        var run = _engine.Run($"{command} {Scan}");
        Assert.Equal(id, Assert.Single(run.ErrorIds));
        Assert.False(Directory.Exists(_folder.Find("out")));
    }

    [Theory]
    [InlineData("Invoke-BatchRun users.txt -ScanCommand no-such-program", "ScanCommandNotFound")]
    [InlineData("Invoke-BatchRun users.txt -ScanScript { $using:nothing }", "UsingVariableNotDefined")]
    [InlineData("$s = { 1 }; Invoke-BatchRun users.txt -ScanScript { & $using:s }", "UsingScriptBlock")]
    [InlineData("Invoke-BatchRun users.txt -ScanScript { 1 } -Resume", "BatchIdRequired")]
    public void A_scanner_that_cannot_be_used_is_one_error_before_the_first_user(string command, string id)
    {
        _folder.Users(2);
        Assert.Equal(id, Assert.Single(_engine.Run($"{command} -OutputRoot out").ErrorIds));
        Assert.False(Directory.Exists(_folder.Find("out")));
    }

    [Fact]
    public void Lines_of_all_kinds_are_data()
    {
        _folder.RunRoot("roots/x", "x");
        _folder.Write("users.txt", "\uFEFF-x\n--full\na\0b\n@o#1 # note\n");
        var run = _engine.Run("Invoke-BatchRun users.txt -ScanScript { param($User) if ($User -ne '-x') { throw \"not $User\" } 'roots/x' } -OutputRoot out");
        Assert.Equal(
            "--full|a\0b|@o#1", string.Join('|', run.Errors.Select(error => ((UserResult)error.TargetObject).User)));
        Assert.Equal(1, run.Single<BatchRun>().UsersSucceeded);
    }

    [Fact]
    public void Flags_are_passed_on_and_recorded()
    {
        _folder.Users(1);
        var run = _engine.Run(
            "Invoke-BatchRun users.txt -ScanScript { param($User, $ScanFlags) if (-not $ScanFlags.Lite -or $ScanFlags.Full) { throw 'flags' } \"roots/$User\" } -OutputRoot out -Lite -ComputeClv -ApiBaseUrl ' http://x '")
            .Succeeded().Single<BatchRun>();
        using var board = JsonDocument.Parse(File.ReadAllBytes(run.LeaderboardPath));
        var flags = board.RootElement.GetProperty("inputs").GetProperty("scan_flags");
        Assert.Equal(" http://x ", flags.GetProperty("api_base_url").GetString());
        Assert.True(flags.GetProperty("lite").GetBoolean() && flags.GetProperty("compute_clv").GetBoolean());
        Assert.False(flags.GetProperty("full").GetBoolean());
    }

    [Theory]
    [InlineData("-StopOnError")]
    [InlineData("-NoContinueOnError")]
    [InlineData("-ErrorAction Stop")]
    [InlineData("-MaxFailures 0")]
    public void Stopping_at_the_first_failure_is_one_error_and_can_be_resumed(string how)
    {
        _folder.Users(6);
        const string Script = "-ScanScript { param($User) if ($User -eq $using:bad) { throw 'boom' } \"roots/$User\" } -OutputRoot out -BatchId b";
        _engine.Set("bad", "u4");
        var run = _engine.Run($"Invoke-BatchRun users.txt {Script} -Workers 2 {how}");
        Assert.Equal("BatchStopped", Assert.Single(run.ErrorIds));
        var error = run.Errors.Count > 0 ? run.Errors[0] : ((IContainsErrorRecord)run.Terminating!).ErrorRecord;
        Assert.Contains("user 4, 'u4', who failed", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("boom", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Find("out"), "*.json", SearchOption.AllDirectories));
        _engine.Set("bad", "none");
        var again = _engine.Run($"Invoke-BatchRun users.txt {Script} -Resume -Verbose").Succeeded();
        Assert.Equal(6, again.Single<BatchRun>().UsersSucceeded);
        Assert.Contains(again.Verbose, line => line.StartsWith("1 u1: success, scanned before: ", StringComparison.Ordinal));
        Assert.Contains(again.Verbose, line => line.StartsWith("4 u4: success", StringComparison.Ordinal) && line.Contains(" s, 1 attempt: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SilentlyContinue", "nowhere.txt", "PathNotFound")]
    [InlineData("Ignore", "nowhere.txt", "PathNotFound")]
    [InlineData("SilentlyContinue", "users.txt -StopOnError", "BatchStopped")]
    [InlineData("Ignore", "users.txt -MaxFailures 1", "BatchStopped")]
    public void What_ends_the_call_is_not_silenced_by_the_error_action(string action, string arguments, string id)
    {
        _folder.Users(4);
        const string Script = "-OutputRoot out -ScanScript { param($User) if ($User -ne 'u1') { throw 'boom' } \"roots/$User\" }";
        var run = _engine.Run(
            $$"""
            $silent = Invoke-BatchRun users.txt {{Script}} -ErrorAction {{action}}
            if ($Error.Count -ne {{(action == "Ignore" ? 0 : 3)}}) { "$($Error.Count) errors" }
            try { Invoke-BatchRun {{arguments}} {{Script}} -ErrorAction {{action}}; 'nothing was thrown' } catch { $_.FullyQualifiedErrorId }
            """);
        Assert.StartsWith(id + ",", run.Single<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"journal_version\":2}\n", "JournalVersion")]
    [InlineData("{\"journal_version\":1,", "JournalDamaged")]
    [InlineData("", "JournalDamaged")]
    [InlineData(null, "JournalDamaged")]
    public void A_journal_that_cannot_be_gone_on_with_is_one_error(string? journal, string id)
    {
        _folder.Users(3);
        var path = _engine.Run($"Invoke-BatchRun users.txt {Scan}").Succeeded().Single<BatchRun>().JournalPath!;
        var lines = File.ReadAllLines(path);
        // Without a text: a line in the middle that lost its end.
        File.WriteAllText(path, journal ?? $"{lines[0]}\n{lines[1][..20]}{lines[2]}\n{lines[3]}\n");
        var before = File.ReadAllBytes(path);
        Assert.Equal(id, Assert.Single(_engine.Run($"Invoke-BatchRun users.txt {Scan} -Resume").ErrorIds));
        Assert.Equal(before, File.ReadAllBytes(path));
        var forced = _engine.Run($"Invoke-BatchRun users.txt {Scan} -Force {(journal is null ? "-Resume" : "")} -Verbose").Succeeded();
        Assert.Equal(3, forced.Single<BatchRun>().UsersSucceeded);
        Assert.Equal(journal is null ? 1 : 0, forced.Verbose.Count(line => line.Contains(", scanned before: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Retries_and_time_limits_work_from_the_command_line()
    {
        _folder.Users(3);
        var run = _engine.Run(
            """
            Invoke-BatchRun users.txt -OutputRoot out -Workers 3 -RetryCount 2 -UserTimeoutSeconds 1.5 -ScanScript {
                param($User)
                if ($User -eq 'u1' -and -not [IO.File]::Exists("$pwd/tried")) { [IO.File]::WriteAllText("$pwd/tried", ''); throw 'not yet' }
                if ($User -eq 'u2') { while ($true) { [Threading.Thread]::Sleep(10) } }
                if ($User -eq 'u3') { return 5 }
                "roots/$User"
            }
            """);
        var failed = run.Errors.Select(error => (UserResult)error.TargetObject).ToList();
        Assert.Equal("u2 u3", string.Join(' ', failed.Select(user => user.User)));
        Assert.Contains("time limit", failed[0].Error, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.OperationTimeout, run.Errors[0].CategoryInfo.Category);
        using var entries = JsonDocument.Parse("[" + string.Join(',', File.ReadLines(run.Single<BatchRun>().JournalPath!).Skip(1)) + "]");
        Assert.Equal("u1 2, u2 3, u3 1", string.Join(", ", entries.RootElement.EnumerateArray().OrderBy(e => e.GetProperty("number").GetInt32()).Select(e => $"{e.GetProperty("user")} {e.GetProperty("attempts")}")));
    }

    [Fact]
    public void The_time_limit_of_the_batch_keeps_what_is_done()
    {
        _folder.Users(4);
        var run = _engine.Run("Invoke-BatchRun users.txt -OutputRoot out -Workers 2 -TimeoutSeconds 1.5 -ScanScript { param($User) if ($User -eq 'u3') { while ($true) { [Threading.Thread]::Sleep(10) } } \"roots/$User\" }");
        Assert.Equal((4, 3), (run.Single<BatchRun>().UsersAttempted, run.Single<BatchRun>().UsersSucceeded));
        Assert.Contains("-TimeoutSeconds", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_scans_and_its_output_is_in_the_logs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is sh.");
        _folder.Users(3);
        _folder.Write("scan.sh", "echo scanning \"$2\"; [ \"$2\" = u2 ] && { echo no luck >&2; exit 3; }; echo \"Run root: roots/$2\"");
        var run = _engine.Run("Invoke-BatchRun users.txt -OutputRoot out -Workers 2 -ScanCommand sh -ScanArgument ./scan.sh");
        Assert.Contains("exit code 3: no luck", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        var batch = run.Single<BatchRun>();
        Assert.Equal(2, batch.UsersSucceeded);
        Assert.Equal("1-u1.log 2-u2.log 3-u3.log", string.Join(' ', Directory.GetFiles(Path.Join(batch.BatchRoot, "logs")).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        Assert.Contains("no luck", File.ReadAllText(Path.Join(batch.BatchRoot, "logs", "2-u2.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatif_resolves_the_users_and_says_what_would_run()
    {
        _folder.Users(3);
        Assert.Empty(_engine.Run($"Invoke-BatchRun users.txt {Scan} -Workers 2 -WhatIf").Succeeded().Output);
        Assert.Contains("Scan 3 users, 2 at once", _engine.Host.Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Find("out")));
    }

    [Fact]
    public void The_progress_bar_is_one_bar_that_is_completed()
    {
        _folder.Users(8);
        var run = _engine.Run("Invoke-BatchRun users.txt -OutputRoot out -Workers 2 -ScanScript { param($User) [Threading.Thread]::Sleep(200); \"roots/$User\" }").Succeeded();
        Assert.NotEmpty(run.Progress);
        Assert.Single(run.Progress.Select(record => record.ActivityId).Distinct());
        Assert.Equal(ProgressRecordType.Completed, run.Progress[^1].RecordType);
        Assert.Contains("of 8 users, 0 failed", run.Progress[0].StatusDescription, StringComparison.Ordinal);
        Assert.InRange(run.Progress.Count, 2, 40);
    }
}
