using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>What a run root is to be written from, apart from the dossier.</summary>
internal sealed record RunRootOrder
{
    /// <summary>Where run roots go: the path to open, and the path as the user typed it, which is recorded.</summary>
    public required GivenPath Root { get; init; }

    /// <summary><c>scan</c> for a direct scan, <c>rebuild</c> for the reports of an existing dossier.</summary>
    public required string CommandName { get; init; }

    /// <summary>The user as it was asked for.</summary>
    public required string UserInput { get; init; }

    /// <summary>The user's slug, see <see cref="Read.UserSlug"/>.</summary>
    public required string UserSlug { get; init; }

    /// <summary>The wallet.</summary>
    public required string Wallet { get; init; }

    /// <summary>How positions are classified.</summary>
    public required SegmentTable Table { get; init; }

    /// <summary>The options that change what is written; they enter the run id.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonValue>> Options { get; init; } = [];

    /// <summary>What was read, with its hash, in an order that does not depend on the run; it enters the run id.</summary>
    public IReadOnlyCollection<RunInput> Inputs { get; init; } = [];

    /// <summary>How many answers of each route were used, from the network or the cache alike: a repeated run has the same numbers.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Requests { get; init; } = [];

    /// <summary>Warnings of the scan, for the coverage report.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The clock of everything that enters a file.</summary>
    public required EpochClock Clock { get; init; }

    /// <summary>When the scan began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether a run root with other contents is written over.</summary>
    public bool Force { get; init; }
}

/// <summary>Something that was read.</summary>
/// <param name="Name">Its name, e.g. a file's or a request's.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Bytes">How many bytes; null where that is not known.</param>
internal sealed record RunInput(string Name, string Sha256, long? Bytes);
