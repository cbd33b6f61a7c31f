namespace PolyTool.Core.Hypotheses;

/// <summary>What happened to a set since it was frozen: the file beside it, <c>&lt;name&gt;.looks.json</c>.</summary>
public sealed record HypothesisLooks
{
    /// <summary>The version of the form that this code writes and reads.</summary>
    public const int FormVersion = 1;

    /// <summary>Version of the file's form.</summary>
    public int Form { get; init; } = FormVersion;

    /// <summary>The set's content hash.</summary>
    public string Set { get; init; } = "";

    /// <summary>The entries, in the order in which they were made.</summary>
    public IReadOnlyList<LookEntry> Entries { get; init; } = [];

    /// <summary>The hash of the last entry; empty where there is none.</summary>
    internal string Last => Entries.Count > 0 ? Entries[^1].Hash : "";

    /// <summary>The looks without what was parked.</summary>
    internal IEnumerable<LookEntry> Looks => Entries.Where(static e => e.Look > 0);

    /// <summary>What was set aside.</summary>
    internal IReadOnlySet<(string Segment, string Variant)> Parked => Entries.SelectMany(static e => e.Parked).Select(static p => (p.Segment, p.Variant)).ToHashSet();
}

/// <summary>A look, or hypotheses set aside.</summary>
public sealed record LookEntry
{
    /// <summary>SHA-256 of the entry without this line, as canonical JSON.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The hash of the entry before it, of the first the set's: no entry can be changed or taken out without all after it.</summary>
    public string Previous { get; init; } = "";

    /// <summary>When, UTC.</summary>
    public string At { get; init; } = "";

    /// <summary>The look's number, from 1; 0 where hypotheses were set aside.</summary>
    public int Look { get; init; }

    /// <summary>What it spends.</summary>
    public double Level { get; init; }

    /// <summary>Its batches, by content.</summary>
    public IReadOnlyList<FrozenBatch> Batches { get; init; } = [];

    /// <summary>What could test, and what was left out.</summary>
    public LookOverlap Overlap { get; init; } = new();

    /// <summary>The results, in the set's order.</summary>
    public IReadOnlyList<HypothesisResult> Results { get; init; } = [];

    /// <summary>Hypotheses set aside.</summary>
    public IReadOnlyList<ParkedHypothesis> Parked { get; init; } = [];

    /// <summary>Why they were set aside; null for a look.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it is a look at just these batches, from the same time on.</summary>
    internal bool IsOf(IEnumerable<FrozenBatch> batches, string? chosenUntil) =>
        Look > 0 && Overlap.ChosenUntil == chosenUntil && Batches.Select(static b => b.Content).ToHashSet(StringComparer.Ordinal).SetEquals(batches.Select(static b => b.Content));
}

/// <summary>A hypothesis that was set aside.</summary>
/// <param name="Segment">Its segment.</param>
/// <param name="Variant">Its kind of line.</param>
public sealed record ParkedHypothesis(string Segment, string Variant);
