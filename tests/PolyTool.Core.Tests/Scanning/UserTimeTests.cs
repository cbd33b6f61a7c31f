using System.Diagnostics;
using System.Net;
using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Scanning;

/// <summary>The time of one user: what is spent waiting for what all users share is not theirs.</summary>
public sealed class UserTimeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(400);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waiting_for_others_is_not_the_users_time()
    {
        var result = await ScanAsync(async token =>
        {
            // Two waits that overlap, as those of requests side by side.
            var first = UserTime.Waiting();
            var second = UserTime.Waiting();
            await Task.Delay(s_limit, token);
            first?.Dispose();
            await Task.Delay(s_limit, token);
            second?.Dispose();
            await Task.Delay(s_limit / 8, token);
        });
        Assert.Equal("r", result.RunRoot);
    }

    [Fact]
    public async Task After_the_wait_the_clock_goes_on_where_it_stood()
    {
        var error = await Assert.ThrowsAsync<Failure>(() => ScanAsync(async token =>
        {
            await Task.Delay(s_limit / 2, token);
            using (UserTime.Waiting())
            {
                await Task.Delay(s_limit, token);
            }

            await Task.Delay(s_limit * 20, token);
        }));
        Assert.Equal("ScanTimedOut", error.Code);
    }

    [Fact]
    public async Task A_scan_that_works_too_long_is_timed_out_and_a_batch_that_ends_is_not_called_so()
    {
        Assert.Equal("ScanTimedOut", (await Assert.ThrowsAsync<Failure>(() => ScanAsync(token => Task.Delay(Timeout.Infinite, token)))).Code);
        using CancellationTokenSource stop = new(s_limit / 4);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ScanAsync(token => Task.Delay(Timeout.Infinite, token), stop.Token));
    }

    [Fact]
    public async Task A_service_that_tells_all_to_wait_times_nobody_out()
    {
        using Limited service = new();
        using ApiClient client = new(new ApiClientOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }, handler: service);
        ApiRequest request = new(ApiRoute.UserStatistics, [ApiRequest.Term("user", "u")]);
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ScanAsync(token => client.GetAsync(request, static body => body, token))));
        Assert.Equal(10, results.Length);
        Assert.True(service.Waited >= TimeSpan.FromSeconds(1.9), $"{service.Waited}");
    }

    private static Task<ScanResult> ScanAsync(Func<CancellationToken, Task> scan, CancellationToken? stop = null) =>
        new PatientScanner(new Scanner(scan), ScanFlags.None, new() { UserTimeout = s_limit }, TimeProvider.System).ScanAsync("@a", static () => { }, stop ?? Token);

    private sealed class Scanner(Func<CancellationToken, Task> scan) : IUserScanner
    {
        public async Task<ScanResult> ScanAsync(string user, ScanFlags flags, CancellationToken cancellationToken)
        {
            await scan(cancellationToken);
            return new("r");
        }
    }

    /// <summary>Refuses the first request for two seconds, five times the time of a user.</summary>
    private sealed class Limited : HttpMessageHandler
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private int _requests;

        public TimeSpan Waited { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _requests) == 1)
            {
                HttpResponseMessage refused = new(HttpStatusCode.TooManyRequests) { Content = new StringContent("") };
                refused.Headers.RetryAfter = new(TimeSpan.FromSeconds(2));
                return Task.FromResult(refused);
            }

            Waited = Stopwatch.GetElapsedTime(_started);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") });
        }
    }
}
