namespace PolyTool.Core.Evidence;

/// <summary>What can be claimed about a segment.</summary>
public enum Verdict
{
    /// <summary>All conditions of the rule hold: the edge repeats across users.</summary>
    Supported,

    /// <summary>The interval lies above zero, but another condition fails.</summary>
    Promising,

    /// <summary>Enough data, and no claim either way.</summary>
    Unproven,

    /// <summary>The interval lies below zero.</summary>
    Contradicted,

    /// <summary>Too little or too uneven data to test.</summary>
    Insufficient,
}
