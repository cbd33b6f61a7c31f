using PolyTool.Core.Batches;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Tests.Batches;

public sealed class BatchRunnerTests : IDisposable
{
    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task Workers_OrderingMatchesSerial()
    {
        string[] users = [.. Enumerable.Range(0, 60).Select(i => $"@{i}")];
        var roots = users.ToDictionary(user => user, user => _batch.RunRoot(user, clv: user.Length, segment: $"league:{user[^1]}"), StringComparer.Ordinal);
        Dictionary<string, string>? serial = null;
        foreach (var workers in new[] { 1, 3, 64 })
        {
            Random random = new(workers);
            int[] delays = [.. users.Select(_ => random.Next(15))];
            // Adversarial: the first users of each window are the slowest.
            TestScanner scanner = new(async (user, token) =>
            {
                var number = Array.IndexOf(users, user);
                await Task.Delay(workers == 1 ? 0 : delays[number] + ((60 - number) % 7), token);
                return number % 9 == 4 ? throw new Failure("Some", $"{user} failed") : roots[user];
            });
            var request = _batch.Scan(users, scanner) with { Workers = workers, Force = true };
            var events = await TestBatch.RunAsync(request);
            Assert.Equal(Enumerable.Range(1, 60), events.OfType<UserFinished>().Select(e => e.Number));
            Assert.True(scanner.MostRunning <= workers);
            var files = TestBatch.Files(request.Folder);
            serial ??= files;
            Assert.Equivalent(serial, files);
        }
    }

    [Fact]
    public async Task Workers_ContinueOnErrorParallel()
    {
        string[] users = [.. Enumerable.Range(0, 40).Select(i => $"@{i}")];
        foreach (var user in users)
        {
            _batch.RunRoot(user);
        }

        TestScanner scanner = new(async (user, token) =>
        {
            await Task.Yield();
            return int.Parse(user[1..], System.Globalization.CultureInfo.InvariantCulture) % 4 == 1
                ? throw new Failure("Some", $"{user} failed")
                : $"roots/{user}";
        });
        var request = _batch.Scan(users, scanner) with { Workers = 8 };
        var events = await TestBatch.RunAsync(request);
        var rows = events.OfType<UserFinished>().Select(e => e.Result).ToList();
        Assert.Equal(users.Length, rows.Count);
        Assert.All(rows.Select((Item, Index) => (Item, Index)), row =>
        {
            Assert.Equal(users[row.Index], row.Item.User);
            Assert.Equal(row.Index % 4 == 1, row.Item.Error == $"{row.Item.User} failed");
        });
        var run = Assert.IsType<BatchFinished>(events[^1]).Run;
        Assert.Equal((40, 30, 10), (run.UsersAttempted, run.UsersSucceeded, run.UsersFailed));
    }

    [Fact]
    public async Task A_scanner_that_breaks_its_contract_costs_its_user_only()
    {
        _batch.RunRoot("@ok");
        _batch.RunRoot("@half");
        File.Delete(Path.Combine(_batch.Folder, "roots", "@half", "coverage_reconciliation_report.json"));
        TestScanner scanner = new(user => user switch
        {
            "@null" => null!,
            "@throw" => throw new InvalidDataException("odd"),
            "@cancel" => throw new OperationCanceledException(),
            _ => $"roots/{user}",
        });
        var events = await TestBatch.RunAsync(_batch.Scan(["@null", "@throw", "@ok", "@cancel", "@half", "@none", "\ud800"], scanner) with { Workers = 4 });
        var rows = events.OfType<UserFinished>().ToList();
        Assert.Equal(
            "ScanFailed ScanFailed - ScanFailed RunRootDefect RunRootNotFound UserNotText", string.Join(' ', rows.Select(row => row.FailureCode ?? "-")));
        Assert.Contains("coverage_reconciliation_report.json", rows[4].Result.Error, StringComparison.Ordinal);
        Assert.Equal(6, scanner.Started);
    }

    [Fact]
    public async Task The_second_user_with_one_run_root_fails_and_the_first_is_named()
    {
        _batch.RunRoot("a");
        Directory.CreateSymbolicLink(Path.Combine(_batch.Folder, "roots", "b"), "a");
        var events = await TestBatch.RunAsync(_batch.Scan(["@a", "@b"], new TestScanner(user => "roots/" + user[1..])) with { Workers = 2 });
        var second = events.OfType<UserFinished>().Last();
        Assert.Equal("RunRootRepeated", second.FailureCode);
        Assert.Contains("'@a'", second.Result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_scan_of_one_wallet_fails_and_the_first_is_named()
    {
        string[] names = ["a", "b", "again"];
        foreach (var name in names)
        {
            var candidates = Path.Combine(_batch.Folder, _batch.RunRoot(name), "hypothesis_candidates.json");
            File.WriteAllText(candidates, File.ReadAllText(candidates).Replace("{\"user_slug\"", $"{{\"wallet\": \"{(name == "b" ? "0xB" : name == "a" ? "0xA" : "0xa")}\", \"user_slug\"", StringComparison.Ordinal));
        }

        var events = await TestBatch.RunAsync(_batch.Scan(names, new TestScanner(user => $"roots/{user}")) with { Workers = 2 });
        var rows = events.OfType<UserFinished>().ToList();
        Assert.Equal("- - UserRepeated", string.Join(' ', rows.Select(row => row.FailureCode ?? "-")));
        Assert.Contains("'a'", rows[2].Result.Error, StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<BatchFinished>(events[^1]).Run.UsersSucceeded);
        // Nothing counts twice, so there is nothing to warn of.
        Assert.Empty(events.OfType<BatchWarning>());
    }

    [Fact]
    public async Task A_run_root_given_twice_to_an_aggregation_counts_once_with_a_warning()
    {
        var a = _batch.RunRoot("a");
        _batch.RunRoot("b");
        var events = await TestBatch.RunAsync(_batch.Aggregate(a, "roots/b", "./roots/../roots/a") with { Workers = 2 });
        Assert.Equal(2, Assert.IsType<BatchFinished>(events[^1]).Run.UsersAttempted);
        Assert.Contains("counts once", Assert.Single(events.OfType<BatchWarning>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_was_turned_elsewhere_between_two_batches_is_followed_anew()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _batch.RunRoot("monday/a");
        _batch.RunRoot("tuesday/a");
        var link = Path.Combine(_batch.Folder, "roots", "newest");
        Directory.CreateSymbolicLink(link, "monday");

        // So many that each thread has met the link's folder as it was.
        string[] before = [.. Enumerable.Range(0, 400).Select(static i => $"roots/newest/{i}")];
        await TestBatch.RunAsync(_batch.Aggregate(before) with { Workers = 8 });
        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, "tuesday");
        var events = await TestBatch.RunAsync(_batch.Aggregate("roots/newest/a", "roots/monday/a") with { Force = true });
        Assert.Equal(2, Assert.IsType<BatchFinished>(events[^1]).Run.UsersSucceeded);
    }

    [Fact]
    public async Task Two_runs_of_one_user_both_count_with_a_warning()
    {
        var a = _batch.RunRoot("a");
        CopyRunRoot(a, "again");
        var events = await TestBatch.RunAsync(_batch.Aggregate(a, "roots/again"));
        Assert.Equal(2, Assert.IsType<BatchFinished>(events[^1]).Run.UsersSucceeded);
        Assert.Contains("the leaderboard counts all of them, the evidence the newest of each wallet alone: a", Assert.Single(events.OfType<BatchWarning>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_root_that_exists_is_not_written_over_without_force()
    {
        _batch.RunRoot("a");
        var request = _batch.Scan(["a"], new TestScanner(user => $"roots/{user}"));
        await TestBatch.RunAsync(request);
        var before = TestBatch.Files(request.Folder);
        Assert.Equal("BatchExists", (await TestBatch.StopsAsync(request with { Users = ["a", "b"] })).Code);
        Assert.Equivalent(before, TestBatch.Files(request.Folder));
        await TestBatch.RunAsync(request with { Force = true });
        Assert.Equivalent(before, TestBatch.Files(request.Folder));
        Assert.Empty(TestBatch.Leftovers(request.Folder));
    }

    [Fact]
    public async Task An_output_root_that_is_a_file_stops_the_batch_and_leaves_nothing()
    {
        var file = Path.Combine(_batch.Folder, "out");
        File.WriteAllText(file, "x");
        Assert.Equal("BatchNotWritten", (await TestBatch.StopsAsync(_batch.Aggregate())).Code);
        Assert.Equal("x", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_reader_that_leaves_before_the_end_leaves_no_file_and_no_folder()
    {
        string[] roots = [.. Enumerable.Range(0, 20).Select(i => _batch.RunRoot($"r{i}"))];
        await foreach (var first in new BatchRunner(_batch.Aggregate(roots) with { Workers = 4 }).RunAsync(TestBatch.Token))
        {
            Assert.IsType<UserFinished>(first);
            break;
        }

        Assert.False(Directory.Exists(_batch.Output));
    }

    [Fact]
    public async Task No_user_is_taken_before_its_predecessor_is_read()
    {
        string[] roots = [.. Enumerable.Range(0, 5).Select(i => _batch.RunRoot($"r{i}"))];
        var events = new BatchRunner(_batch.Aggregate(roots)).RunAsync(TestBatch.Token).GetAsyncEnumerator(TestBatch.Token);
        for (var i = 0; i < 5; i++)
        {
            Assert.True(await events.MoveNextAsync());
        }

        // All rows are out, the reader has not come back: the files are not there yet.
        Assert.Empty(Directory.EnumerateFiles(_batch.Output, "[a-z]*", SearchOption.AllDirectories));
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<BatchFinished>(events.Current);
        Assert.False(await events.MoveNextAsync());
        await events.DisposeAsync();
    }

    [Fact]
    public async Task Two_batches_on_one_root_are_kept_apart()
    {
        _batch.RunRoot("a");
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = _batch.Scan(["a"], new TestScanner(async (user, _) =>
        {
            started.SetResult();
            await go.Task;
            return $"roots/{user}";
        }));
        var first = TestBatch.RunAsync(request);
        await started.Task;
        Assert.Equal("BatchLocked", (await TestBatch.StopsAsync(request with { Force = true })).Code);
        Assert.Equal("BatchLocked", (await TestBatch.StopsAsync(request with { Resume = true })).Code);
        go.SetResult();
        Assert.IsType<BatchFinished>((await first)[^1]);
    }

    private void CopyRunRoot(string from, string name)
    {
        var copy = Path.Combine(_batch.Folder, "roots", name);
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(Path.Combine(_batch.Folder, from)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
    }
}
