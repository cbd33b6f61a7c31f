namespace PolyTool.Core.Hypotheses;

/// <summary>On which side of zero a claim puts a mean. Texts, because they read the same in objects, JSON and CSV.</summary>
public static class HypothesisDirection
{
    /// <summary>Prices move the users' way.</summary>
    public const string Above = nameof(Above);

    /// <summary>Prices move against them.</summary>
    public const string Below = nameof(Below);
}

/// <summary>A claim about one row of boards to come: on which side of zero the mean follow-through lies.</summary>
public sealed record Hypothesis
{
    /// <summary><c>dimension:bucket</c>.</summary>
    public string Segment { get; init; } = "";

    /// <summary>The kind of line, <c>pre_event</c> or <c>markout_24h</c>: two kinds are two claims.</summary>
    public string Variant { get; init; } = "";

    /// <summary><c>Above</c> or <c>Below</c> zero.</summary>
    public string Direction { get; init; } = HypothesisDirection.Above;

    /// <summary>What would be worth something, cents a share; the claim is refuted where it is certainly less.</summary>
    public double SmallestEffect { get; init; }

    /// <summary>The verdict of the board that it comes from.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>The mean there, cents a share.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower end of the mean's interval there.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the mean's interval there.</summary>
    public double? Upper { get; init; }

    /// <summary>Owners behind it there.</summary>
    public int Owners { get; init; }

    /// <summary>Their events there.</summary>
    public long Events { get; init; }

    /// <summary>1 for <c>Above</c>, -1 for <c>Below</c>.</summary>
    internal int Sign => Direction == HypothesisDirection.Below ? -1 : 1;

    /// <inheritdoc/>
    public override string ToString() => $"{Segment} {Direction}";
}
