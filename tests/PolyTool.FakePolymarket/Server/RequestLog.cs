using System.Collections.Concurrent;

namespace PolyTool.FakePolymarket.Server;

/// <summary>What was asked.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<string> _all = new();
    private readonly ConcurrentDictionary<string, int> _byPath = new(StringComparer.Ordinal);
    private long _violations;

    /// <summary>All requests: path and query.</summary>
    public IReadOnlyCollection<string> All => _all;

    /// <summary>Requests that came above a published limit.</summary>
    public long Violations => Interlocked.Read(ref _violations);

    public int Count(string path) => _byPath.GetValueOrDefault(path);

    public void Clear()
    {
        _all.Clear();
        _byPath.Clear();
    }

    internal int Add(string path, string query)
    {
        _all.Enqueue(path + query);
        return _byPath.AddOrUpdate(path, 1, static (_, n) => n + 1);
    }

    internal void AddViolation() => Interlocked.Increment(ref _violations);
}
