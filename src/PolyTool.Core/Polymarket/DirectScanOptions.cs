using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket;

/// <summary>How direct scans are made and where their run roots go.</summary>
public sealed record DirectScanOptions
{
    /// <summary>Where run roots go where nobody says otherwise.</summary>
    public const string DefaultOutputRoot = "artifacts/dossiers/users";

    /// <summary>Most fills that are read of a user where nobody says otherwise.</summary>
    public const int DefaultMaxFills = 100_000;

    /// <summary>The folder for run roots.</summary>
    public required GivenPath OutputRoot { get; init; }

    /// <summary>How requests are made.</summary>
    public ApiClientOptions Api { get; init; } = new();

    /// <summary>The cache's folder; null for the platform's place (<see cref="DefaultCachePath"/>).</summary>
    public string? CacheFullPath { get; init; }

    /// <summary>The most bytes that the cache keeps; the oldest answers go first.</summary>
    public long CacheLimit { get; init; } = AnswerCache.DefaultLimit;

    /// <summary>How the cache is used.</summary>
    public CacheMode CacheMode { get; init; }

    /// <summary>How positions are classified and anchored.</summary>
    public SegmentTableSource Table { get; init; } = SegmentTableSource.Default;

    /// <summary>Most fills that are read of a user, 1 or more; of one with more, the service's average stands for the entry price.</summary>
    public int MaxFills { get; init; } = DefaultMaxFills;

    /// <summary>Whether a run root with other contents is written over.</summary>
    public bool Force { get; init; }

    /// <summary>The cache's folder by the platform's convention.</summary>
    public static string DefaultCachePath => AnswerCache.DefaultDirectory();
}
