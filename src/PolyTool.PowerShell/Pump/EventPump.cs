namespace PolyTool.PowerShell.Pump;

/// <summary>
/// Draws events from a running batch on the pipeline thread, the only one that may write to the pipeline. Between two events
/// it waits in slices, so that progress goes on.
/// </summary>
/// <typeparam name="T">What is drawn.</typeparam>
internal sealed class EventPump<T> : IDisposable
{
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(900);

    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<T> _events;
    private Task _moving = Task.CompletedTask;

    /// <summary>Starts drawing.</summary>
    public EventPump(Func<CancellationToken, IAsyncEnumerable<T>> events, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _events = events(_stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    /// <summary>The event drawn last.</summary>
    public T Current => _events.Current;

    /// <summary>Waits for the next event.</summary>
    /// <param name="idle">Called a few times a second while there is none.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="OperationCanceledException">The batch was stopped.</exception>
    public bool MoveNext(Action idle)
    {
        var next = _events.MoveNextAsync();
        if (next.IsCompleted)
        {
            return next.GetAwaiter().GetResult();
        }

        var moving = next.AsTask();
        _moving = moving;
        while (!Wait(moving, s_slice))
        {
            if (_stop.IsCancellationRequested)
            {
                // What still runs is on its way out; the pipeline does not wait for ever.
                return Wait(moving, s_patience) ? moving.GetAwaiter().GetResult() : throw new OperationCanceledException(_stop.Token);
            }

            idle();
        }

        return moving.GetAwaiter().GetResult();
    }

    /// <summary>Cancels what runs and waits for it a moment: also the way out when the pipeline is torn down.</summary>
    public void Dispose()
    {
        Wait(CloseAsync(), s_patience);
    }

    private static bool Wait(Task task, TimeSpan time) => Task.WaitAny([task], time) == 0;

    private async Task CloseAsync()
    {
        // Not on this thread: what is cancelled has work of its own to do, such as killing a tree of processes.
        await _stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _events.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}
