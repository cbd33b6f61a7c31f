using System.Text.Json;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Hypotheses;

/// <summary>Reads and writes the looks beside a set.</summary>
public static class HypothesisLooksFile
{
    /// <summary>How the file's name ends.</summary>
    public const string Ending = ".looks.json";

    private const string HashLine = "hash";
    private const string LockEnding = ".looks.lock";
    private const long Largest = 256L << 20;

    /// <summary>The file beside a set.</summary>
    /// <param name="set">The set's file.</param>
    public static string Beside(string set) => Path.Combine(Path.GetDirectoryName(set) ?? "", Path.GetFileNameWithoutExtension(set) + Ending);

    /// <summary>Reads the looks of a set.</summary>
    /// <param name="file">The set's file.</param>
    /// <param name="set">The set.</param>
    /// <returns>The looks; none where nobody has looked.</returns>
    /// <exception cref="Failure"><c>HypothesisLooksChanged</c>: they are not what was written, or are another set's; <c>HypothesisSetUnreadable</c>.</exception>
    public static HypothesisLooks Read(string file, HypothesisSet set)
    {
        var path = Beside(file);
        if (HypothesisSetFile.Reading(path, static path => FileAt.Find(path)) is null)
        {
            return new HypothesisLooks { Set = set.ContentHash };
        }

        var bytes = HypothesisSetFile.Reading(path, static path => ForeignFile.ReadAllBytes(path, Largest));
        try
        {
            var tree = JsonText.Parse(bytes);
            if (tree["set"]?.AsText != set.ContentHash)
            {
                throw Changed(path, "they are of another set");
            }

            var previous = set.ContentHash;
            foreach (var entry in tree["entries"]?.AsItems ?? [])
            {
                if (entry["previous"]?.AsText != previous || entry[HashLine]?.AsText is not { } hash || !entry.IsFinite || HypothesisSetFile.Hash(entry, HashLine) != hash)
                {
                    throw Changed(path, "an entry no longer agrees with its hash, or the one before it is missing");
                }

                previous = hash;
            }

            if (RecordJson.Read<HypothesisLooks>(bytes) is not { Form: HypothesisLooks.FormVersion } looks || looks.Entries.Any(static e => e is null || e.Results.Contains(null!) || e.Batches.Contains(null!) || e.Parked.Contains(null!)))
            {
                throw Changed(path, "looks of form 1 were expected");
            }

            // A key that is missing, of another name, there twice or unknown hides entries from their hashes.
            return HypothesisSetFile.WithoutCarriageReturns(bytes).AsSpan().SequenceEqual(RecordJson.ToBytes(looks))
                ? looks
                : throw Changed(path, "they are not as looks are written");
        }
        catch (Exception e) when (e is JsonTextException or JsonException)
        {
            throw Changed(path, e is JsonTextException ? e.Message : "they have another shape", e);
        }
    }

    /// <summary>Adds an entry; the file appears whole or not at all, and two that look at once do not lose each other's look.</summary>
    /// <param name="file">The set's file.</param>
    /// <param name="set">The set.</param>
    /// <param name="looks">The looks as they were when the entry was made.</param>
    /// <param name="entry">The entry; its hashes are made here.</param>
    /// <returns>The entry with its hashes.</returns>
    /// <exception cref="Failure"><c>HypothesisSetBusy</c>: somebody else looks at the set at this moment; <c>HypothesisSetNotWritten</c>: the old file stands.</exception>
    public static LookEntry Add(string file, HypothesisSet set, HypothesisLooks looks, LookEntry entry)
    {
        try
        {
            // A lock of the set's own: other sets lie in the same folder.
            using var held = DirectoryLock.TryTake(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + LockEnding);
            if (held is null || Read(file, set).Last != looks.Last)
            {
                throw new Failure("HypothesisSetBusy", $"Somebody else looks at '{file}' at this moment, and nothing was kept. Try again.", file, canPass: true);
            }

            entry = entry with { Previous = looks.Last.Length > 0 ? looks.Last : looks.Set };
            entry = entry with { Hash = HypothesisSetFile.Hash(RecordJson.ToTree(entry), HashLine) };
            AtomicFile.Write(Beside(file), RecordJson.ToBytes(looks with { Entries = [.. looks.Entries, entry] }));
            return entry;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw HypothesisSetFile.NotWritten(Beside(file), trouble);
        }
    }

    private static Failure Changed(string path, string reason, Exception? cause = null) => new(
        "HypothesisLooksChanged", $"The looks in '{path}' cannot be used: {reason}. Use the untouched file.", path, cause: cause);
}
