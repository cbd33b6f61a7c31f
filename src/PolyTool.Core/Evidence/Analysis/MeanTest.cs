using PolyTool.Core.Evidence.Formulas;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// Whether a mean over users is zero, asked in several ways; the least sure answer counts: by Hartung and Knapp's error, which
/// is the users' own spread; by the ordinary error, which is what their events allow, where
/// a variance has a floor or users' means are nearly equal by chance; without skewness; and when users who hold the same games, or bet on the same
/// days, are not taken as independent.
/// </summary>
internal sealed record MeanTest
{
    /// <summary>The mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Hartung and Knapp's error, users as independent studies.</summary>
    public required double Error { get; init; }

    /// <summary>The ordinary error, one over the root of the weights' sum; null where it does not count.</summary>
    public double? OrdinaryError { get; init; }

    /// <summary>Degrees of freedom of the variance within users.</summary>
    public int OrdinaryFreedom { get; init; }

    /// <summary>Users (owners).</summary>
    public required int Users { get; init; }

    /// <summary>t after Hall's transformation; null where skewness cannot be judged.</summary>
    public double? SkewAdjustedT { get; init; }

    /// <summary>Error clustered by user and game; null where nothing is known of events.</summary>
    public double? GameError { get; init; }

    /// <summary>Different games.</summary>
    public int Games { get; init; }

    /// <summary>Error clustered by user and day.</summary>
    public double? DayError { get; init; }

    /// <summary>Different days (weeks, where the rule says so).</summary>
    public int Days { get; init; }

    /// <summary>The largest of all errors.</summary>
    public double LargestError => Math.Max(Math.Max(Error, OrdinaryError ?? 0), Math.Max(GameError ?? 0, DayError ?? 0));

    /// <summary>Two-sided p with users as independent studies: Hartung and Knapp's, and the ordinary one where it counts.</summary>
    public double UserP => Math.Max(P(Error, Users - 1), OrdinaryError is { } ordinary ? P(ordinary, OrdinaryFreedom) : 0);

    /// <summary>Two-sided p without skewness.</summary>
    public double? SkewAdjustedP => SkewAdjustedT is { } t ? StudentT.TwoSidedP(t, Users - 1) : null;

    /// <summary>Two-sided p clustered by user and game; null below two games.</summary>
    public double? GameP => Clustered(GameError, Games);

    /// <summary>Two-sided p clustered by user and day; null below two days.</summary>
    public double? DayP => Clustered(DayError, Days);

    /// <summary>The largest of them.</summary>
    public double Largest => Math.Max(Math.Max(UserP, SkewAdjustedP ?? 0), Math.Max(GameP ?? (GameError is null ? 0 : 1), DayP ?? (DayError is null ? 0 : 1)));

    /// <summary>The widest interval of the four errors.</summary>
    /// <param name="level">Coverage, e.g. 0.95.</param>
    public Interval Interval(double level)
    {
        var tail = 0.5 + (level / 2);
        var half = Math.Max(Error * StudentT.Quantile(tail, Users - 1), (OrdinaryError ?? 0) * StudentT.Quantile(tail, Math.Max(1, OrdinaryFreedom)));
        half = Math.Max(half, GameError is { } game && Games > 1 ? game * StudentT.Quantile(tail, Math.Min(Users, Games) - 1) : 0);
        half = Math.Max(half, DayError is { } day && Days > 1 ? day * StudentT.Quantile(tail, Math.Min(Users, Days) - 1) : 0);
        return Formulas.Interval.Around(Mean, half);
    }

    private double? Clustered(double? error, int clusters) =>
        error is { } e && clusters > 1 ? P(e, Math.Min(Users, clusters) - 1) : null;

    /// <summary>Where all users' means are equal, their spread alone would be sure of anything.</summary>
    private double P(double error, int degrees) => error > 0 ? StudentT.TwoSidedP(Mean / error, degrees) : Mean == 0 ? 1 : 0;
}
