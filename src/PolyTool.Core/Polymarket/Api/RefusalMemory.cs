using System.Collections.Concurrent;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Remembers who let nobody in: a service that refused several times in a row is asked again after a while, and until then its last word stands.</summary>
internal sealed class RefusalMemory(TimeProvider time)
{
    // One request alone can be refused for what it says; several in a row cannot.
    private const int Enough = 3;

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset At, ApiException Last)> refusals = new(StringComparer.Ordinal);

    /// <summary>The refusal that stands for a route, or null where it may be asked.</summary>
    public ApiException? Of(ApiRoute route) =>
        refusals.TryGetValue(route.Name, out var known) && known.Count >= Enough && time.GetUtcNow() - known.At < Span ? known.Last : null;

    public void Refused(ApiException refusal) => refusals.AddOrUpdate(
        refusal.Route.Name,
        static (_, next) => (1, next.At, next.Refusal),
        static (_, known, next) => (known.Count + 1, next.At, next.Refusal),
        (At: time.GetUtcNow(), Refusal: refusal));

    public void Answered(ApiRoute route)
    {
        if (!refusals.IsEmpty)
        {
            refusals.TryRemove(route.Name, out _);
        }
    }
}
