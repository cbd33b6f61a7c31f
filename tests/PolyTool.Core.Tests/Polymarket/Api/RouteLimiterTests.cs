using System.Diagnostics;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Tests.Polymarket.Api;

public class RouteLimiterTests
{
    [Fact]
    public async Task The_flow_stays_below_the_share_of_the_limit()
    {
        // 2,000 in ten seconds at 80 %: 160 a second.
        using var limiter = new RouteLimiter(2000, 0.8, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        var passed = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(1))
        {
            await limiter.EnterAsync(TestContext.Current.CancellationToken);
            passed++;
        }

        // A second's worth and the burst of a twentieth of ten seconds' (80); a busy machine may do less.
        Assert.InRange(passed, 1, 160 + 80 + 16);
    }

    [Fact]
    public async Task A_pause_holds_the_whole_group_back()
    {
        using var limiter = new RouteLimiter(1000, 0.8, TimeProvider.System);
        limiter.PauseFor(TimeSpan.FromMilliseconds(300));
        limiter.PauseFor(TimeSpan.FromMilliseconds(10));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => limiter.EnterAsync(TestContext.Current.CancellationToken).AsTask()));
        Assert.True(watch.ElapsedMilliseconds >= 280, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Those_who_waited_for_a_pause_to_end_do_not_go_all_at_once()
    {
        // 1,000 in ten seconds at 80 %: 76 a second and a burst of 40. Without the pause 190 could have gone by the end of it.
        using var limiter = new RouteLimiter(1000, 0.8, TimeProvider.System);
        limiter.PauseFor(TimeSpan.FromSeconds(2));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var passed = 0;
        var waiting = Enumerable.Range(0, 400).Select(async _ =>
        {
            await limiter.EnterAsync(stop.Token);
            Interlocked.Increment(ref passed);
        }).ToList();
        await Task.Delay(TimeSpan.FromSeconds(2.3), TestContext.Current.CancellationToken);
        Assert.InRange(passed, 1, 40 + 76);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public void A_refusal_lowers_the_rate_for_good_and_those_that_come_together_count_once()
    {
        var clock = new ManualTime();
        using var limiter = new RouteLimiter(1000, 0.8, clock);
        for (var i = 0; i < 20; i++)
        {
            limiter.Lower();
        }

        Assert.Equal(720, limiter.Target);
        clock.Now += TimeSpan.FromSeconds(2);
        limiter.Lower();
        Assert.Equal(648, limiter.Target);
        // A service that refuses nearly everything still gets a tenth.
        for (var i = 0; i < 100; i++)
        {
            clock.Now += TimeSpan.FromSeconds(2);
            limiter.Lower();
        }

        Assert.Equal(80, limiter.Target);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_or_forth_neither_holds_the_group_nor_lets_it_through()
    {
        var clock = new ManualTime();
        using var limiter = new RouteLimiter(1000, 0.8, clock);
        limiter.PauseFor(TimeSpan.FromMinutes(5));
        clock.Day += TimeSpan.FromHours(1);
        using (var stop = new CancellationTokenSource(50))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limiter.EnterAsync(stop.Token).AsTask());
        }

        clock.Day -= TimeSpan.FromHours(9);
        clock.Now += TimeSpan.FromMinutes(5);
        await limiter.EnterAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Those_who_wait_while_the_rate_is_lowered_go_at_the_new_pace()
    {
        using var limiter = new RouteLimiter(100, 0.8, TimeProvider.System);
        var waiting = Enumerable.Range(0, 8).Select(_ => limiter.EnterAsync(TestContext.Current.CancellationToken).AsTask()).ToList();
        limiter.Lower();
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(72, limiter.Target);
    }

    [Fact]
    public void Every_route_has_a_limit_of_its_own_with_its_source_and_date()
    {
        Assert.Equal(ApiRoute.All.Count, ApiRoute.All.Select(r => r.Group.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(RouteGroup.All, g => Assert.True(g is { Limit: > 0, Source.Length: > 0 } && g.Date.Year >= 2026, g.Name));
        Assert.Equal((200, 200, 300, 800, 1000), (ApiRoute.Prices.Group.Limit, ApiRoute.Positions.Group.Limit, ApiRoute.Trades.Group.Limit, RouteGroup.GeneralOf(ApiHost.Data).Limit, ApiRoute.ClobPrices.Group.Limit));
    }

    private sealed class ManualTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public DateTimeOffset Day { get; set; } = DateTimeOffset.UnixEpoch.AddYears(56);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override DateTimeOffset GetUtcNow() => Day + Now;
    }

    [Fact]
    public async Task Waiting_ends_with_its_token()
    {
        using var limiter = new RouteLimiter(10, 0.8, TimeProvider.System);
        limiter.PauseFor(TimeSpan.FromMinutes(1));
        using var stop = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limiter.EnterAsync(stop.Token).AsTask());
    }
}
