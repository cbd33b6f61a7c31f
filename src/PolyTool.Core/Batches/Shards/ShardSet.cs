using System.Globalization;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches.Shards;

/// <summary>Parts of one batch, finished and checked against each other: what a join takes.</summary>
public sealed class ShardSet
{
    private const int NamedAtMost = 10;

    private readonly ShardHeader _header;

    private ShardSet(IReadOnlyList<ShardReader> files, IReadOnlyList<int> missing, IReadOnlyList<string> leftOut)
    {
        (Files, Missing, LeftOut) = (files, missing, leftOut);
        _header = files[0].Header;
        CreatedAt = files.Min(static file => file.Header.Journal.CreatedAt);
    }

    /// <summary>The id of the batch.</summary>
    public string BatchId => _header.Part.BatchId;

    /// <summary>When the batch began: when the first of its parts did.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>How many parts the batch has.</summary>
    public int Count => _header.Part.Shard.Count;

    /// <summary>How many users its list has.</summary>
    public int ListLength => _header.Part.ListLength;

    /// <summary>How many users the parts have that are there.</summary>
    public int Users => Files.Sum(static file => file.Header.Journal.Users);

    /// <summary>The numbers of the parts that are not there, ascending; none where all are.</summary>
    public IReadOnlyList<int> Missing { get; }

    /// <summary>Parts that were given and cannot be taken yet, in words.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    internal IReadOnlyList<ShardReader> Files { get; }

    internal UserSelection Selection => _header.Selection;

    internal int? SelectedUntil => _header.SelectedUntil;

    /// <summary>The evidence's rule; null where no evidence is made.</summary>
    internal EvidenceRule? Rule => _header.Rule is { } rule ? RecordJson.Read<EvidenceRule>(rule) : null;

    internal LeaderboardHeader HeaderOf(BatchFolder folder) =>
        new(folder.BatchId, folder.CreatedAt, folder.RecordedPath, _header.UsersFile, _header.Journal.Flags);

    /// <summary>Opens the parts of a batch; the order in which they are given does not matter.</summary>
    /// <param name="batchRoots">Their batch roots.</param>
    /// <param name="allowIncomplete">Whether parts may be missing or not be finished.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="Failure"><c>NoShards</c>, <c>ShardNotFound</c>, <c>NotAShard</c>, <c>ShardMoved</c>, <c>ShardRunning</c>, <c>ShardNotFinished</c>, <c>ShardRepeated</c>, <c>ShardForeign</c>, <c>ShardsMissing</c>, <c>ShardDamaged</c> or <c>ShardUnreadable</c>.</exception>
    public static ShardSet Open(IReadOnlyList<GivenPath> batchRoots, bool allowIncomplete, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batchRoots);
        SortedDictionary<int, ShardReader> files = [];
        List<string> leftOut = [];
        ShardReader? first = null;
        foreach (var root in batchRoots)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (NotYet(root) is { } notYet)
            {
                leftOut.Add(allowIncomplete ? notYet.Message : throw notYet);
                continue;
            }

            var file = ShardReader.Open(root);
            first ??= file;
            RequireOneBatch(first, file);
            if (!files.TryAdd(file.Header.Part.Shard.Number, file))
            {
                throw new Failure(
                    "ShardRepeated", $"Shard {file.Header.Part.Shard} comes twice: '{files[file.Header.Part.Shard.Number].Typed}' and '{root.Typed}'. Give one of them.", root.Full);
            }
        }

        if (first is null)
        {
            throw new Failure("NoShards", $"There is no finished shard to join. Give the batch roots that Invoke-BatchRun -Shard wrote.{string.Concat(leftOut.Take(NamedAtMost).Select(static one => " " + one))}");
        }

        int[] missing = [.. Enumerable.Range(1, first.Header.Part.Shard.Count).Where(number => !files.ContainsKey(number))];
        return missing.Length == 0 || allowIncomplete ? new([.. files.Values], missing, leftOut) : throw new Failure(
            "ShardsMissing",
            $"Of batch '{first.Header.Part.BatchId}' {Named(missing, first.Header.Part.Shard.Count)} missing. Give all its shards, or -AllowIncomplete to join what is there.",
            first.Header.Part.BatchId);
    }

    /// <summary>Which parts are missing, in a sentence; null where none is.</summary>
    public string? MissingInWords() => Missing.Count == 0 ? null : $"Of batch '{BatchId}' {Named(Missing, Count)} missing; their users have no rows.";

    /// <summary>Missing parts in words: <c>shards 3/16, 7/16 are</c>.</summary>
    private static string Named(IReadOnlyList<int> missing, int count)
    {
        var names = missing.Take(NamedAtMost).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number}/{count}"));
        var more = missing.Count > NamedAtMost ? string.Create(CultureInfo.InvariantCulture, $" and {missing.Count - NamedAtMost} more") : "";
        return $"{(missing.Count == 1 ? "shard" : "shards")} {string.Join(", ", names)}{more} {(missing.Count == 1 ? "is" : "are")}";
    }

    private static Failure? NotYet(GivenPath root)
    {
        if (!Directory.Exists(root.Full))
        {
            throw new Failure("ShardNotFound", $"The shard '{root.Typed}' is not there: no such folder. It was moved, or its machine has not begun.", root.Full);
        }

        if (DirectoryLock.IsTaken(root.Full))
        {
            return new("ShardRunning", $"The shard '{root.Typed}' runs at this moment. Wait for it.", root.Full);
        }

        if (File.Exists(Path.Combine(root.Full, LeaderboardFileNames.Shard)) && File.Exists(Path.Combine(root.Full, LeaderboardFileNames.Manifest)))
        {
            return null;
        }

        return JournalOf(root) is { Shard: { } part }
            ? new("ShardNotFinished", $"Shard {part.Shard}, '{root.Typed}', is not finished. Run it again with -Resume.", root.Full)
            : throw new Failure("NotAShard", $"'{root.Typed}' is no shard of a batch: Invoke-BatchRun -Shard did not write it.", root.Full);
    }

    private static JournalHeader? JournalOf(GivenPath root)
    {
        var journal = Path.Combine(root.Full, LeaderboardFileNames.Journal);
        return File.Exists(journal) ? JournalReader.ReadHeader(journal) : null;
    }

    private static void RequireOneBatch(ShardReader first, ShardReader file)
    {
        var id = file.Header.Journal.BatchId;
        if (!string.Equals(Path.GetFileName(Path.TrimEndingDirectorySeparator(file.BatchRoot)), id, StringComparison.Ordinal))
        {
            throw new Failure("ShardMoved", $"The shard '{file.Typed}' says that its folder is called '{id}'. It was renamed or another was copied over it: give it its name back.", file.BatchRoot);
        }

        if (first.Header.DifferencesTo(file.Header) is { Count: > 0 } differences)
        {
            throw new Failure(
                "ShardForeign", $"The shards '{first.Typed}' and '{file.Typed}' are not of one batch; what differs: {string.Join("; ", differences)}. Join the shards of one batch, made with the same options.", file.BatchRoot);
        }
    }
}
