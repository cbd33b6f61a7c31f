using System.Diagnostics;

namespace PolyTool.FakePolymarket.Server;

/// <summary>Counts a route group's requests in a sliding window, as the public services do.</summary>
internal sealed class LimitGate(int limit)
{
    private static readonly long Window = 10 * Stopwatch.Frequency;
    private readonly Queue<long> arrivals = new();
    private readonly Lock gate = new();

    /// <summary>Whether a request may pass now.</summary>
    public bool TryEnter()
    {
        var now = Stopwatch.GetTimestamp();
        lock (gate)
        {
            while (arrivals.TryPeek(out var oldest) && now - oldest >= Window)
            {
                arrivals.Dequeue();
            }

            if (arrivals.Count >= limit)
            {
                return false;
            }

            arrivals.Enqueue(now);
            return true;
        }
    }
}
