namespace PolyTool.Core.Hypotheses;

/// <summary>Hypotheses frozen at one time, before the periods that will test them.</summary>
public sealed record HypothesisSet
{
    /// <summary>Version of the file's form.</summary>
    public int Form { get; init; } = 1;

    /// <summary>SHA-256 of the set without this line, as canonical JSON; a file that was changed no longer agrees with it.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>When the set was frozen. Only later periods can test it.</summary>
    public string CreatedAt { get; init; } = "";

    /// <summary>The batch that the hypotheses come from.</summary>
    public string BatchId { get; init; } = "";

    /// <summary>When that batch was made.</summary>
    public string BatchCreatedAt { get; init; } = "";

    /// <summary>The hypotheses, by segment in code-point order.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses { get; init; } = [];
}
