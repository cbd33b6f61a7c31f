using System.Threading.RateLimiting;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Keeps one route group below its limit: no ten seconds ever see more than <c>share</c> of it.</summary>
/// <remarks>
/// A token bucket of size b, filled with r tokens in ten seconds, lets at most b + r through in any ten seconds. With b = 5 % and
/// r = 95 % of the target, the target holds in every window while the flow is even.
/// </remarks>
internal sealed class RouteLimiter : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly TokenBucketRateLimiter bucket;
    private readonly TimeProvider time;
    private long pausedUntil;

    public RouteLimiter(int limit, double share, TimeProvider time)
    {
        this.time = time;
        var target = Math.Max(2, (int)(limit * share));
        var burst = Math.Max(1, target / 20);
        var rate = target - burst;
        var perTick = Math.Max(1, (int)(rate * (Tick / Window)));
        bucket = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = Math.Min(perTick, burst),
            ReplenishmentPeriod = Window * Math.Min(perTick, burst) / rate,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (Pause() is { Ticks: > 0 } wait)
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            using var lease = await bucket.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
            // What the bucket gave out during a pause is void: else all who waited would go at once when it ends.
            if (Pause() <= TimeSpan.Zero)
                return;
        }
    }

    /// <summary>Holds the whole group back: a service that says "not before" means every request, not only the one that it refused.</summary>
    public void PauseFor(TimeSpan duration)
    {
        var until = (time.GetUtcNow() + duration).UtcTicks;
        long known;
        while ((known = Interlocked.Read(ref pausedUntil)) < until && Interlocked.CompareExchange(ref pausedUntil, until, known) != known)
        {
        }
    }

    public void Dispose() => bucket.Dispose();

    private TimeSpan Pause() => TimeSpan.FromTicks(Interlocked.Read(ref pausedUntil) - time.GetUtcNow().UtcTicks);
}
