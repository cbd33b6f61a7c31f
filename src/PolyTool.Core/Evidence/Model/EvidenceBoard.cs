namespace PolyTool.Core.Evidence;

/// <summary>The content of <c>segment_evidence.json</c>: what statistics say about a whole batch.</summary>
public sealed record EvidenceBoard
{
    /// <summary>The file's name in a batch root.</summary>
    public const string FileName = "segment_evidence.json";

    /// <summary>The version of the form that this code writes and reads.</summary>
    public const int FormVersion = 2;

    /// <summary>Version of the file's form.</summary>
    public int Form { get; init; } = FormVersion;

    /// <summary>The batch's id.</summary>
    public string BatchId { get; init; } = "";

    /// <summary>When the batch was made, as its other files say.</summary>
    public string CreatedAt { get; init; } = "";

    /// <summary>The rule behind the verdicts.</summary>
    public EvidenceRule Rule { get; init; } = EvidenceRule.Default;

    /// <summary>Users whose run roots gave statistics.</summary>
    public int Users { get; init; }

    /// <summary>Of these, users with sums an event.</summary>
    public int UsersWithEvents { get; init; }

    /// <summary>Users who gave none, and why.</summary>
    public IReadOnlyList<UserWithoutEvidence> UsersWithout { get; init; } = [];

    /// <summary>Rows tested in all: the size of the family behind q.</summary>
    public int Tests { get; init; }

    /// <summary>Rows tested, by dimension.</summary>
    public IReadOnlyDictionary<string, int> TestsByDimension { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The priors of the shrinkage, by basis.</summary>
    public IReadOnlyDictionary<string, Prior> Priors { get; init; } = new Dictionary<string, Prior>(StringComparer.Ordinal);

    /// <summary>What chance and the users' general skill alone would show; null where no user has sums an event.</summary>
    public Placebo? Placebo { get; init; }

    /// <summary>The rows, by segment and variant in code-point order.</summary>
    public IReadOnlyList<SegmentEvidence> Segments { get; init; } = [];
}

/// <summary>A user of the batch who adds nothing to its evidence.</summary>
/// <param name="User">The user as the batch names them.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record UserWithoutEvidence(string User, string Reason);

/// <summary>The distribution of true means from which segments are taken to come.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Variance">Its variance.</param>
/// <param name="Segments">Segments that it was estimated from.</param>
public sealed record Prior(double Mean, double Variance, int Segments);

/// <summary>
/// Boards on which every user's figures were dealt anew among that user's segments: what the users are in general
/// stays, what the segments are goes.
/// </summary>
public sealed record Placebo
{
    /// <summary>Boards made.</summary>
    public int Boards { get; init; }

    /// <summary>Rows on the real board that lie above zero by q, whether or not they are over their users' rest.</summary>
    public int Above { get; init; }

    /// <summary>Mean number of such rows on a placebo board.</summary>
    public double MeanAbove { get; init; }

    /// <summary>Largest number of such rows on one.</summary>
    public int MostAbove { get; init; }

    /// <summary>Share of boards, the real one counted as one of them, with at least as many such rows as the real one.</summary>
    public double ShareAtLeastAsMany { get; init; }

    /// <summary>A warning in words where boards dealt anew have as many rows; null where they do not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Caution => Above == 0 || ShareAtLeastAsMany <= 0.05 ? null : string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"With the segments' labels dealt anew within each user, {MeanAbove:0.#} rows lie above zero by q on average, against {Above} here.");
}
