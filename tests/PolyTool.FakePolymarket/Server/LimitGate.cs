using System.Diagnostics;

namespace PolyTool.FakePolymarket.Server;

/// <summary>Counts a route group's requests in a sliding window, as the public services do.</summary>
internal sealed class LimitGate(int limit)
{
    private static readonly long s_window = 10 * Stopwatch.Frequency;
    private readonly Queue<long> _arrivals = new();
    private readonly Lock _gate = new();

    /// <summary>Whether a request may pass now.</summary>
    public bool TryEnter()
    {
        var now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (_arrivals.TryPeek(out var oldest) && now - oldest >= s_window)
            {
                _arrivals.Dequeue();
            }

            if (_arrivals.Count >= limit)
            {
                return false;
            }

            _arrivals.Enqueue(now);
            return true;
        }
    }
}
