namespace PolyTool.Core.Evidence;

/// <summary>What can be claimed about a segment.</summary>
public enum Verdict
{
    /// <summary>The mean lies above zero by q, and above what the same users have elsewhere: the edge repeats across users, here.</summary>
    Supported,

    /// <summary>The mean lies above zero by q, but another condition fails.</summary>
    Promising,

    /// <summary>Enough data, and no claim either way.</summary>
    Unproven,

    /// <summary>The mean lies below zero by q.</summary>
    Contradicted,

    /// <summary>Too little or too uneven data to test.</summary>
    Insufficient,
}
