using System.Security.Cryptography;
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

    // 10,000 wallets with 60 events each take 15 MB.
    private const long Largest = 256L << 20;

    /// <summary>The file's bytes: canonical JSON with the content's hash in it.</summary>
    /// <param name="set">The set; its hash is made anew.</param>
    public static byte[] ToBytes(HypothesisSet set) => RecordJson.ToBytes(Seal(set));

    /// <summary>The set with its hash.</summary>
    /// <param name="set">The set.</param>
    public static HypothesisSet Seal(HypothesisSet set) => set with { ContentHash = Hash(RecordJson.ToTree(set), HashLine) };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Failure"><c>NotAHypothesisSet</c>; <c>HypothesisSetOld</c>: it was frozen by an earlier version; <c>HypothesisSetChanged</c>: the content is not what was frozen.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static HypothesisSet Read(string path)
    {
        var bytes = ForeignFile.ReadAllBytes(path, Largest);
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
                throw new Failure("HypothesisSetOld", "it is of form 1, which does not say what was seen before the freeze, so nothing can be tested by it; freeze a new set");
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

    private static byte[] WithoutCarriageReturns(ReadOnlySpan<byte> utf8)
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

        if (EvidenceRuleCheck.Problem(set.Rule) is { } problem)
        {
            throw new Failure("NotAHypothesisSet", problem);
        }

        HashSet<(string, string)> seen = [];
        return set.Hypotheses.FirstOrDefault(h => !seen.Add((h.Segment, h.Variant))) is { } doubled
            ? throw new Failure("NotAHypothesisSet", $"the segment '{VisibleText.Of(doubled.Segment, 200)}' stands in it twice")
            : SeenEvents.AreReadable(set.Seen) ? set
            : throw new Failure("NotAHypothesisSet", "what was seen of a wallet is not in the form that it should have");
    }
}

/// <summary>Hashes as sets and looks hold them.</summary>
internal static class ContentHash
{
    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
