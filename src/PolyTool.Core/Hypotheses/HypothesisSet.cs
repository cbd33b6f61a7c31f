using System.Text.Json.Serialization;
using PolyTool.Core.Evidence;

namespace PolyTool.Core.Hypotheses;

/// <summary>Hypotheses frozen at one time, with all that the data to come must not repeat.</summary>
public sealed record HypothesisSet
{
    /// <summary>The version of the form that this code writes and reads.</summary>
    public const int FormVersion = 2;

    /// <summary>The clock of the machine.</summary>
    public const string SystemClock = "system";

    /// <summary>A time that whoever froze the set gave: a rehearsal on data that are there already.</summary>
    public const string GivenClock = "given";

    /// <summary>Version of the file's form.</summary>
    public int Form { get; init; } = FormVersion;

    /// <summary>SHA-256 of the set without this line, as canonical JSON; made public before the test, it shows that nothing was changed since.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>When the set was frozen, UTC. Only events that begin later test it.</summary>
    public string FrozenAt { get; init; } = "";

    /// <summary>Whose time that is: <c>system</c>, or <c>given</c> for a rehearsal.</summary>
    public string Clock { get; init; } = SystemClock;

    /// <summary>The set before it; null for the first of a chain.</summary>
    public PreviousSet? After { get; init; }

    /// <summary>The batch that the hypotheses come from.</summary>
    public FrozenBatch Batch { get; init; } = new("", "", "");

    /// <summary>The rule by which they are tested; the level is one less its <c>level</c>, for all hypotheses and looks together.</summary>
    public EvidenceRule Rule { get; init; } = EvidenceRule.Default;

    /// <summary>The hypotheses, by segment and variant in code-point order.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses { get; init; } = [];

    /// <summary>The wallets seen, by key, each with its events.</summary>
    public IReadOnlyList<SeenUser> Seen { get; init; } = [];

    /// <summary>Frozen at a given time: what it confirms is an exercise.</summary>
    [JsonIgnore]
    public bool IsRehearsal => Clock != SystemClock;
}

/// <summary>The set before a set.</summary>
/// <param name="File">Its file's name, in the same folder.</param>
/// <param name="Hash">Its content hash.</param>
/// <param name="Looks">The hash of its last look when this set was frozen; empty where there was none.</param>
public sealed record PreviousSet(string File, string Hash, string Looks);

/// <summary>A batch as sets and looks name it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made, as its files say.</param>
/// <param name="Content">SHA-256 over the hashes of its users' <c>segment_statistics.json</c>: the same content under another name is the same batch.</param>
public sealed record FrozenBatch(string Id, string CreatedAt, string Content);

/// <summary>A wallet that was looked at before the freeze.</summary>
/// <param name="Key">The wallet in lower case, else <c>name:</c> and the name.</param>
/// <param name="SignedPositions">Positions behind the signature.</param>
/// <param name="Signature">The owner's signature: 128 numbers of four bytes, the low byte first, in base64; null where there is none.</param>
/// <param name="Events">The events that it was seen in: the first eight bytes of each name's SHA-256, sorted, in base64.</param>
public sealed record SeenUser(string Key, long SignedPositions, string? Signature, string Events);

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
