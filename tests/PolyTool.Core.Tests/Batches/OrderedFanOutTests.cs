using PolyTool.Core.Batches;

namespace PolyTool.Core.Tests.Batches;

public class OrderedFanOutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public async Task Results_come_in_the_order_of_the_items_whatever_finishes_first(int workers)
    {
        Random random = new(workers);
        int[] delays = [.. Enumerable.Range(0, 200).Select(_ => random.Next(4))];
        List<int> results = [];
        await foreach (var result in OrderedFanOut.RunAsync(
            Enumerable.Range(0, delays.Length),
            workers,
            async (item, token) =>
            {
                await Task.Delay(delays[item], token);
                return item;
            },
            Token))
        {
            results.Add(result);
        }

        Assert.Equal(Enumerable.Range(0, delays.Length), results);
    }

    [Fact]
    public async Task One_worker_works_strictly_one_after_the_other()
    {
        var running = 0;
        var most = 0;
        await foreach (var _ in OrderedFanOut.RunAsync(Enumerable.Range(0, 50), 1, WorkAsync, Token))
        {
        }

        Assert.Equal(1, most);

        async Task<int> WorkAsync(int item, CancellationToken token)
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return item;
        }
    }

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(8, 100_000)]
    public async Task Behind_a_slow_first_item_no_more_than_the_capacity_is_taken(int workers, int items)
    {
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = 0;
        var running = 0;
        var mostRunning = 0;
        var read = 0;
        var mostAhead = 0;
        var all = Task.Run(ReadAllAsync, Token);
        // Behind the first item the others get as far as they may and then stand still.
        int before;
        do
        {
            before = Volatile.Read(ref taken);
            await Task.Delay(100, Token);
        }
        while (Volatile.Read(ref taken) != before);
        Assert.True(before <= OrderedFanOut.Capacity(workers) + 1, $"{before} items taken");
        Assert.Equal(0, read);
        first.SetResult();
        Assert.Equal(items, await all);
        Assert.True(mostRunning <= workers, $"{mostRunning} at once");
        Assert.True(mostAhead <= OrderedFanOut.Capacity(workers) + 2, $"{mostAhead} ahead");

        async Task<int> ReadAllAsync()
        {
            await foreach (var _ in OrderedFanOut.RunAsync(Items(), workers, WorkAsync, Token))
            {
                Interlocked.Increment(ref read);
            }

            return read;
        }

        IEnumerable<int> Items()
        {
            for (var i = 0; i < items; i++)
            {
                mostAhead = Math.Max(mostAhead, Interlocked.Increment(ref taken) - Volatile.Read(ref read));
                yield return i;
            }
        }

        async Task<int> WorkAsync(int item, CancellationToken token)
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref mostRunning, now);
            if (item == 0)
            {
                await first.Task.WaitAsync(token);
            }

            Interlocked.Decrement(ref running);
            return item;
        }
    }

    [Fact]
    public async Task Work_that_blocks_its_thread_runs_side_by_side_too()
    {
        using Barrier both = new(2);
        List<bool> met = [];
        await foreach (var result in OrderedFanOut.RunAsync([1, 2], 2, (_, token) => Task.FromResult(both.SignalAndWait(TimeSpan.FromSeconds(20), token)), Token))
        {
            met.Add(result);
        }

        Assert.Equal([true, true], met);
    }

    [Fact]
    public async Task Leaving_early_cancels_what_runs_and_waits_for_it()
    {
        var running = 0;
        await foreach (var item in OrderedFanOut.RunAsync(Enumerable.Range(0, 1000), 8, WorkAsync, Token))
        {
            Assert.Equal(0, item);
            break;
        }

        Assert.Equal(0, running);

        async Task<int> WorkAsync(int item, CancellationToken token)
        {
            Interlocked.Increment(ref running);
            try
            {
                await Task.Delay(item == 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, token);
                return item;
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }
    }

    [Fact]
    public async Task Cancelling_ends_it_after_the_running_work()
    {
        using CancellationTokenSource stop = new();
        var running = 0;
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(
            async () =>
            {
                await foreach (var _ in OrderedFanOut.RunAsync(Enumerable.Range(0, 10), 4, WorkAsync, stop.Token))
                {
                }
            },
            Token);
        await started.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(0, running);

        async Task<int> WorkAsync(int item, CancellationToken token)
        {
            Interlocked.Increment(ref running);
            started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return item;
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }
    }

    [Fact]
    public async Task An_item_whose_work_cancels_itself_is_not_lost_in_silence()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in OrderedFanOut.RunAsync(Enumerable.Range(0, 100), 3, (item, _) => item == 7 ? throw new TaskCanceledException() : Task.FromResult(item), Token))
            {
            }
        });
    }

    /// <summary>Also where the work of all items ends before the reader hears of it.</summary>
    [Fact]
    public async Task A_cancelled_enumeration_never_ends_as_if_it_were_complete()
    {
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in OrderedFanOut.RunAsync(Enumerable.Range(0, 3), 1, static (item, _) => Task.FromResult(item), stop.Token))
            {
                if (item == 2)
                {
                    await stop.CancelAsync();
                }
            }
        });
    }

    [Fact]
    public async Task An_exception_of_the_work_reaches_the_reader()
    {
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in OrderedFanOut.RunAsync(
                Enumerable.Range(0, 100), 3, (item, _) => item == 7 ? throw new InvalidDataException("7") : Task.FromResult(item), Token))
            {
            }
        });
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
