namespace PolyTool.Core.Evidence;

/// <summary>
/// One measure of CLV over users. The mean is that of a random-effects analysis (Paule and Mandel), its error and
/// interval are those of Hartung and Knapp. Null stands where too little is known.
/// </summary>
public sealed record MeasureEvidence
{
    /// <summary>Users with this measure.</summary>
    public int Users { get; init; }

    /// <summary>Their events; null where run roots tell users' means only.</summary>
    public long? Events { get; init; }

    /// <summary>The mean over users.</summary>
    public double? Mean { get; init; }

    /// <summary>Its standard error.</summary>
    public double? StandardError { get; init; }

    /// <summary>Lower end of the mean's interval.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the mean's interval.</summary>
    public double? Upper { get; init; }

    /// <summary>Variance of an event's value within users, pooled over users.</summary>
    public double? WithinVariance { get; init; }

    /// <summary>Variance of the users' true means.</summary>
    public double? Tau2 { get; init; }

    /// <summary>Share of the variance that lies between users, 0 to 1.</summary>
    public double? ISquared { get; init; }

    /// <summary>Cochran's Q.</summary>
    public double? Q { get; init; }

    /// <summary>Lower end of the prediction interval: where a new user's true mean lies.</summary>
    public double? PredictionLower { get; init; }

    /// <summary>Upper end of the prediction interval.</summary>
    public double? PredictionUpper { get; init; }

    /// <summary>The mean after DerSimonian and Laird.</summary>
    public double? DerSimonianLairdMean { get; init; }

    /// <summary>Its standard error, the weights taken as known.</summary>
    public double? DerSimonianLairdError { get; init; }

    /// <summary>Variance of the users' true means after DerSimonian and Laird.</summary>
    public double? DerSimonianLairdTau2 { get; init; }

    /// <summary>I² after DerSimonian and Laird, 0 to 1.</summary>
    public double? DerSimonianLairdISquared { get; init; }

    /// <summary>Lower end of the bootstrap interval of the mean over all events.</summary>
    public double? BootstrapLower { get; init; }

    /// <summary>Upper end of the bootstrap interval.</summary>
    public double? BootstrapUpper { get; init; }
}

/// <summary>The tested measure in a part of the data: half of the time, or half of the users.</summary>
public sealed record PartEvidence
{
    /// <summary>Users in the part.</summary>
    public int Users { get; init; }

    /// <summary>Events in the part; null where run roots tell users' means only.</summary>
    public long? Events { get; init; }

    /// <summary>The mean over users.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? Upper { get; init; }
}

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
