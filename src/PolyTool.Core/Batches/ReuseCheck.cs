namespace PolyTool.Core.Batches;

/// <summary>How an aggregation tells that a run root is the one that was read before.</summary>
public enum ReuseCheck
{
    /// <summary>Its files are read and hashed, but not parsed: they have the same bytes.</summary>
    Content,

    /// <summary>Its files are looked at: they have the same length and time of change, and that time was two seconds or more before they were read.</summary>
    Time,
}
