using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PolyTool.Core.Polymarket.Api;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket.Api;

public class ApiClientServerTests
{
    private static readonly FakeWorld s_small = WorldGenerator.Make(new WorldOptions { Users = 2, Markets = 12, FewestPositions = 2, MostPositions = 3 });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.TooManyRequests)]
    [InlineData(Fault.BareTooManyRequests)]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.Broken)]
    [InlineData(Fault.CutBody)]
    [InlineData(Fault.Text)]
    [InlineData(Fault.BadJson)]
    [InlineData(Fault.BadGzip)]
    [InlineData(Fault.BadBrotli)]
    [InlineData(Fault.NotUtf8)]
    public async Task A_failure_that_passes_costs_a_retry_and_nothing_else(Fault fault)
    {
        await using var served = await ServedWorld.StartAsync(s_small, new FakeServerOptions { Faults = (_, number) => number <= 2 ? fault : Fault.None });
        var answer = await GetStatisticsAsync(served);
        Assert.Equal(s_small.Users[0].Wallet, answer);
        Assert.Equal(3, served.Server.Log.Count("/v2/user-stats"));
    }

    [Theory]
    [InlineData(Fault.TooManyRequests, "ApiRateLimited", 429, 4)]
    [InlineData(Fault.BareTooManyRequests, "ApiRateLimited", 429, 4)]
    [InlineData(Fault.Unavailable, "ApiError", 503, 4)]
    [InlineData(Fault.ServerError, "ApiError", 500, 4)]
    [InlineData(Fault.Broken, "ApiUnreachable", null, 4)]
    [InlineData(Fault.CutBody, "ApiUnreachable", null, 4)]
    [InlineData(Fault.Text, "ApiAnswerMalformed", 200, 4)]
    [InlineData(Fault.BadJson, "ApiAnswerMalformed", 200, 4)]
    [InlineData(Fault.BadGzip, "ApiUnreachable", null, 4)]
    [InlineData(Fault.BadBrotli, "ApiUnreachable", null, 4)]
    [InlineData(Fault.NotUtf8, "ApiAnswerMalformed", 200, 4)]
    [InlineData(Fault.Page, "ApiAccessRefused", 200, 1)]
    [InlineData(Fault.Forbidden, "ApiAccessRefused", 403, 1)]
    [InlineData(Fault.Unavailable451, "ApiAccessRefused", 451, 1)]
    [InlineData(Fault.NotFound, "ApiRouteMissing", 404, 1)]
    [InlineData(Fault.Redirect, "ApiRedirectRefused", 302, 1)]
    [InlineData(Fault.Huge, "ApiAnswerTooLarge", 200, 1)]
    [InlineData(Fault.HugeUnannounced, "ApiAnswerTooLarge", 200, 1)]
    [InlineData(Fault.GzipBomb, "ApiAnswerTooLarge", 200, 1)]
    public async Task A_failure_that_stays_is_told_by_its_code_and_last_status(Fault fault, string code, int? status, int requests)
    {
        await using var served = await ServedWorld.StartAsync(s_small, new FakeServerOptions { Faults = (_, _) => fault }, o => o with { Retries = 3, LargestAnswer = 1 << 20 });
        var error = await Assert.ThrowsAsync<ApiException>(() => GetStatisticsAsync(served));
        Assert.Equal((code, status, requests), (error.Code, error.Status, served.Server.Log.Count("/v2/user-stats")));
        if (status is not null)
        {
            Assert.StartsWith("trace-v2-user-stats-", error.TraceId, StringComparison.Ordinal);
        }

        Assert.Contains("data/v2/user-stats", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_longer_than_an_address_can_be_fails_alone()
    {
        await using var served = await ServedWorld.StartAsync(s_small);
        var request = new ApiRequest(ApiRoute.UserStatistics, [ApiRequest.Term("user", new string('a', 100_000))]);
        var error = await Assert.ThrowsAsync<ApiException>(() => served.Client.GetAsync(request, static b => b, Token));
        Assert.Equal(("ApiError", 414, false), (error.Code, error.Status, error.CanPass));
        Assert.Empty(served.Server.Log.All);
    }

    [Fact]
    public async Task Not_before_now_is_no_call_for_a_storm()
    {
        // A quarter of a second and more between two attempts, though the service says that none is needed.
        await using var served = await ServedWorld.StartAsync(
            s_small, new FakeServerOptions { Faults = (_, _) => Fault.TooManyRequestsNow }, o => o with { Retries = 2, RetryDelay = TimeSpan.FromMilliseconds(500), LongestDelay = TimeSpan.FromSeconds(5) });
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<ApiException>(() => GetStatisticsAsync(served));
        Assert.True(watch.ElapsedMilliseconds > 200, $"{watch.ElapsedMilliseconds} ms for {served.Server.Log.Count("/v2/user-stats")} requests");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_timed_out()
    {
        await using var served = await ServedWorld.StartAsync(s_small, new FakeServerOptions { Faults = (_, _) => Fault.Hang }, o => o with { Retries = 1, AttemptTimeout = TimeSpan.FromMilliseconds(200) });
        var error = await Assert.ThrowsAsync<ApiException>(() => GetStatisticsAsync(served));
        Assert.Equal(("ApiTimedOut", "TIMEOUT"), (error.Code, error.MissingReason));
    }

    [Fact]
    public async Task Cancelling_is_no_failure_of_the_service()
    {
        await using var served = await ServedWorld.StartAsync(s_small, new FakeServerOptions { Faults = (_, _) => Fault.Hang });
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GetStatisticsAsync(served, stop.Token));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_without_a_retry()
    {
        await using var served = await ServedWorld.StartAsync(s_small, new FakeServerOptions { WrongCertificate = true });
        var error = await Assert.ThrowsAsync<ApiException>(() => GetStatisticsAsync(served));
        Assert.Equal(("ApiCertificateInvalid", false), (error.Code, error.CanPass));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        using var client = new ApiClient(new ApiClientOptions { Addresses = new ApiAddresses(address, address, address), Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) });
        var request = new ApiRequest(ApiRoute.UserStatistics, []);
        var error = await Assert.ThrowsAsync<ApiException>(() => client.GetAsync(request, static b => b, Token));
        Assert.Equal(("ApiUnreachable", "CONNECTIVITY", true), (error.Code, error.MissingReason, error.CanPass));
    }

    [Fact]
    public async Task A_host_that_only_fails_is_asked_no_more()
    {
        await using var served = await ServedWorld.StartAsync(
            s_small, new FakeServerOptions { Faults = (_, _) => Fault.Unavailable }, o => o with { Retries = 1, HostPatience = TimeSpan.Zero });
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<ApiException>(() => GetStatisticsAsync(served));
        }
        // Twenty requests show that it is ill; the other hundred and eighty are never sent.
        Assert.InRange(served.Server.Log.Count("/v2/user-stats"), 20, 25);
    }

    [Fact]
    public async Task Connections_are_reused()
    {
        var opened = 0;
        var handler = ApiClient.CreateHandler();
        handler.ConnectCallback = async (context, token) =>
        {
            Interlocked.Increment(ref opened);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, token);
            return new NetworkStream(socket, ownsSocket: true);
        };
        await using var server = await FakeServer.StartAsync(s_small, cancellationToken: Token);
        using var client = new ApiClient(new ApiClientOptions { Addresses = new ApiAddresses(server.Address, server.Address, server.Address), LimitShare = 1000 }, handler: handler);
        for (var i = 0; i < 20; i++)
        {
            await client.GetAsync(new ApiRequest(ApiRoute.UserStatistics, []), static b => b, Token);
        }

        Assert.Equal(1, opened);
    }

    [Fact]
    public async Task Http_2_and_compression_are_used_where_the_server_offers_them()
    {
        var asked = new ConcurrentQueue<(string Protocol, string Encodings)>();
        await using var server = await FakeServer.StartAsync(
            s_small,
            new FakeServerOptions
            {
                WrongCertificate = true,
                Faults = (request, _) =>
                {
                    asked.Enqueue((request.Protocol, request.Headers.AcceptEncoding.ToString()));
                    return Fault.None;
                },
            },
            Token);
        var sockets = ApiClient.CreateHandler();
        sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=elsewhere.invalid";
        var encodings = new Encodings(new LoopbackOnly(sockets));
        using var client = new ApiClient(new ApiClientOptions { Addresses = new ApiAddresses(server.Address, server.Address, server.Address), LimitShare = 1000 }, handler: encodings);
        var request = new ApiRequest(ApiRoute.Markets, [ApiRequest.Term("limit", "20")]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetAsync(request, static b => b, Token)));
        Assert.All(asked, a => Assert.Equal("HTTP/2", a.Protocol));
        Assert.All(asked, a => Assert.Contains("gzip", a.Encodings, StringComparison.Ordinal));
        // The server packs what is longer than a kilobyte; what arrives is unpacked, and has no length of its own.
        Assert.All(answers, a => Assert.True(a.Body.Length > 1000 && a.Body[0] == '['));
        Assert.All(encodings.Lengths, l => Assert.Null(l));
        Assert.Equal(5, encodings.Lengths.Count);
    }

    [Theory]
    [InlineData(0, 5, 250)]
    [InlineData(1, 5, 500)]
    [InlineData(2, 5, 1000)]
    [InlineData(5, 5, 1000)]
    [InlineData(0, 1, 500)]
    [InlineData(1, 1, 1000)]
    public void A_first_attempt_gets_less_time_and_the_last_one_all(int attempt, int retries, int milliseconds)
    {
        using var client = new ApiClient(new ApiClientOptions { AttemptTimeout = TimeSpan.FromSeconds(1), Retries = retries });
        Assert.Equal(milliseconds, client.LongestOf(attempt).TotalMilliseconds);
    }

    [Fact]
    public async Task The_test_server_listens_on_loopback_only() =>
        await Assert.ThrowsAsync<ArgumentException>(() => FakeServer.StartAsync(s_small, new FakeServerOptions { Address = IPAddress.Any }, Token));

    [Fact]
    public async Task A_tests_client_asks_loopback_only()
    {
        // An address that is kept for documentation: nobody has it.
        var elsewhere = new Uri("http://192.0.2.1");
        await using var served = await ServedWorld.StartAsync(s_small, change: o => o with { Addresses = new ApiAddresses(elsewhere, elsewhere, elsewhere) });
        await Assert.ThrowsAsync<InvalidOperationException>(() => GetStatisticsAsync(served));
    }

    private sealed class Encodings(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public ConcurrentQueue<long?> Lengths { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Lengths.Enqueue(response.Content.Headers.ContentLength);
            return response;
        }
    }

    private static async Task<string?> GetStatisticsAsync(ServedWorld served, CancellationToken? token = null)
    {
        var request = new ApiRequest(ApiRoute.UserStatistics, [ApiRequest.Term("user", served.World.Users[0].Wallet)]);
        var answer = await served.Client.GetAsync(
            request,
            static body =>
            {
                using var json = System.Text.Json.JsonDocument.Parse(body);
                return json.RootElement.GetProperty("data").GetProperty("proxy_wallet").GetString();
            },
            token ?? Token);
        return answer.Value;
    }
}
