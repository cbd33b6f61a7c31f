namespace PolyTool.Core.Evidence.Formulas;

/// <summary>What a random-effects meta-analysis found.</summary>
internal sealed record RandomEffectsFit
{
    /// <summary>Studies; here: users.</summary>
    public required int Studies { get; init; }

    /// <summary>The mean over studies.</summary>
    public required double Mean { get; init; }

    /// <summary>Its standard error if the weights were known: the square root of one over their sum.</summary>
    public required double StandardError { get; init; }

    /// <summary>Its standard error after Hartung and Knapp: from the spread of the studies themselves.</summary>
    public required double HartungKnappError { get; init; }

    /// <summary>Variance of the true means between studies.</summary>
    public required double Tau2 { get; init; }

    /// <summary>Cochran's Q.</summary>
    public required double Q { get; init; }

    /// <summary>Share of the variance that lies between studies, 0 to 1, by the typical within-study variance.</summary>
    public required double ISquared { get; init; }

    /// <summary>Where a new study's true mean lies; t of k - 2 degrees of freedom. Null below three studies.</summary>
    /// <param name="level">Coverage, e.g. 0.95.</param>
    /// <param name="error">The mean's error: Hartung and Knapp's, or a larger one.</param>
    public Interval? PredictionInterval(double level, double error) => Studies < 3 ? null
        : Interval.Around(Mean, StudentT.Quantile(0.5 + (level / 2), Studies - 2) * Math.Sqrt(Tau2 + (error * error)));
}
