namespace PolyTool.Core.Scanning;

/// <summary>The scan flags that a batch passes on and records, as the original names them.</summary>
public sealed record ScanFlags
{
    /// <summary>No flag set.</summary>
    public static ScanFlags None { get; } = new();

    /// <summary><c>--api-base-url</c>, exactly as typed; null where it was not given.</summary>
    public string? ApiBaseUrl { get; init; }

    /// <summary>The address as files and messages hold it: without credentials.</summary>
    public string? RecordedApiBaseUrl => ApiBaseUrl is null ? null : Failures.Credentials.Hide(ApiBaseUrl);

    /// <summary><c>--full</c>.</summary>
    public bool Full { get; init; }

    /// <summary><c>--lite</c>.</summary>
    public bool Lite { get; init; }

    /// <summary><c>--ingest-positions</c>.</summary>
    public bool IngestPositions { get; init; }

    /// <summary><c>--compute-pnl</c>.</summary>
    public bool ComputePnl { get; init; }

    /// <summary><c>--enrich-resolutions</c>.</summary>
    public bool EnrichResolutions { get; init; }

    /// <summary><c>--debug-export</c>.</summary>
    public bool DebugExport { get; init; }

    /// <summary><c>--warm-clv-cache</c>.</summary>
    public bool WarmClvCache { get; init; }

    /// <summary><c>--compute-clv</c>.</summary>
    public bool ComputeClv { get; init; }
}
