namespace PolyTool.Core.Batches;

/// <summary>How an aggregation tells that a run root is the one that was read before.</summary>
public enum ReuseCheck
{
    /// <summary>Its files are read and hashed, but not parsed: they have the same bytes.</summary>
    Content,

    /// <summary>
    /// Its files are looked at: none is a link, they have the same length, time of change and mode, and that time was two seconds or more
    /// before the aggregation that read them began. What changed while all of these stayed is not seen.
    /// </summary>
    Time,
}
