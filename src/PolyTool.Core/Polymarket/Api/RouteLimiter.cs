using System.Threading.RateLimiting;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Keeps one route group below its limit: no ten seconds ever see more than <c>share</c> of it.</summary>
/// <remarks>
/// A token bucket of size b, filled with r tokens in ten seconds, lets at most b + r through in any ten seconds. With b = 5 % and
/// r = 95 % of the target, the target holds in every window while the flow is even. A service that refuses all the same has a lower
/// limit than its table says: each refusal takes a tenth off the target, for the rest of the process.
/// </remarks>
internal sealed class RouteLimiter : IDisposable
{
    // What refusals leave at least: a service that refuses nearly everything is no matter of limits.
    private const double LeastShare = 0.1;
    private const double Lowering = 0.9;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(100);

    // Refusals come in flocks, of requests that were under way together: one a second counts.
    private static readonly TimeSpan s_flock = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly int _published;

    // Times are since here and not of the day: a clock that is set back or forth would hold the group for hours, or let it through at once.
    private readonly long _born;
    private volatile TokenBucketRateLimiter _bucket;
    private long _pausedUntil;
    private long _loweredAt = -s_flock.Ticks;

    public RouteLimiter(int limit, double share, TimeProvider time)
    {
        _time = time;
        _born = time.GetTimestamp();
        _published = Target = Math.Max(2, (int)(limit * share));
        _bucket = BucketOf(Target);
    }

    /// <summary>Requests in ten seconds that are let through now.</summary>
    public int Target { get; private set; }

    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (Pause() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            }

            using var lease = await AcquireAsync(cancellationToken).ConfigureAwait(false);
            // What the bucket gave out during a pause is void: else all who waited would go at once when it ends. So is what a bucket gives that was replaced.
            if (lease is { IsAcquired: true } && Pause() <= TimeSpan.Zero)
            {
                return;
            }
        }
    }

    /// <summary>Holds the whole group back: a service that says "not before" means every request, not only the one that it refused.</summary>
    public void PauseFor(TimeSpan duration)
    {
        var until = Now + duration.Ticks;
        long known;
        while ((known = Interlocked.Read(ref _pausedUntil)) < until && Interlocked.CompareExchange(ref _pausedUntil, until, known) != known)
        {
        }
    }

    /// <summary>Goes slower from now on, because the service refused a request.</summary>
    public void Lower()
    {
        lock (_gate)
        {
            var now = Now;
            var lowered = Math.Max((int)(Target * Lowering), Math.Max(2, (int)(_published * LeastShare)));
            if (now - _loweredAt < s_flock.Ticks || lowered >= Target)
            {
                return;
            }

            _loweredAt = now;
            Target = lowered;
            var replaced = _bucket;
            _bucket = BucketOf(Target);
            // Those who wait there are told so, and queue here.
            replaced.Dispose();
        }
    }

    public void Dispose() => _bucket.Dispose();

    private long Now => _time.GetElapsedTime(_born).Ticks;

    private async ValueTask<RateLimitLease?> AcquireAsync(CancellationToken cancellationToken)
    {
        var current = _bucket;
        try
        {
            return await current.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (!ReferenceEquals(current, _bucket))
        {
            return null;
        }
    }

    private static TokenBucketRateLimiter BucketOf(int target)
    {
        var burst = Math.Max(1, target / 20);
        var rate = Math.Max(1, target - burst);
        var perTick = Math.Max(1, (int)(rate * (s_tick / s_window)));
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = Math.Min(perTick, burst),
            ReplenishmentPeriod = s_window * Math.Min(perTick, burst) / rate,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    private TimeSpan Pause() => TimeSpan.FromTicks(Interlocked.Read(ref _pausedUntil) - Now);
}
