using PolyTool.Core.Scanning;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>
/// Tells a host that is down from users whose answers are bad. Failures of many requests without one answer between them raise
/// the question; the host's root answers it. While that fails too everybody waits, and none of that is a user's own time; when
/// patience is over, requests fail unsent until the root answers.
/// </summary>
/// <param name="root">The host's root.</param>
/// <param name="pause">The time between two questions.</param>
/// <param name="patience">How long a host may answer nobody before requests fail for it.</param>
/// <param name="time">The clock.</param>
internal sealed class HostHealth(HostRoot root, TimeSpan pause, TimeSpan patience, TimeProvider time)
{
    // Failures in a row, of whatever requests, that raise the question.
    private const int Enough = 20;

    private readonly Lock _gate = new();
    private int _failures;
    private long _silentSince;

    /// <summary>The host answered somebody: it is up.</summary>
    public void Answered() => Volatile.Write(ref _failures, 0);

    /// <summary>A request failed in a way that a host does that is down.</summary>
    public void Failed()
    {
        lock (_gate)
        {
            if (_failures++ == 0)
            {
                _silentSince = time.GetTimestamp();
            }
        }
    }

    /// <summary>Waits while the host is down.</summary>
    /// <returns>Null, or where patience is over, how long the host has answered nobody.</returns>
    public async ValueTask<TimeSpan?> WaitAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _failures) < Enough)
        {
            return null;
        }

        using (UserTime.Waiting())
        {
            while (Volatile.Read(ref _failures) >= Enough)
            {
                if (await root.WordAsync(cancellationToken).ConfigureAwait(false) != RootWord.Nothing)
                {
                    Answered();
                    break;
                }

                if (time.GetElapsedTime(Volatile.Read(ref _silentSince)) is var silent && silent >= patience)
                {
                    return silent;
                }

                await Task.Delay(pause < patience - silent ? pause : patience - silent, time, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }
}
