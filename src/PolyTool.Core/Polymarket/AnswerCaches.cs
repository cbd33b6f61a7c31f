using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket;

/// <summary>Cleans the caches of direct scans.</summary>
public static class AnswerCaches
{
    /// <summary>Removes answers. Other files in the folder stay.</summary>
    /// <param name="folder">The cache's folder; one that is not there is empty.</param>
    /// <param name="olderThanDays">Only answers stored more than so many days ago; 0 removes all.</param>
    /// <param name="cancellationToken">Ends the work between two files.</param>
    /// <exception cref="IOException">The folder cannot be read, or it is a link.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static CacheReport Clear(string folder, int olderThanDays, CancellationToken cancellationToken)
    {
        OwnFolder.RequireNoLink(folder, own: 1);
        var cache = new AnswerCache(folder);
        var removed = cache.Clear(olderThanDays > 0 ? DateTime.UtcNow.AddDays(-olderThanDays) : null, cancellationToken);
        var left = cache.Measure();
        return new CacheReport { Path = folder, RemovedFiles = removed.Files, RemovedBytes = removed.Bytes, RemainingFiles = left.Files, RemainingBytes = left.Bytes };
    }
}

/// <summary>What a cleaning of a cache did.</summary>
public sealed record CacheReport
{
    /// <summary>The cache's folder.</summary>
    public required string Path { get; init; }

    /// <summary>Answers removed.</summary>
    public required int RemovedFiles { get; init; }

    /// <summary>Their bytes.</summary>
    public required long RemovedBytes { get; init; }

    /// <summary>Answers left.</summary>
    public required int RemainingFiles { get; init; }

    /// <summary>Their bytes.</summary>
    public required long RemainingBytes { get; init; }
}
