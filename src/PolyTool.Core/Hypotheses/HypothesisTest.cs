namespace PolyTool.Core.Hypotheses;

/// <summary>What a look says of a hypothesis. Texts, because they read the same in objects, JSON and CSV.</summary>
public static class HypothesisVerdict
{
    /// <summary>Holm's p is at or below the look's level.</summary>
    public const string Confirmed = nameof(Confirmed);

    /// <summary>Not confirmed, and the effect is certainly below the smallest one of interest.</summary>
    public const string Refuted = nameof(Refuted);

    /// <summary>Neither; the reason says what it would take.</summary>
    public const string Open = nameof(Open);

    /// <summary>Set aside by its owner: not tested any more, and still one of the family.</summary>
    public const string Parked = nameof(Parked);
}

/// <summary>What of the batches of a look could test, and what could not.</summary>
public sealed record LookOverlap
{
    /// <summary>Owners with an event that counts.</summary>
    public int Owners { get; init; }

    /// <summary>Of these, owners who were seen before the freeze.</summary>
    public int OwnersSeen { get; init; }

    /// <summary>Pairs of owner and event that count.</summary>
    public long Events { get; init; }

    /// <summary>Pairs left out because they were seen before the freeze.</summary>
    public long EventsSeen { get; init; }

    /// <summary>Pairs left out because they begin before the freeze (or by <see cref="ChosenUntil"/>), or because nobody knows when they begin.</summary>
    public long EventsBefore { get; init; }

    /// <summary>
    /// The last second, UTC, of the period by whose profits users of a batch were chosen, where that is later than the freeze: only
    /// later events count then, of all batches of the look. Null where the freeze decides.
    /// </summary>
    public string? ChosenUntil { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Owners} owners ({OwnersSeen} seen before) with {Events} new events; left out {EventsSeen} seen and {EventsBefore} begun {(ChosenUntil is null ? "before the freeze" : $"by {ChosenUntil}, until when users of a batch were chosen by profits")}";
}

/// <summary>One hypothesis at one look.</summary>
public record HypothesisResult
{
    /// <summary><c>dimension:bucket</c>.</summary>
    public string Segment { get; init; } = "";

    /// <summary>The kind of line.</summary>
    public string Variant { get; init; } = "";

    /// <summary>The outcome.</summary>
    public string Verdict { get; init; } = HypothesisVerdict.Open;

    /// <summary>What decided, or what it would take, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>One-sided p in the claimed direction: the largest of evidence's four; null where the row was not tested, and then it counts as 1.</summary>
    public double? P { get; init; }

    /// <summary>p after Holm, over all hypotheses of the set.</summary>
    public double HolmP { get; init; } = 1;

    /// <summary>Mean follow-through of the new events, cents a share.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower end of the interval that leaves the look's level on either side.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of it.</summary>
    public double? Upper { get; init; }

    /// <summary>Owners in the test.</summary>
    public int Owners { get; init; }

    /// <summary>Their events in the test.</summary>
    public long Events { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Segment}: {Verdict}";
}

/// <summary>One hypothesis at one look, with what the look was.</summary>
public sealed record HypothesisTest : HypothesisResult
{
    /// <summary>Takes the result of a look.</summary>
    /// <param name="result">The result.</param>
    public HypothesisTest(HypothesisResult result)
        : base(result)
    {
    }

    /// <summary>The hypothesis.</summary>
    public Hypothesis Hypothesis { get; init; } = new();

    /// <summary>The look's number, from 1.</summary>
    public int Look { get; init; }

    /// <summary>What this look spends: the set's level over look times (look + 1).</summary>
    public double Level { get; init; }

    /// <summary>When it was taken.</summary>
    public string At { get; init; } = "";

    /// <summary>These batches were looked at before: this is that look again, and spends nothing.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The set was frozen at a given time: an exercise, no result.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>The batches that it was tested on.</summary>
    public IReadOnlyList<FrozenBatch> Batches { get; init; } = [];

    /// <summary>What could test, and what was left out.</summary>
    public LookOverlap Overlap { get; init; } = new();

    /// <summary>The set's hash.</summary>
    public string SetHash { get; init; } = "";

    /// <summary>The look's hash; made public, it shows that the look was not taken back.</summary>
    public string LookHash { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
