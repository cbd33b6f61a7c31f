using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Tests.Batches;

[Collection(AloneCollection.Name)]
public sealed class ManyUsersTests : IDisposable
{
    private const int Users = 100_000;
    private const int Workers = 8;
    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task Behind_a_slow_first_user_few_of_100_000_wait_and_memory_stays_flat()
    {
        string[] users = [.. Enumerable.Range(1, Users).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestScanner scanner = new(async (user, token) =>
        {
            if (user == "1")
            {
                await first.Task.WaitAsync(token);
            }

            throw new Failure("Some", "It failed.");
        });
        BatchRunner runner = new(_batch.Scan(users, scanner) with { Workers = Workers });
        await using var events = runner.RunAsync(TestBatch.Token).GetAsyncEnumerator(TestBatch.Token);
        var firstRow = events.MoveNextAsync();
        int started;
        do
        {
            started = scanner.Started;
            await Task.Delay(100, TestBatch.Token);
        }
        while (scanner.Started != started);
        Assert.False(firstRow.IsCompleted);
        Assert.True(started <= OrderedFanOut.Capacity(Workers), $"{started} started behind the first user");
        first.SetResult();
        Assert.True(await firstRow);
        var rows = 1;
        var mostAhead = 0;
        long early = 0;
        while (await events.MoveNextAsync() && events.Current is UserFinished)
        {
            rows++;
            mostAhead = Math.Max(mostAhead, scanner.Started - rows);
            if (rows == 20_000)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        var late = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal(Users, rows);
        Assert.InRange(scanner.MostRunning, 1, Workers);
        Assert.True(mostAhead <= OrderedFanOut.Capacity(Workers) + 1, $"{mostAhead} ahead of the rows");
        // 200 bytes a user would be 16 MB; what failed keeps nothing.
        Assert.True(late - early < 8_000_000, $"{(late - early) / 1024} KB more after 80,000 users more");
    }
}
