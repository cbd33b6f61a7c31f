using System.Management.Automation;
using System.Text.Json;
using PolyTool.Core.Batches;
using PolyTool.Core.Files;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class AggregateOnlyTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public AggregateOnlyTests() => _engine = new HostedEngine { Location = _folder.Path };

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void AggregateOnly_FromRunRoots()
    {
        _folder.RunRoot("a/x", "ann");
        _folder.RunRoot("b/y", "bob");
        PolyTool.Core.RunRoots.RunRoot Root(string path) => PolyTool.Core.RunRoots.RunRootResolver.Describe(new(path, _folder.Find(path)));
        var run = _engine.Run("$input | Invoke-BatchRun -AggregateOnly -OutputRoot out -BatchId b1", Root("b/y"), Root("a/x")).Succeeded().Single<BatchRun>();
        Assert.Equal((2, 2, 0), (run.UsersAttempted, run.UsersSucceeded, run.UsersFailed));
        Assert.Equal(_folder.Find("out", EpochClock.FormatDate(run.CreatedAt), "b1"), run.BatchRoot);
        Assert.Equal(["b/y", "a/x"], Manifest(run).GetProperty("per_user_run_roots").EnumerateArray().Select(row => row.GetProperty("run_root").GetString()!));
        Assert.All([run.ManifestPath, run.LeaderboardPath, run.MarkdownPath, run.PerUserResultsPath], path => Assert.True(File.Exists(path)));
        Assert.Null(run.JournalPath);
        Assert.Equal(5, Directory.GetFiles(run.BatchRoot).Length);
    }

    [Fact]
    public void AggregateOnly_DirectoryInput()
    {
        foreach (var name in new[] { "Z9", "Z10", "a", "B", "_z", ".git" })
        {
            _folder.RunRoot("roots/" + name, "user-" + name);
        }

        _folder.Write("roots/notes.txt", "");
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots ./roots/ -OutputRoot out").Succeeded().Single<BatchRun>();
        Assert.Equal(
            "roots/.git roots/B roots/Z10 roots/Z9 roots/_z roots/a",
            string.Join(' ', Manifest(run).GetProperty("per_user_run_roots").EnumerateArray().Select(row => row.GetProperty("run_root").GetString()!)));
        Assert.True(Guid.TryParse(run.BatchId, out var id) && id.ToString("D") == run.BatchId);
    }

    [Fact]
    public void AggregateOnly_FileInput()
    {
        _folder.RunRoot("a/x", "ann");
        _folder.RunRoot("b", "bob");
        _folder.Write("lists/roots.txt", "\uFEFF# roots\n\n  b \r\n./a//x/\n");
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots lists/roots.txt -OutputRoot out").Succeeded().Single<BatchRun>();
        Assert.Equal(
            "b a/x", string.Join(' ', Manifest(run).GetProperty("per_user_run_roots").EnumerateArray().Select(row => row.GetProperty("run_root").GetString()!)));
    }

    [Fact]
    public void A_failed_user_is_an_error_in_turn_and_a_row()
    {
        _folder.RunRoot("roots/a", "ann");
        _folder.RunRoot("roots/b", "bob");
        _folder.Write("roots/b/coverage_reconciliation_report.json", "{\"clv_coverage\": {\"coverage_rate\": \"nan\"}}");
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out");
        var error = Assert.Single(run.Errors);
        Assert.Equal("UserFailed,PolyTool.PowerShell.Commands.InvokeBatchRunCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Equal("bob", Assert.IsType<PolyTool.Core.Leaderboards.UserResult>(error.TargetObject).User);
        Assert.Contains("coverage_reconciliation_report.json: $.clv_coverage.coverage_rate", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, run.Single<BatchRun>().UsersFailed);
    }

    [Fact]
    public void Error_action_stop_leaves_nothing_behind()
    {
        _folder.RunRoot("roots/a", "ann");
        _folder.Write("roots/b/x.txt", "");
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -ErrorAction Stop");
        Assert.NotNull(run.Terminating);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(_folder.Find("out")));
    }

    [Fact]
    public void No_run_roots_are_an_empty_leaderboard_with_a_warning()
    {
        Directory.CreateDirectory(_folder.Find("roots"));
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out").Succeeded();
        Assert.Contains("no run roots", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, run.Single<BatchRun>().UsersAttempted);
    }

    [Theory]
    [InlineData("deep", "Of 1 folder in 'deep' none is a run root.", "Resolve-RunRoot 'deep' -Recurse")]
    [InlineData("deep/user/a", "'deep/user/a' is itself a run root", "Resolve-RunRoot 'deep/user/a' |")]
    public void A_folder_at_the_wrong_depth_is_warned_of(string folder, string what, string advice)
    {
        _folder.RunRoot("deep/user/a", "ann");
        var run = _engine.Run($"Invoke-BatchRun -AggregateOnly -RunRoots {folder} -OutputRoot out -ErrorAction Ignore");
        Assert.Contains(what, Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Contains(advice, run.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot list.txt", "BatchNotWritten")]
    [InlineData("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot list.txt/a/b", "BatchNotWritten")]
    [InlineData("Invoke-BatchRun -User ann -ScanOutputRoot list.txt/a", "FolderIsFile")]
    [InlineData("Invoke-BatchRun -User ann -CachePath list.txt", "FolderIsFile")]
    [InlineData("Invoke-UserScan ann -OutputRoot list.txt", "FolderIsFile")]
    [InlineData("Invoke-UserScan -Dossier dossier.json -OutputRoot list.txt", "RunRootNotWritable")]
    [InlineData("Get-BatchRun list.txt", "BatchUnreadable")]
    [InlineData("Clear-PolyToolCache list.txt", "CacheUnusable")]
    public void A_file_in_place_of_a_folder_is_named(string command, string id)
    {
        _folder.RunRoot("roots/a", "ann");
        File.Copy(Checkout.Find("samples", "dossiers", "dossier.json"), _folder.Find("dossier.json"));
        var file = _folder.Write("list.txt", "roots/a\n");
        var run = _engine.Run(command);
        Assert.Equal(id, Assert.Single(run.ErrorIds));
        Assert.Contains($"'{file}' is a file, not a folder.", run.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verbose_line_of_a_run_root_knows_of_no_attempts()
    {
        _folder.RunRoot("roots/a", "ann");
        Assert.Contains("1 ann: success: roots/a", _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -Verbose").Succeeded().Verbose);
    }

    [Theory]
    [InlineData("-RunRoots nowhere", "PathNotFound")]
    [InlineData("", "RunRootsRequired")]
    [InlineData("-RunRoots latin1.txt", "RunRootsUnreadable")]
    [InlineData("-RunRoots list.txt", "RunRootNotFound")]
    [InlineData("-RunRoots links.txt", "RunRootNotFound")]
    [InlineData("-RunRoots broken", "RunRootsUnreadable")]
    [InlineData("-RunRoots env:PATH", "PathNotFileSystem")]
    [InlineData("-RunRoots nodrive:/x", "PathInvalid")]
    [InlineData("-RunRoots roots -OutputRoot function:x", "PathNotFileSystem")]
    [InlineData("-RunRoots roots -OutputRoot nodrive:/x", "PathInvalid")]
    [InlineData("-RunRoots roots -BatchId \"x$([char] 0xD800)\"", "BatchIdNotAName")]
    [InlineData("-RunRoots roots -BatchId ../x", "BatchIdNotAName")]
    [InlineData("-RunRoots roots -BatchId ''", "BatchIdNotAName")]
    [InlineData("-RunRoots roots -BatchId 'a b'", "BatchIdNotAName")]
    [InlineData("-RunRoots roots -BatchId ..", "BatchIdNotAName")]
    [InlineData("-RunRoots roots -OutputRoot list.txt", "BatchNotWritten")]
    [InlineData("-RunRoots roots -OutputRoot list.txt/below", "BatchNotWritten")]
    [InlineData("-RunRoots roots -Workers 0", "ParameterArgumentValidationError")]
    [InlineData("-RunRoots roots -UsersFile list.txt", "AmbiguousParameterSet")]
    public void Bad_input_is_one_clear_error_and_nothing_is_written(string arguments, string id)
    {
        _folder.RunRoot("roots/a", "ann");
        _folder.Write("list.txt", "roots/a\nlost\nlist.txt\n");
        File.WriteAllBytes(_folder.Find("latin1.txt"), [0x61, 0xE9, 0x0A]);
        Directory.CreateSymbolicLink(_folder.Find("broken"), _folder.Find("gone"));
        _folder.Write("links.txt", "broken\n");
        var before = Directory.GetFileSystemEntries(_folder.Path);
        var run = _engine.Run($"Invoke-BatchRun -AggregateOnly {arguments}");
        Assert.Equal(id, Assert.Single(run.ErrorIds));
        Assert.Empty(run.Output);
        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
        if (arguments.Contains("list.txt", StringComparison.Ordinal) && id == "RunRootNotFound")
        {
            Assert.Contains("'lost', 'list.txt'", run.Errors[0].Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_existing_batch_root_needs_force()
    {
        _folder.RunRoot("roots/a", "ann");
        const string Command = "Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId b";
        _engine.Run(Command).Succeeded();
        var before = BatchFolders.Files(_folder.Find("out"));
        Assert.Equal("BatchExists", Assert.Single(_engine.Run(Command).ErrorIds));
        Assert.Equivalent(before, BatchFolders.Files(_folder.Find("out")));
        _engine.Run(Command + " -Force").Succeeded();
    }

    [Fact]
    public void Whatif_writes_nothing_and_confirm_asks()
    {
        _folder.RunRoot("roots/a", "ann");
        const string Command = "Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId b";
        Assert.Empty(_engine.Run(Command + " -WhatIf").Succeeded().Output);
        Assert.Contains("Aggregate 1 run root", _engine.Host.Text, StringComparison.Ordinal);
        _engine.Host.Answer = 2;
        Assert.Empty(_engine.Run(Command + " -Confirm").Output);
        Assert.False(Directory.Exists(_folder.Find("out")));
    }

    [Fact]
    public void What_is_piped_must_be_run_roots()
    {
        _folder.RunRoot("roots/a", "ann");
        var run = _engine.Run("5, $true | Invoke-BatchRun -AggregateOnly -OutputRoot out");
        Assert.Equal(["NotARunRoot", "NotARunRoot", "NoRunRoots"], run.ErrorIds);
        Assert.False(Directory.Exists(_folder.Find("out")));
    }

    [Fact]
    public void Paths_are_opened_from_powershells_location_and_recorded_as_typed()
    {
        _folder.RunRoot("work/roots/a", "ann");
        using HostedEngine elsewhere = new() { Location = _folder.Find("work") };
        Assert.NotEqual(Environment.CurrentDirectory, _folder.Find("work"));
        var run = elsewhere.Run("Invoke-BatchRun -AggregateOnly -RunRoots ../work/./roots -OutputRoot ./out/ -BatchId b").Succeeded().Single<BatchRun>();
        Assert.StartsWith(_folder.Find("work", "out"), run.BatchRoot, StringComparison.Ordinal);
        Assert.Equal("../work/roots/a", Manifest(run).GetProperty("per_user_run_roots")[0].GetProperty("run_root").GetString());
        Assert.StartsWith("out/", Manifest(run).GetProperty("output_paths").GetProperty("batch_root").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./", "")]
    [InlineData(".", "")]
    [InlineData("", "")]
    [InlineData("../", "../")]
    [InlineData("..//", "../")]
    [InlineData("x/../", "x/../")]
    public void An_output_root_of_dots_is_recorded_as_typed(string typed, string recorded)
    {
        _folder.RunRoot("work/roots/a", "ann");
        using HostedEngine elsewhere = new() { Location = _folder.Find("work") };
        var run = elsewhere.Run($"Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot '{typed}' -BatchId b").Succeeded().Single<BatchRun>();
        Assert.Equal($"{recorded}{EpochClock.FormatDate(run.CreatedAt)}/b", Manifest(run).GetProperty("output_paths").GetProperty("batch_root").GetString());
    }

    // 20,605 days after 1970-01-01. Parameters are bound in the session's culture, and 2026 is another year in the calendars of two of these.
    [Theory]
    [InlineData("en-US")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void The_last_day_of_profits_is_the_same_day_in_every_culture(string culture)
    {
        _folder.RunRoot("a", "ann");
        var run = _engine.Run($"[cultureinfo]::CurrentCulture = '{culture}'; Invoke-BatchRun -AggregateOnly -RunRoots a -BatchId b -UserSelection Profit -SelectedUntil 2026-06-01").Succeeded().Single<BatchRun>();
        Assert.Contains("\"selected_until\": 20605", File.ReadAllText(Path.Join(run.BatchRoot, "segment_evidence.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("Time")]
    public void What_did_not_change_is_taken_over_and_said_with_Verbose(string check)
    {
        foreach (var name in new[] { "ann", "bob", "cat" })
        {
            _folder.RunRoot("roots/" + name, name);
            Array.ForEach(Directory.GetFiles(_folder.Find("roots", name)), file => File.SetLastWriteTimeUtc(file, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        }

        File.WriteAllText(_folder.Find("roots", "cat", "coverage_reconciliation_report.json"), "{");
        File.SetLastWriteTimeUtc(_folder.Find("roots", "cat", "coverage_reconciliation_report.json"), new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var command = $"Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId b -Reuse {check} -Verbose";
        var first = _engine.Run(command);
        Assert.Contains(first.Verbose, static line => line.Contains("No earlier aggregation", StringComparison.Ordinal));
        Assert.Equal(["UserFailed"], first.ErrorIds);
        Assert.Equal(0, first.Single<BatchRun>().UsersReused);
        Assert.Equal(["BatchExists"], _engine.Run(command).ErrorIds);
        var second = _engine.Run(command + " -Force");
        Assert.Equal(["UserFailed"], second.ErrorIds);
        Assert.Equal((3, 1, 3), (second.Single<BatchRun>().UsersAttempted, second.Single<BatchRun>().UsersFailed, second.Single<BatchRun>().UsersReused));
        Assert.Contains(second.Verbose, static line => line.Contains("3 of 3 users had not changed", StringComparison.Ordinal));
        Assert.Empty(second.Warnings);
        File.WriteAllText(Path.Join(second.Single<BatchRun>().BatchRoot, "batch_reuse.cbor"), "x");
        Assert.Contains("is damaged", Assert.Single(_engine.Run(command + " -Force").Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-User ann -Reuse Content", "AmbiguousParameterSet")]
    [InlineData("-AggregateOnly -RunRoots roots -Reuse Maybe", "ParameterArgumentValidationError")]
    public void Reuse_is_of_an_aggregation_and_by_content_or_time(string parameters, string id)
    {
        _folder.RunRoot("roots/a", "ann");
        Assert.Equal([id], _engine.Run($"Invoke-BatchRun {parameters} -OutputRoot out").ErrorIds);
        Assert.False(Directory.Exists(_folder.Find("out")));
    }

    private static JsonElement Manifest(BatchRun run) => JsonDocument.Parse(File.ReadAllBytes(run.ManifestPath)).RootElement;
}
