using System.Text.Json;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Hypotheses;

/// <summary>Seals, writes and reads files of frozen hypotheses.</summary>
public static class HypothesisSetFile
{
    private const string HashLine = "content_hash";
    private const string Ending = ".json";

    // 10,000 wallets with 60 events each take 15 MB.
    private const long Largest = 256L << 20;

    /// <summary>The file's bytes: canonical JSON with the content's hash in it.</summary>
    /// <param name="set">The set; its hash is made anew.</param>
    public static byte[] ToBytes(HypothesisSet set) => RecordJson.ToBytes(Seal(set));

    /// <summary>The set with its hash.</summary>
    /// <param name="set">The set.</param>
    public static HypothesisSet Seal(HypothesisSet set) => set with { ContentHash = Hash(RecordJson.ToTree(set), HashLine) };

    /// <summary>Whether a file of this name can hold a set: its looks are kept in one of the same name with another ending.</summary>
    /// <param name="file">The file.</param>
    public static bool CanBeNamed(string file) => file.EndsWith(Ending, StringComparison.Ordinal) && !file.EndsWith(HypothesisLooksFile.Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes a set; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="set">The set; its hash is made anew.</param>
    /// <exception cref="Failure"><c>HypothesisSetName</c>: the name is no set's; <c>HypothesisSetNotWritten</c>: a file that was there stands.</exception>
    public static void Write(string path, HypothesisSet set)
    {
        CheckName(path);
        try
        {
            AtomicFile.Write(path, ToBytes(set));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, trouble);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Failure"><c>HypothesisSetName</c>: the name is no set's; <c>HypothesisSetUnreadable</c>; <c>NotAHypothesisSet</c>; <c>HypothesisSetOld</c>: it was frozen by an earlier version; <c>HypothesisSetChanged</c>: the content is not what was frozen.</exception>
    public static HypothesisSet Read(string path)
    {
        CheckName(path);
        var bytes = Reading(path, static path => ForeignFile.ReadAllBytes(path, Largest));
        try
        {
            return Read(bytes);
        }
        catch (Failure failure)
        {
            throw new Failure(failure.Code, $"The hypotheses in '{path}' cannot be used: {failure.Message}.", path, cause: failure);
        }
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <exception cref="Failure">As the other <see cref="Read(string)"/> says.</exception>
    public static HypothesisSet Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            // The hash is taken over what the file says, not over what this version makes of it.
            var tree = JsonText.Parse(utf8);
            if (tree[HashLine] is not { Kind: JsonKind.String } hash || tree["hypotheses"] is not { Kind: JsonKind.Array })
            {
                throw new Failure("NotAHypothesisSet", "it has no content_hash and hypotheses");
            }

            if (!tree.IsFinite)
            {
                throw new Failure("NotAHypothesisSet", "a number in it is beyond the range of a double");
            }

            if (tree["form"]?.AsCount == 1)
            {
                throw new Failure("HypothesisSetOld", "it is of form 1, which does not say what was seen before the freeze, so nothing can be tested by it; freeze its hypotheses anew");
            }

            // Git and editors may change line ends, and nothing else.
            if (Hash(tree, HashLine) != hash.Text || !WithoutCarriageReturns(utf8).AsSpan().SequenceEqual(tree.ToCanonicalBytes()))
            {
                throw new Failure("HypothesisSetChanged", "its content no longer agrees with its content_hash: it was changed after it was frozen");
            }

            return RecordJson.Read<HypothesisSet>(utf8) is { Form: HypothesisSet.FormVersion } set
                ? Checked(set)
                : throw new Failure("NotAHypothesisSet", "a hypothesis set of form 2 was expected");
        }
        catch (Exception e) when (e is JsonTextException or JsonException)
        {
            throw new Failure("NotAHypothesisSet", e is JsonTextException ? e.Message : "it has another shape", cause: e);
        }
    }

    /// <summary>SHA-256 of a record without one of its lines, as canonical JSON, in lower-case hexadecimal.</summary>
    internal static string Hash(JsonValue tree, string line) => ContentHash.Of(JsonValue.Object(tree.Members.Where(m => m.Key != line)).ToCanonicalBytes());

    internal static void CheckName(string file)
    {
        if (!CanBeNamed(file))
        {
            throw new Failure("HypothesisSetName", $"'{file}' is no name for a set of hypotheses. End it in {Ending}, and not in {HypothesisLooksFile.Ending}: the looks at a set are kept under that name.", file);
        }
    }

    internal static T Reading<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new Failure("HypothesisSetUnreadable", $"Cannot read '{path}': {trouble.Message}", path, cause: trouble);
        }
    }

    internal static Failure NotWritten(string path, Exception trouble) =>
        new("HypothesisSetNotWritten", $"Cannot write '{path}', and nothing was changed: {trouble.Message}", path, cause: trouble);

    internal static byte[] WithoutCarriageReturns(ReadOnlySpan<byte> utf8)
    {
        var bytes = utf8.ToArray();
        return bytes.AsSpan().Contains((byte)'\r') ? [.. bytes.Where(static b => b != '\r')] : bytes;
    }

    private static HypothesisSet Checked(HypothesisSet set)
    {
        if (set.Hypotheses.Contains(null!) || set.Seen.Contains(null!))
        {
            throw new Failure("NotAHypothesisSet", "null stands in one of its lists");
        }

        if (set.Batch is not { Id: not null, CreatedAt: not null, Content: not null } || set.After is { File: null } or { Hash: null } or { Looks: null } || set.Seen.Any(static user => user.Key is null || user.Events is null))
        {
            throw new Failure("NotAHypothesisSet", "a name, a hash or a list that it should have is missing");
        }

        if (!EpochClock.IsTime(set.FrozenAt))
        {
            throw new Failure("NotAHypothesisSet", $"its frozen_at '{VisibleText.Of(set.FrozenAt, 200)}' is no time of UTC in whole seconds");
        }

        if (set.Hypotheses.FirstOrDefault(static h => h.Direction is not (HypothesisDirection.Above or HypothesisDirection.Below) || h.SmallestEffect <= 0) is { } odd)
        {
            throw new Failure("NotAHypothesisSet", $"the claim of the segment '{VisibleText.Of(odd.Segment, 200)}' is neither above nor below zero, or its smallest_effect is not above zero");
        }

        if (EvidenceRuleCheck.Problem(set.Rule) is { } problem)
        {
            throw new Failure("NotAHypothesisSet", problem);
        }

        HashSet<(string, string)> claimed = [];
        if (set.Hypotheses.FirstOrDefault(h => !claimed.Add((h.Segment, h.Variant))) is { } doubled)
        {
            throw new Failure("NotAHypothesisSet", $"the segment '{VisibleText.Of(doubled.Segment, 200)}' stands in it twice");
        }

        HashSet<string> wallets = new(StringComparer.Ordinal);
        return !SeenEvents.AreReadable(set.Seen) ? throw new Failure("NotAHypothesisSet", "what was seen of a wallet is not in the form that it should have")
            : set.Seen.FirstOrDefault(user => !wallets.Add(user.Key)) is { } twice ? throw new Failure("NotAHypothesisSet", $"the wallet '{VisibleText.Of(twice.Key, 200)}' stands in it twice")
            : set;
    }
}
