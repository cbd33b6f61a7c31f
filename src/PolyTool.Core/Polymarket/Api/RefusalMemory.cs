using System.Collections.Concurrent;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Remembers who let nobody in: a route that refused several times in a row, and whose host refuses its root too, is asked again after a while, and until then its last word stands.</summary>
internal sealed class RefusalMemory(IReadOnlyDictionary<ApiHost, HostRoot> roots, TimeProvider time)
{
    // One request alone can be refused for what it says, and so can several of one user.
    private const int Enough = 3;

    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (int Count, long At, ApiException Last)> _refusals = new(StringComparer.Ordinal);

    /// <summary>The refusal that stands for a route, or null where it may be asked.</summary>
    public async ValueTask<ApiException?> OfAsync(ApiRoute route, CancellationToken cancellationToken) =>
        _refusals.TryGetValue(route.Name, out var known) && known.Count >= Enough && time.GetElapsedTime(known.At) < s_span
            && await roots[route.Host].WordAsync(cancellationToken).ConfigureAwait(false) == RootWord.Refused
            ? known.Last
            : null;

    public void Refused(ApiException refusal) => _refusals.AddOrUpdate(
        refusal.Route.Name,
        static (_, next) => (1, next.At, next.Refusal),
        static (_, known, next) => (known.Count + 1, next.At, next.Refusal),
        (At: time.GetTimestamp(), Refusal: refusal));

    public void Answered(ApiRoute route)
    {
        if (!_refusals.IsEmpty)
        {
            _refusals.TryRemove(route.Name, out _);
        }
    }
}
