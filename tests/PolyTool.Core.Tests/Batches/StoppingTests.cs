using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Tests.Batches;

public sealed class StoppingTests : IDisposable
{
    private readonly TestBatch _batch = new();
    private readonly string[] _users = [.. Enumerable.Range(1, 30).Select(i => $"{i}")];

    public StoppingTests()
    {
        foreach (var user in _users)
        {
            _batch.RunRoot(user);
        }
    }

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public async Task The_first_failure_stops_what_comes_after_it_and_lets_end_what_comes_before(int workers)
    {
        List<string> ended = [];
        List<string> cut = [];
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestScanner scanner = new(async (user, token) =>
        {
            var number = int.Parse(user, System.Globalization.CultureInfo.InvariantCulture);
            if (number == 5)
            {
                failed.TrySetResult();
                throw new Failure("Some", "It failed.");
            }

            try
            {
                // Those after it would run for ever; with one worker nobody waits for what comes later.
                await (number > 5 ? Task.Delay(Timeout.Infinite, token) : workers < 5 ? Task.CompletedTask : failed.Task.WaitAsync(token));
                await Task.Delay(20, token);
            }
            catch (OperationCanceledException)
            {
                lock (cut)
                {
                    cut.Add(user);
                }

                throw;
            }

            lock (ended)
            {
                ended.Add(user);
            }

            return $"roots/{user}";
        });
        var request = _batch.Scan(_users, scanner) with { Workers = workers, FailureLimit = UserQuota.Nobody };
        var error = await TestBatch.StopsAsync(request);
        Assert.Equal("BatchStopped", error.Code);
        Assert.Contains("user 5, '5', who failed", error.Message, StringComparison.Ordinal);
        ended.Sort(StringComparer.Ordinal);
        Assert.Equal("1 2 3 4", string.Join(' ', ended));
        Assert.Equal(0, scanner.Running);
        Assert.True(scanner.Started <= Math.Min(30, OrderedFanOut.Capacity(workers)), $"{scanner.Started} started");
        Assert.True(workers > 1 || scanner.Started == 5);
        Assert.Equal(LeaderboardFileNames.Journal, Assert.Single(Directory.GetFiles(request.Folder.FullPath).Select(Path.GetFileName)));
    }

    [Fact]
    public async Task The_failure_with_the_lowest_number_is_named_whatever_fails_first()
    {
        TaskCompletionSource later = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestScanner scanner = new(async (user, token) =>
        {
            if (user == "7")
            {
                later.SetResult();
                throw new Failure("Some", "seven");
            }

            if (user == "3")
            {
                await later.Task.WaitAsync(token);
                await Task.Delay(30, token);
                throw new Failure("Some", "three");
            }

            return $"roots/{user}";
        });
        var error = await TestBatch.StopsAsync(_batch.Scan(_users, scanner) with { Workers = 8, FailureLimit = UserQuota.Nobody });
        Assert.Contains("user 3, '3', who failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("three", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", 9)]
    [InlineData("10%", 12)]
    public async Task Too_many_failures_stop_it_at_the_one_too_many(string limit, int stopsAt)
    {
        Assert.True(UserQuota.TryParse(limit, out var failures));
        TestScanner scanner = new(user => int.Parse(user, System.Globalization.CultureInfo.InvariantCulture) % 3 == 0
            ? throw new Failure("Some", "It failed.")
            : $"roots/{user}");
        var error = await TestBatch.StopsAsync(_batch.Scan(_users, scanner) with { Workers = 4, FailureLimit = failures });
        Assert.Contains($" stopped at user {stopsAt}, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_limit_of_the_batch_keeps_what_is_done()
    {
        TestScanner scanner = new(async (user, token) =>
        {
            await (user is "1" or "2" ? Task.CompletedTask : Task.Delay(Timeout.Infinite, token));
            return $"roots/{user}";
        });
        var request = _batch.Scan(_users, scanner) with { Workers = 4, Timeout = TimeSpan.FromMilliseconds(300), FailureLimit = UserQuota.Nobody };
        var events = await TestBatch.RunAsync(request);
        var rows = events.OfType<UserFinished>().ToList();
        Assert.Equal(30, rows.Count);
        Assert.All(rows[2..], row => Assert.Equal("BatchTimedOut", row.FailureCode));
        Assert.Equal(2, Assert.IsType<BatchFinished>(events[^1]).Run.UsersSucceeded);
        Assert.Equal(0, scanner.Running);
    }

    [Fact]
    public async Task Cancelling_leaves_a_journal_and_nothing_else()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestScanner scanner = new(async (user, token) =>
        {
            if (user == "6")
            {
                reached.TrySetResult();
            }

            await (user is "1" or "2" ? Task.CompletedTask : Task.Delay(Timeout.Infinite, token));
            return $"roots/{user}";
        });
        var request = _batch.Scan(_users, scanner) with { Workers = 4 };
        var run = TestBatch.RunAsync(request, stop.Token);
        await reached.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, scanner.Running);
        Assert.Equal(LeaderboardFileNames.Journal, Assert.Single(Directory.GetFiles(request.Folder.FullPath).Select(Path.GetFileName)));
        Assert.Equal(3, File.ReadAllLines(request.Folder.JournalPath).Length);
    }
}
