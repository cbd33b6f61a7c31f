using System.Collections.Concurrent;

namespace PolyTool.Core.Polymarket.Prices;

/// <summary>Lets users that need the same thing at the same moment share one way to it.</summary>
internal sealed class SingleFlight<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, TaskCompletionSource<TValue?>> _flights = new();

    public async Task<TValue> RunAsync(TKey key, Func<CancellationToken, Task<TValue>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mine = new TaskCompletionSource<TValue?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var flight = _flights.GetOrAdd(key, mine);
            if (ReferenceEquals(flight, mine))
            {
                TValue? value = null;
                try
                {
                    return value = await work(cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    _flights.TryRemove(key, out _);
                    mine.TrySetResult(value);
                }
            }

            // Null: the other gave up (cancelled); then this one goes.
            if (await flight.Task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } shared)
            {
                return shared;
            }
        }
    }
}
