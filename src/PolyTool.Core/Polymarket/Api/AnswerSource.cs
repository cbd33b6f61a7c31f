using System.Text.Json;
using PolyTool.Core.Files;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Where a run's answers come from: its cache, the services, or both.</summary>
internal sealed class AnswerSource(ApiClient client, AnswerCache? cache, CacheMode mode, Func<DateTimeOffset> clock)
{
    private readonly DateTime _startedUtc = DateTime.UtcNow;
    private int _failedWrites;

    public CacheMode Mode => mode;

    /// <summary>The present, as answers are stamped with it.</summary>
    public DateTimeOffset Now => clock();

    /// <summary>Answers that could not be kept, e.g. because the disk is full. A run goes on without them.</summary>
    public int FailedWrites => _failedWrites;

    /// <summary>One request's answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parse">Reads the answer; throws <see cref="JsonException"/> where its shape is another.</param>
    /// <param name="isPermanent">Whether this answer can never change.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ApiException">There is no usable answer.</exception>
    public async Task<SourcedAnswer<T>> GetAsync<T>(ApiRequest request, Func<byte[], T> parse, Func<T, bool> isPermanent, CancellationToken cancellationToken)
    {
        if (await FindAsync(request.Key, parse, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        if (mode == CacheMode.Offline)
        {
            throw NotInCache(request.Route, request.Key);
        }

        var answer = await client.GetAsync(request, parse, cancellationToken).ConfigureAwait(false);
        var input = await KeepAsync(request.Key, answer.Body, isPermanent(answer.Value), cancellationToken).ConfigureAwait(false);
        return new SourcedAnswer<T>(answer.Value, input);
    }

    /// <summary>An answer from the services, past the cache: the caller keeps its parts.</summary>
    public async Task<T> FetchAsync<T>(ApiRequest request, Func<byte[], T> parse, CancellationToken cancellationToken)
    {
        if (mode == CacheMode.Offline)
        {
            throw NotInCache(request.Route, request.Key);
        }

        return (await client.GetAsync(request, parse, cancellationToken).ConfigureAwait(false)).Value;
    }

    /// <summary>A kept answer that this run may use, or null.</summary>
    public async Task<SourcedAnswer<T>?> FindAsync<T>(string key, Func<byte[], T> parse, CancellationToken cancellationToken)
    {
        if (cache is null || await cache.ReadAsync(key, cancellationToken).ConfigureAwait(false) is not { } kept || !IsUsable(kept))
        {
            return null;
        }

        try
        {
            return new SourcedAnswer<T>(parse(kept.Body), new ScanInput(key, kept.Sha256, kept.Body.Length, kept.FetchedAt));
        }
        catch (JsonException)
        {
            // Kept by a version that read it otherwise: as good as damaged.
            return null;
        }
    }

    /// <summary>Keeps an answer, or a part of one, and says what a run records of it.</summary>
    public async Task<ScanInput> KeepAsync(string key, ReadOnlyMemory<byte> body, bool isPermanent, CancellationToken cancellationToken)
    {
        var now = clock();
        if (cache is not null)
        {
            try
            {
                var hash = await cache.WriteAsync(key, body, now, isPermanent, cancellationToken).ConfigureAwait(false);
                return new ScanInput(key, hash, body.Length, now);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Interlocked.Increment(ref _failedWrites);
            }
        }

        return new ScanInput(key, ContentHash.Of(body.Span), body.Length, now);
    }

    public static ApiException NotInCache(ApiRoute route, string key) =>
        new(ApiFailure.NotInCache, route, $"offline, and the cache does not hold '{(key.Length > 200 ? key[..200] + "…" : key)}' (or holds it damaged). Scan once without -Offline.");

    private bool IsUsable(CachedAnswer kept) => mode switch
    {
        CacheMode.Offline => true,
        CacheMode.Refresh => IsOfThisRun(kept),
        _ => kept.IsPermanent || IsOfThisRun(kept),
    };

    // What was kept while the clock was ahead is of no run that can be told.
    private bool IsOfThisRun(CachedAnswer kept) => kept.StoredAtUtc >= _startedUtc && kept.StoredAtUtc <= DateTime.UtcNow;
}

/// <summary>How a scan uses its cache.</summary>
public enum CacheMode
{
    /// <summary>Answers that can never change come from the cache; others are fetched once a run.</summary>
    Normal,

    /// <summary>Nothing is fetched: every answer comes from the cache, or is missing.</summary>
    Offline,

    /// <summary>Everything is fetched again.</summary>
    Refresh,
}

/// <summary>A value read from an answer, and what a run records of that answer.</summary>
/// <param name="Value">The value.</param>
/// <param name="Input">The answer's name, hash and time.</param>
internal sealed record SourcedAnswer<T>(T Value, ScanInput Input);

/// <summary>One answer that a scan used.</summary>
/// <param name="Key">Route and query, without an address.</param>
/// <param name="Sha256">Lower-case hex of the answer's bytes.</param>
/// <param name="Bytes">The answer's length.</param>
/// <param name="FetchedAt">When it was fetched.</param>
public sealed record ScanInput(string Key, string Sha256, long Bytes, DateTimeOffset FetchedAt)
{
    /// <summary>What in it had another shape than expected.</summary>
    internal IReadOnlyList<string> Oddities { get; init; } = [];

    /// <summary>Whether its times came in milliseconds.</summary>
    internal bool IsInMilliseconds { get; init; }
}
