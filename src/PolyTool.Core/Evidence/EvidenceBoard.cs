using System.Globalization;
using System.Text.Json.Serialization;

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

    /// <summary>Owners: wallets that hold nearly the same are one. Of these statistics speak.</summary>
    public int Owners { get; init; }

    /// <summary>Owners of several wallets, by their first.</summary>
    public IReadOnlyList<MergedOwner> Merged { get; init; } = [];

    /// <summary>Users whose run roots do not say what was bought when: their owners cannot be told.</summary>
    public int UsersUnsigned { get; init; }

    /// <summary>How the list of users came about.</summary>
    public UserSelection UserSelection { get; init; }

    /// <summary>Until when the profits were made by which users were chosen, days since 1970-01-01; null where that is not known.</summary>
    public int? SelectedUntil { get; init; }

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

    /// <summary>What whoever reads a verdict of this board has to know beside it, a sentence each.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Cautions =>
    [
        .. Placebo?.Caution is { } caution ? [$"It may be the users, not the segments. {caution}"] : Array.Empty<string>(),
        .. UserSelection == UserSelection.Profit ? ["The users were chosen by their profits, so in the period of these profits they were lucky: no row of it is more than Promising."] : Array.Empty<string>(),
    ];

    /// <summary>Which wallets count as one, and where that cannot be told.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OwnerNotes =>
    [
        .. Merged.Count > 0 ? [Text($"{Users} users are {Owners} owners: {string.Join("; ", Merged.Take(10).Select(static m => string.Join(", ", m.Users.Take(20))))}{(Merged.Count > 10 ? "; …" : "")}.")] : Array.Empty<string>(),
        .. UsersUnsigned > 0 && Rule.MergeOwners ? [Text($"Run roots of {UsersUnsigned} users do not say what was bought when, so wallets of one owner among them cannot be told.")] : Array.Empty<string>(),
    ];

    /// <summary>The rows, by segment and variant in code-point order.</summary>
    public IReadOnlyList<SegmentEvidence> Segments { get; init; } = [];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A user of the batch who adds nothing to its evidence.</summary>
/// <param name="User">The user as the batch names them.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record UserWithoutEvidence(string User, string Reason)
{
    /// <summary>The reason of a user whose statistics were read, and were of an older run than another's.</summary>
    internal const string OlderRun = "another run of the same user is newer and counts alone";
}

/// <summary>Several wallets that hold nearly the same: one owner.</summary>
/// <param name="Owner">As the board's lines name it.</param>
/// <param name="Users">The users.</param>
public sealed record MergedOwner(string Owner, IReadOnlyList<string> Users);

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
    [JsonIgnore]
    public string? Caution => Above == 0 || ShareAtLeastAsMany <= 0.05 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"With the segments' labels dealt anew within each user, {MeanAbove:0.#} rows lie above zero by q on average, against {Above} here.");
}

/// <summary>How a list of users came about. It decides what their results can say.</summary>
public enum UserSelection
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>Drawn by lot.</summary>
    Random,

    /// <summary>By how much or how often they trade.</summary>
    Activity,

    /// <summary>By their profits: results of the same period are lucky ones.</summary>
    Profit,

    /// <summary>A list that somebody else made.</summary>
    Listed,
}
