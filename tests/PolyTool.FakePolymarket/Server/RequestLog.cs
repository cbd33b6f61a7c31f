using System.Collections.Concurrent;

namespace PolyTool.FakePolymarket.Server;

/// <summary>What was asked.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<string> all = new();
    private readonly ConcurrentDictionary<string, int> byPath = new(StringComparer.Ordinal);
    private long violations;

    /// <summary>All requests: path and query.</summary>
    public IReadOnlyCollection<string> All => all;

    /// <summary>Requests that came above a published limit.</summary>
    public long Violations => Interlocked.Read(ref violations);

    public int Count(string path) => byPath.GetValueOrDefault(path);

    public void Clear()
    {
        all.Clear();
        byPath.Clear();
    }

    internal int Add(string path, string query)
    {
        all.Enqueue(path + query);
        return byPath.AddOrUpdate(path, 1, static (_, n) => n + 1);
    }

    internal void AddViolation() => Interlocked.Increment(ref violations);
}
