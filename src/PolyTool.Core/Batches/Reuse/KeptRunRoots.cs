using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Evidence;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Batches.Reuse;

/// <summary>
/// Run roots of an aggregation that an earlier one read: taken from what it kept where they did not change, read where they did, and
/// kept for the next one. Whatever is wrong with what was kept, the run root is read.
/// </summary>
internal sealed class KeptRunRoots : IDisposable
{
    private readonly ReuseCheck _check;
    private readonly bool _evidence;
    private readonly DateTimeOffset _since;
    private readonly string _path;
    private readonly KeptReader? _old;
    private KeptWriter? _writer;
    private int _damaged;

    private KeptRunRoots(AggregateRequest request, ReuseCheck check)
    {
        _check = check;
        _evidence = request.Evidence is not null;
        // The true time, whatever the files of a batch are to say.
        _since = request.Time.GetUtcNow();
        _path = PathIn(request.Folder.FullPath);
        _old = Open(request.Folder);
    }

    /// <summary>What to say of the file that was found, or of there being none; a damaged one is a warning.</summary>
    public BatchEvent? Said { get; private set; }

    /// <summary>What to say in the end; null where there is nothing.</summary>
    public BatchWarning? Warning => _damaged == 0 ? null : new(
        $"Of what the last aggregation kept in '{_old!.Path}', {(_damaged == 1 ? "one run root is" : $"{_damaged} run roots are")} damaged; {(_damaged == 1 ? "it was" : "they were")} read again.");

    /// <summary>The path of the file in a batch root.</summary>
    public static string PathIn(string batchRoot) => Path.Combine(batchRoot, LeaderboardFileNames.Kept);

    /// <summary>Opens what the last aggregation of this batch kept; null where nothing is to be reused.</summary>
    public static KeptRunRoots? Open(AggregateRequest request) => request.Reuse is { } check ? new(request, check) : null;

    /// <summary>What came of a run root, taken over or read. Safe for many threads.</summary>
    /// <param name="number">The number of its user.</param>
    /// <param name="root">The run root.</param>
    /// <param name="key">The key of its real path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public WorkResult Take(int number, GivenPath root, TextKey key, CancellationToken cancellationToken)
    {
        var stamps = RunRootPrint.Look(root.Full, _evidence);
        return stamps is null ? Read(number, root, key, new(hashes: false), EvidenceSource.SegmentsShape(root.Full), cancellationToken)
            : Find(root, key, stamps) is { } found ? found with { Number = number, RunRoot = root, RunRootKey = key, IsReused = true }
            : Read(number, root, key, stamps, cancellationToken);
    }

    /// <summary>Keeps a run root for the next aggregation; one thread.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep(WorkResult result, LeaderboardArtifacts artifacts)
    {
        if (result.Kept is { } kept)
        {
            Writer(artifacts).Add(kept);
        }
    }

    /// <summary>Writes the rest of the file, and closes the one that was taken from: it is about to be written over.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Finish(LeaderboardArtifacts artifacts)
    {
        Writer(artifacts).Finish(_old, _path);
        Dispose();
    }

    public void Dispose() => _old?.Dispose();

    // The batch's own; else that of the newest of the same id, which lies under another date.
    private static string? Newest(BatchFolder folder)
    {
        var own = PathIn(folder.FullPath);
        if (OwnFolder.IsLink(own))
        {
            throw new FormatException("a link stands in its place, and none is followed");
        }

        if (IsThere(own))
        {
            return own;
        }

        var outputRoot = Path.GetDirectoryName(Path.GetDirectoryName(folder.FullPath));
        return outputRoot is null ? null : BatchWalker.Named(outputRoot, folder.BatchId).Select(static batch => PathIn(batch.Root)).LastOrDefault(IsThere);
    }

    private static bool IsThere(string path) => FileAt.Find(path) is { Exists: true } && !OwnFolder.IsLink(path);

    private KeptReader? Open(BatchFolder folder)
    {
        string? path = null;
        try
        {
            path = Newest(folder);
            if (path is null)
            {
                Said = new BatchNote("No earlier aggregation of this batch kept anything: all run roots are read.");
                return null;
            }

            var file = KeptReader.Open(path, _evidence, out var difference);
            Said = new BatchNote(file is null
                ? $"What the last aggregation kept in '{path}' cannot be used: {difference}. All run roots are read."
                : $"Run roots that did not change are taken from '{path}'.");
            return file;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            Said = new BatchWarning($"What the last aggregation kept{(path is null ? "" : $" in '{path}'")} {(error is FormatException ? "is damaged" : "cannot be read")} ({error.Message.TrimEnd('.')}): all run roots are read.");
            return null;
        }
    }

    private WorkResult? Find(GivenPath root, TextKey key, FileStamp[] stamps)
    {
        if (_old is null || !_old.TryFind(key, out var place))
        {
            return null;
        }

        try
        {
            var item = KeptItem.Read(_old.Read(place) ?? throw new FormatException("its hash is another"), _evidence);
            if (item.Label != RecordedPath.Name(root.Typed))
            {
                return null;
            }

            var looksSame = item.Print.LooksLike(stamps);
            if (!(_check == ReuseCheck.Time ? looksSame : ContentCheck.IsSame(root.Full, item.Print, stamps)))
            {
                return null;
            }

            var print = item.Print with { Stamps = stamps, IsSettled = RunRootPrint.AreSettled(stamps, _since) };
            return UserItem.Read(item.User) with
            {
                // Written again only where it was touched, or where its time can be trusted by now.
                Kept = looksSame || (!print.IsSettled && item.Print.Stamps.AsSpan().SequenceEqual(stamps))
                    ? new(key, null, place)
                    : new(key, (item with { Print = print }).ToBytes(), default),
            };
        }
        catch (Exception error) when (KeptReader.IsDamage(error))
        {
            Interlocked.Increment(ref _damaged);
            return null;
        }
    }

    private WorkResult Read(int number, GivenPath root, TextKey key, FileStamp[] stamps, CancellationToken cancellationToken)
    {
        var hashes = _check == ReuseCheck.Content;
        RunRootWitness witness = new(hashes);
        var shape = EvidenceSource.SegmentsShape(_evidence && !stamps[RunRootPrint.Statistics].IsMissing);
        var result = Read(number, root, key, witness, _evidence ? shape : CoverageNumbers.SegmentsShape, cancellationToken);
        return RunRootPrint.Of(stamps, witness, result.Content is not null, hashes, _since) is { } print
            ? result with { Kept = new(key, KeptItem.Of(RecordedPath.Name(root.Typed), print, result).ToBytes(), default) }
            : result;
    }

    private WorkResult Read(int number, GivenPath root, TextKey key, RunRootWitness witness, JsonShape shape, CancellationToken cancellationToken)
    {
        var reading = RunRootReader.Read(root, _evidence ? shape : CoverageNumbers.SegmentsShape, new DefectSink(all: false), cancellationToken, witness);
        var result = new WorkResult(number, reading.User) { RunRoot = root, RunRootKey = key }.With(reading);
        return _evidence ? BatchEvidence.Read(result, witness) : result with { Segments = null };
    }

    private KeptWriter Writer(LeaderboardArtifacts artifacts) =>
        _writer ??= new(_evidence, () => artifacts.CreateExtra(LeaderboardFileNames.Kept));
}
