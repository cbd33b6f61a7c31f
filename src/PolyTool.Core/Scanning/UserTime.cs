namespace PolyTool.Core.Scanning;

/// <summary>
/// The time that one attempt to scan a user may take. While the attempt waits for what it shares with other users (a service
/// that told everybody to wait, the pace of a limit, room for an answer) the clock stands: that time is not the user's.
/// </summary>
internal sealed class UserTime : IDisposable
{
    private static readonly AsyncLocal<UserTime?> s_current = new();

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _over = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private TimeSpan _left;
    private long _since;
    private int _waits;
    private bool _isDone;

    /// <summary>Starts the clock.</summary>
    public UserTime(TimeSpan limit, TimeProvider clock)
    {
        (_left, _clock, _since) = (limit, clock, clock.GetTimestamp());
        _timer = clock.CreateTimer(_ => End(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Token => _over.Token;

    /// <summary>Makes this the time of all that the caller starts from now on.</summary>
    public void Begin() => s_current.Value = this;

    /// <summary>Stops the clock of whoever waits here, until it is disposed of; the clock goes on when nothing of the user waits any more.</summary>
    public static IDisposable? Waiting() => s_current.Value?.Stop();

    /// <summary>The attempt has ended.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDone = true;
        }

        _timer.Dispose();
        _over.Dispose();
    }

    private Wait Stop()
    {
        lock (_gate)
        {
            if (_waits++ == 0 && !_isDone)
            {
                _left -= _clock.GetElapsedTime(_since);
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        return new(this);
    }

    private void GoOn()
    {
        lock (_gate)
        {
            if (--_waits == 0 && !_isDone)
            {
                _since = _clock.GetTimestamp();
                _timer.Change(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            // The timer may have rung just before it was stopped, or while the attempt ended.
            if (_waits > 0 || _isDone)
            {
                return;
            }
        }

        try
        {
            _over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ended at this moment.
        }
    }

    private sealed class Wait(UserTime time) : IDisposable
    {
        private UserTime? _time = time;

        public void Dispose() => Interlocked.Exchange(ref _time, null)?.GoOn();
    }
}
