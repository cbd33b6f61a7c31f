using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;

namespace PolyTool.Core.Batches;

/// <summary>Works on many items at once and yields the results in the order of the items.</summary>
internal static class OrderedFanOut
{
    /// <summary>
    /// How many items may be under way or finished and unread at <paramref name="workers"/> workers: behind a slow item the
    /// others can get this far ahead and no further, so memory stays flat.
    /// </summary>
    public static int Capacity(int workers) => (int)Math.Min((4L * workers) + 4, int.MaxValue);

    /// <summary>Runs <paramref name="work"/> on every item, at most <paramref name="workers"/> at once.</summary>
    /// <param name="items">The items; taken one by one, when there is room.</param>
    /// <param name="workers">Items in work at once, 1 or more; at 1 they run strictly one after the other.</param>
    /// <param name="work">The work on one item. An exception ends the whole fan-out.</param>
    /// <param name="cancellationToken">Cancels the running work and ends the fan-out when that has ended.</param>
    /// <remarks>Leaving the enumeration early cancels what runs and waits for it.</remarks>
    public static async IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        IEnumerable<TItem> items,
        int workers,
        Func<TItem, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // EnsureOrdered keeps a result until all before it are read; BoundedCapacity counts those too.
        var block = new TransformBlock<TItem, TResult>(
            WorkAsync,
            new ExecutionDataflowBlockOptions
            {
                MaxDegreeOfParallelism = workers,
                BoundedCapacity = Capacity(workers),
                EnsureOrdered = true,
                SingleProducerConstrained = true,
            });
        var feed = FeedAsync(items, block, stop.Token);
        try
        {
            while (await block.OutputAvailableAsync(stop.Token).ConfigureAwait(false))
            {
                while (block.TryReceive(out var result))
                {
                    yield return result;
                }
            }

            await feed.ConfigureAwait(false);
            await block.Completion.ConfigureAwait(false);
            // The block drops items whose work was cancelled, and may have dropped all of them before it was asked again.
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await feed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What was not read keeps the block from completing, so take it out.
            while (await block.OutputAvailableAsync(CancellationToken.None).ConfigureAwait(false))
            {
                block.TryReceiveAll(out _);
            }

            await block.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<TResult> WorkAsync(TItem item)
        {
            try
            {
                return await work(item, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
            {
                // Or the block would drop the item, and nobody would know that one is missing.
                throw new InvalidOperationException("The work on an item was cancelled, and nobody asked for that.", e);
            }
        }
    }

    private static async Task FeedAsync<TItem, TResult>(IEnumerable<TItem> items, TransformBlock<TItem, TResult> block, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var item in items)
            {
                // False: the block has failed; its Completion says why.
                if (!await block.SendAsync(item, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        finally
        {
            block.Complete();
        }
    }
}
