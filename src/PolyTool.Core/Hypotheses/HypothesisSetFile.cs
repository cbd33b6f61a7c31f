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
    private const long Largest = 64L << 20;

    /// <summary>The file's bytes: canonical JSON with the content's hash in it.</summary>
    /// <param name="set">The set; its hash is made anew.</param>
    public static byte[] ToBytes(HypothesisSet set) => RecordJson.ToBytes(Seal(set));

    /// <summary>The set with its hash.</summary>
    /// <param name="set">The set.</param>
    public static HypothesisSet Seal(HypothesisSet set) => set with { ContentHash = Hash(RecordJson.ToTree(set)) };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Failure"><c>NotAHypothesisSet</c>, or <c>HypothesisSetChanged</c>: the content is not what was frozen.</exception>
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
            throw new Failure(failure.Code, $"The hypotheses in '{path}' cannot be used: {failure.Message}.", cause: failure);
        }
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <exception cref="Failure"><c>NotAHypothesisSet</c>, or <c>HypothesisSetChanged</c>: the content is not what was frozen.</exception>
    public static HypothesisSet Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            // The hash is taken over what the file says, not over what this version makes of it.
            var tree = JsonText.Parse(utf8);
            if (tree["content_hash"] is not { Kind: JsonKind.String } hash || tree["hypotheses"] is not { Kind: JsonKind.Array })
            {
                throw new Failure("NotAHypothesisSet", "it has no content_hash and hypotheses");
            }

            if (!tree.IsFinite)
            {
                throw new Failure("NotAHypothesisSet", "a number in it is beyond the range of a double");
            }

            if (Hash(tree) != hash.Text)
            {
                throw new Failure("HypothesisSetChanged", "its content no longer agrees with its content_hash: it was changed after it was frozen");
            }

            return RecordJson.Read<HypothesisSet>(utf8) is { Form: 1 } set
                ? Checked(set)
                : throw new Failure("NotAHypothesisSet", "a hypothesis set of form 1 was expected");
        }
        catch (Exception e) when (e is JsonTextException or JsonException)
        {
            throw new Failure("NotAHypothesisSet", e is JsonTextException ? e.Message : "it has another shape", cause: e);
        }
    }

    private static HypothesisSet Checked(HypothesisSet set)
    {
        if (set.Hypotheses.Any(static h => h is null || h.UntestedConditions.Contains(null!, StringComparer.Ordinal)))
        {
            throw new Failure("NotAHypothesisSet", "null stands in one of its lists");
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        return set.Hypotheses.FirstOrDefault(h => !seen.Add(h.Segment)) is { } doubled
            ? throw new Failure("NotAHypothesisSet", $"the segment '{VisibleText.Of(doubled.Segment, 200)}' stands in it twice")
            : set;
    }

    private static string Hash(JsonValue tree)
    {
        var content = JsonValue.Object(tree.Members.Where(m => m.Key != "content_hash"));
        return Convert.ToHexString(SHA256.HashData(content.ToCanonicalBytes())).ToLowerInvariant();
    }
}
