using PolyTool.Core.Failures;

namespace PolyTool.Core.Hypotheses;

/// <summary>One thing that happened to one hypothesis.</summary>
public sealed record HypothesisStep
{
    /// <summary>The set's file, without its folder.</summary>
    public string File { get; init; } = "";

    /// <summary>When, UTC.</summary>
    public string At { get; init; } = "";

    /// <summary><c>Proposed</c>, <c>LookedAt</c> (and still open), <c>Confirmed</c>, <c>Refuted</c> or <c>Parked</c>.</summary>
    public string Step { get; init; } = "";

    /// <summary><c>dimension:bucket</c>.</summary>
    public string Segment { get; init; } = "";

    /// <summary>The kind of line.</summary>
    public string Variant { get; init; } = "";

    /// <summary><c>Above</c> or <c>Below</c> zero.</summary>
    public string Direction { get; init; } = "";

    /// <summary>The look's number; null for what is no look.</summary>
    public int? Look { get; init; }

    /// <summary>The batches: that of the board, or those of the look.</summary>
    public IReadOnlyList<FrozenBatch> Batches { get; init; } = [];

    /// <summary>The mean there, cents a share.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? Upper { get; init; }

    /// <summary>p after Holm; null for what is no look.</summary>
    public double? HolmP { get; init; }

    /// <summary>What decided, or why it was set aside.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The hash of the set, or of the entry among its looks.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The set was frozen at a given time: an exercise.</summary>
    public bool IsRehearsal { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{At} {Segment}: {Step}";
}

/// <summary>What happened to the hypotheses of a chain, and setting them aside.</summary>
public static class HypothesisHistory
{
    private static readonly Dictionary<string, string> s_steps = new(StringComparer.Ordinal)
    {
        [HypothesisVerdict.Open] = "LookedAt",
        [HypothesisVerdict.Confirmed] = "Confirmed",
        [HypothesisVerdict.Refuted] = "Refuted",
    };

    /// <summary>The steps of one set, in the order of time.</summary>
    /// <param name="link">The set with its looks.</param>
    public static IEnumerable<HypothesisStep> Of(ChainLink link)
    {
        var set = link.Set;
        var hypotheses = set.Hypotheses.ToDictionary(static h => (h.Segment, h.Variant));
        HypothesisStep Step(string segment, string variant) => new()
        {
            File = Path.GetFileName(link.File),
            Segment = segment,
            Variant = variant,
            Direction = hypotheses.GetValueOrDefault((segment, variant))?.Direction ?? "",
            IsRehearsal = set.IsRehearsal,
        };
        foreach (var h in set.Hypotheses)
        {
            yield return Step(h.Segment, h.Variant) with { At = set.FrozenAt, Step = "Proposed", Batches = [set.Batch], Mean = h.Mean, Lower = h.Lower, Upper = h.Upper, Reason = h.Verdict, Hash = set.ContentHash };
        }

        foreach (var entry in link.Looks.Entries)
        {
            foreach (var result in entry.Results.Where(static r => s_steps.ContainsKey(r.Verdict)))
            {
                yield return Step(result.Segment, result.Variant) with
                {
                    At = entry.At,
                    Step = s_steps[result.Verdict],
                    Look = entry.Look,
                    Batches = entry.Batches,
                    Mean = result.Mean,
                    Lower = result.Lower,
                    Upper = result.Upper,
                    HolmP = result.HolmP,
                    Reason = result.Reason,
                    Hash = entry.Hash,
                };
            }

            foreach (var parked in entry.Parked)
            {
                yield return Step(parked.Segment, parked.Variant) with { At = entry.At, Step = "Parked", Reason = entry.Reason ?? "", Hash = entry.Hash };
            }
        }
    }

    /// <summary>Sets hypotheses aside: they are not tested any more, and stay in the family, so that nothing is won by it.</summary>
    /// <param name="link">The set.</param>
    /// <param name="wanted">Chooses hypotheses.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The clock's time.</param>
    /// <returns>The set with it; null where no hypothesis is wanted that was not set aside before.</returns>
    /// <exception cref="Failure"><c>ClockSetBack</c>, <c>HypothesisSetBusy</c>, <c>HypothesisSetNotWritten</c>.</exception>
    public static ChainLink? Park(ChainLink link, Func<Hypothesis, bool> wanted, string reason, DateTimeOffset now)
    {
        var parked = link.Looks.Parked;
        ParkedHypothesis[] aside = [.. link.Set.Hypotheses.Where(h => wanted(h) && !parked.Contains((h.Segment, h.Variant))).Select(static h => new ParkedHypothesis(h.Segment, h.Variant))];
        if (aside.Length == 0)
        {
            return null;
        }

        var entry = HypothesisLooksFile.Add(link.File, link.Set, link.Looks, new LookEntry { At = link.Now(now), Parked = aside, Reason = reason });
        return link with { Looks = link.Looks with { Entries = [.. link.Looks.Entries, entry] } };
    }
}
