namespace PolyTool.Core.Evidence;

/// <summary>What the users of a row have inside the segment over what they have in the rest of its dimension.</summary>
public sealed record RestEvidence
{
    /// <summary>Owners with events on both sides.</summary>
    public int Owners { get; init; }

    /// <summary>Named buckets of the dimension: where there are two, what one has over the other the other has under it.</summary>
    public int Buckets { get; init; }

    /// <summary>Mean difference, in the tested measure.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? Upper { get; init; }

    /// <summary>Two-sided p of no difference: the largest of users, games and days.</summary>
    public double? P { get; init; }

    /// <summary>Benjamini-Hochberg q over all rows that were compared.</summary>
    public double? Q { get; init; }
}
