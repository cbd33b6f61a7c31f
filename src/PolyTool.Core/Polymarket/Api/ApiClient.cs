using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Asks the public services: below their limits, again where that may help, and not at all while a host is down.</summary>
/// <remarks>One instance a set of options serves the whole process, so that all users and workers share its limits (<see cref="Shared"/>).</remarks>
internal sealed class ApiClient : IDisposable
{
    private static readonly ConcurrentDictionary<ApiClientOptions, Lazy<ApiClient>> s_instances = new();
    private readonly FrozenDictionary<string, RouteLimiter> _limiters;
    private readonly FrozenDictionary<ApiHost, HostRoot> _roots;
    private readonly FrozenDictionary<ApiHost, HostHealth> _hosts;
    private readonly ResiliencePipeline _pipeline;
    private readonly HttpMessageInvoker _http;
    private readonly AttemptSender _sender;
    private readonly RefusalMemory _refusals;

    public ApiClient(ApiClientOptions options, TimeProvider? time = null, HttpMessageHandler? handler = null, AnswerRoom? room = null)
    {
        var clock = time ?? TimeProvider.System;
        Options = options;
        _http = new HttpMessageInvoker(handler ?? CreateHandler());
        _sender = new AttemptSender(_http, options, room ?? AnswerRoom.Shared, clock);
        _limiters = RouteGroup.All.ToFrozenDictionary(g => g.Name, g => new RouteLimiter(g.Limit, options.LimitShare, clock), StringComparer.Ordinal);
        _roots = Enum.GetValues<ApiHost>().ToFrozenDictionary(host => host, host => new HostRoot(token => _sender.AskRootAsync(host, LongestOf(0), token), options.HostPause, clock));
        _hosts = _roots.ToFrozenDictionary(root => root.Key, root => new HostHealth(root.Value, options.HostPause, options.HostPatience, clock));
        _refusals = new RefusalMemory(_roots, clock);
        _pipeline = Pipeline(options, clock);
    }

    public ApiClientOptions Options { get; }

    /// <summary>The process's client for these options.</summary>
    public static ApiClient Shared(ApiClientOptions options) =>
        s_instances.GetOrAdd(options, static o => new Lazy<ApiClient>(() => new ApiClient(o))).Value;

    /// <summary>Connections are kept and shared, HTTP/2 and compression are used where offered, proxies are those of .NET's environment variables, and redirects are not followed.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };

    /// <exception cref="ApiException">No usable answer, after all retries.</exception>
    public async Task<ApiAnswer<T>> GetAsync<T>(ApiRequest request, Func<byte[], T> parse, CancellationToken cancellationToken)
    {
        ApiException? last = null;
        var attempt = 0;
        try
        {
            return await _pipeline.ExecuteAsync(
                async token =>
                {
                    if (await _hosts[request.Route.Host].WaitAsync(token).ConfigureAwait(false) is { } silent)
                    {
                        throw Down(request.Route, silent);
                    }

                    try
                    {
                        return await AttemptAsync(request, parse, LongestOf(attempt++), token).ConfigureAwait(false);
                    }
                    catch (ApiException e)
                    {
                        last = e;
                        throw;
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Failure == ApiFailure.Down && last is not null)
        {
            // What this request itself met says more than that others met nothing.
            throw last;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var root in _roots.Values)
        {
            root.Dispose();
        }

        foreach (var limiter in _limiters.Values)
        {
            limiter.Dispose();
        }
    }

    private async Task<ApiAnswer<T>> AttemptAsync<T>(ApiRequest request, Func<byte[], T> parse, TimeSpan longest, CancellationToken cancellationToken)
    {
        if (await _refusals.OfAsync(request.Route, cancellationToken).ConfigureAwait(false) is { } standing)
        {
            throw new ApiException(standing);
        }

        var own = _limiters[request.Route.Group.Name];
        var general = _limiters[RouteGroup.GeneralOf(request.Route.Host).Name];
        using (UserTime.Waiting())
        {
            await own.EnterAsync(cancellationToken).ConfigureAwait(false);
            if (!ReferenceEquals(own, general))
            {
                await general.EnterAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        try
        {
            var answer = await _sender.SendAsync(request, parse, longest, cancellationToken).ConfigureAwait(false);
            _hosts[request.Route.Host].Answered();
            _refusals.Answered(request.Route);
            return answer;
        }
        catch (ApiException e)
        {
            Learn(e, own);
            throw;
        }
    }

    private void Learn(ApiException e, RouteLimiter limiter)
    {
        var host = _hosts[e.Route.Host];
        if (e.BlamesHost)
        {
            host.Failed();
        }
        else if (e.Status is not null)
        {
            host.Answered();
        }

        if (e.Failure == ApiFailure.Refused)
        {
            _refusals.Refused(e);
        }
        else if (e.Failure == ApiFailure.RateLimited)
        {
            // A limit is mostly refused without a word of when to come again.
            limiter.Lower();
            if (e.RetryAfter is { } wait)
            {
                limiter.PauseFor(wait);
            }
        }
    }

    /// <summary>How long an attempt (from 0) may take. An answer that is late is mostly lost: the first attempts get a quarter and a half of the time, later ones and the last all of it.</summary>
    internal TimeSpan LongestOf(int attempt) => Options.AttemptTimeout / (1 << Math.Clamp(Math.Min(2, Options.Retries) - attempt, 0, 2));

    private ApiException Down(ApiRoute route, TimeSpan silent) => new(
        ApiFailure.Down,
        route,
        $"{Options.Addresses.Of(route.Host).Host} has answered nobody for {silent.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s, and is not asked again until it does. Try again later.");

    private static ResiliencePipeline Pipeline(ApiClientOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is ApiException { CanPass: true, Failure: not ApiFailure.Down }),
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.LongestDelay,
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Exception switch
                {
                    // The whole group waits, this request with it: not twice.
                    ApiException { Failure: ApiFailure.RateLimited, RetryAfter: { Ticks: > 0 } } => TimeSpan.Zero,

                    // Not before none at all, or a time that is past: then the wait is our own.
                    ApiException { RetryAfter: { Ticks: > 0 } wait } => wait,
                    _ => (TimeSpan?)null,
                }),
            })
            .Build();
}

/// <summary>An answer, read, and its bytes as they came.</summary>
internal readonly record struct ApiAnswer<T>(T Value, byte[] Body);
