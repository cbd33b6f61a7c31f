using System.Net;
using System.Text;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Tests.Polymarket.Api;

/// <summary>A host that is down costs little and is said to be; users whose answers are bad cost others nothing.</summary>
public sealed class HostHealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_bad_users_meet_costs_a_good_one_no_request_and_no_wait()
    {
        var host = new Host { Answer = static request => request.Contains("bad", StringComparison.Ordinal) ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK };
        using var client = Client(host, patience: TimeSpan.FromHours(1), pause: TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Assert.ThrowsAsync<ApiException>(() => AskAsync(client, "bad")))).WaitAsync(TimeSpan.FromSeconds(20), Token);
        host.Requests.Clear();

        // An hour's patience and pause: whoever waited would not be back.
        Assert.Equal("{}", await AskAsync(client, "good").WaitAsync(TimeSpan.FromSeconds(20), Token));
        Assert.Single(host.Requests, static r => r.Contains("good", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_is_down_is_asked_for_its_root_alone_and_then_everybody_fails_by_its_name()
    {
        var host = new Host { Answer = static _ => HttpStatusCode.BadGateway };
        using var client = Client(host, patience: TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 4; i++)
        {
            await Assert.ThrowsAsync<ApiException>(() => AskAsync(client, "u"));
        }

        var errors = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Assert.ThrowsAsync<ApiException>(() => AskAsync(client, $"later{i}"))));
        Assert.All(errors, static e => Assert.Equal(("ApiUnreachable", "CONNECTIVITY", true), (e.Code, e.MissingReason, e.CanPass)));
        Assert.All(errors, static e => Assert.Matches("data-api.polymarket.com has answered nobody for [0-9]+ s", e.Message));
        Assert.DoesNotContain(host.Requests, static r => r.Contains("later", StringComparison.Ordinal));
        Assert.InRange(host.Requests.Count(static r => r == "/"), 1, 50);
    }

    [Fact]
    public async Task A_host_that_comes_back_in_time_costs_nobody_an_attempt()
    {
        var isUp = false;
        var host = new Host { Answer = _ => Volatile.Read(ref isUp) ? HttpStatusCode.OK : throw new HttpRequestException("refused") };
        using var client = Client(host, patience: TimeSpan.FromHours(1));
        using (var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(Enumerable.Range(0, 30).Select(_ => AskAsync(client, "early", stop.Token))));
        }

        host.Requests.Clear();
        var waiting = Enumerable.Range(0, 30).Select(i => AskAsync(client, $"u{i}")).ToArray();
        await Task.Delay(100, Token);
        Volatile.Write(ref isUp, true);
        await Task.WhenAll(waiting);
        Assert.Equal(30, host.Requests.Count(static r => r.Contains("user=u", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_host_is_another_matter()
    {
        var host = new Host { Answer = static request => request.StartsWith("/v2/", StringComparison.Ordinal) || request == "/" ? HttpStatusCode.BadGateway : HttpStatusCode.OK };
        using var client = Client(host, patience: TimeSpan.Zero);
        for (var i = 0; i < 4; i++)
        {
            await Assert.ThrowsAsync<ApiException>(() => AskAsync(client, "u"));
        }

        var request = new ApiRequest(ApiRoute.ClobPrices, []);
        Assert.Equal(2, (await client.GetAsync(request, static body => body.Length, Token)).Value);
    }

    private static ApiClient Client(Host host, TimeSpan patience, TimeSpan? pause = null) => new(
        new ApiClientOptions { LimitShare = 1000, Retries = 5, RetryDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(5), HostPause = pause ?? TimeSpan.FromMilliseconds(20), HostPatience = patience },
        handler: host);

    private static async Task<string> AskAsync(ApiClient client, string user, CancellationToken? token = null) =>
        (await client.GetAsync(new ApiRequest(ApiRoute.UserStatistics, [ApiRequest.Term("user", user)]), Encoding.UTF8.GetString, token ?? Token)).Value;

    private sealed class Host : HttpMessageHandler
    {
        public required Func<string, HttpStatusCode> Answer { get; init; }

        public System.Collections.Concurrent.ConcurrentBag<string> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request.RequestUri!.PathAndQuery);
            return Task.FromResult(new HttpResponseMessage(Answer(request.RequestUri.PathAndQuery)) { Content = new StringContent("{}", Encoding.UTF8, "application/json") });
        }
    }
}
