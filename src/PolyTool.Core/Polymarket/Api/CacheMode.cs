namespace PolyTool.Core.Polymarket.Api;

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
