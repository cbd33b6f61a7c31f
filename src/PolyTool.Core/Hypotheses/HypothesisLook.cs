using System.Globalization;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Hypotheses;

/// <summary>
/// A look at a set: what may be looked at is settled first, then it is tested and written down, and only then shown. A look that
/// could be taken without being kept would cost nothing, and the level would mean nothing.
/// </summary>
public sealed class HypothesisLook
{
    private const long Day = 86_400;

    private readonly ChainLink _link;
    private readonly IReadOnlyList<(FrozenBatch Batch, BatchUsers Users)> _batches;
    private readonly long _after;
    private readonly string _at;
    private NewEvents? _data;

    private HypothesisLook(ChainLink link, IReadOnlyList<(FrozenBatch, BatchUsers)> batches, long after, string at) => (_link, _batches, _after, _at) = (link, batches, after, at);

    /// <summary>The set.</summary>
    public HypothesisSet Set => _link.Set;

    /// <summary>The look's number, from 1.</summary>
    public int Number => Repeats?.Look ?? _link.Looks.Looks.Count() + 1;

    /// <summary>These batches were looked at before, with users chosen until the same time.</summary>
    public bool IsRepeated => Repeats is not null;

    /// <summary>What it spends.</summary>
    public double Level => Repeats?.Level ?? HypothesisTester.Level(Set.Rule, Number);

    /// <summary>Users of the batches whose run roots never held statistics.</summary>
    public int Without => _batches.Sum(static b => b.Users.Unread.Count);

    private LookEntry? Repeats => _link.Looks.Looks.FirstOrDefault(look => look.IsOf(_batches.Select(static b => b.Batch), ChosenLast));

    /// <summary>The end of the latest period by whose profits users were chosen, if that is what decides which events count.</summary>
    private string? ChosenLast => EpochClock.Format(_after) is var last && string.CompareOrdinal(last, Set.FrozenAt) > 0 ? last : null;

    /// <summary>Opens a set and batches, and refuses what cannot test it. Nothing is tested yet.</summary>
    /// <param name="file">Full path of the set.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="now">The clock's time.</param>
    /// <param name="toFullPath">Makes a recorded run root's path full.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure">What <see cref="HypothesisChain.Read"/> says of the set; <c>NothingToTest</c>: it is empty; <c>ClockSetBack</c>; of a batch <c>DiscoveryBatch</c>, <c>BatchTwice</c>, <c>BatchNotLater</c>, <c>BatchChosenByProfit</c>, <c>EvidenceNotFound</c>, <c>StatisticsUnreadable</c>, <c>NotALeaderboard</c>, <c>EvidenceUnreadable</c>.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static HypothesisLook Open(string file, IEnumerable<SavedBatch> batches, DateTimeOffset now, Func<string, string> toFullPath, CancellationToken cancellationToken = default)
    {
        var link = HypothesisChain.Read(file)[^1];
        if (link.Set.Hypotheses.Count == 0)
        {
            throw new Failure("NothingToTest", $"The set '{file}' holds no hypothesis, so there is nothing to look at. Freeze a set that does.", file);
        }

        var at = link.Now(now);
        var frozen = DateTimeOffset.Parse(link.Set.FrozenAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();
        List<(FrozenBatch Batch, BatchUsers Users)> read = [];
        var after = frozen;
        foreach (var batch in batches)
        {
            var board = batch.ReadBoard(cancellationToken);
            var evidence = board.Evidence ?? throw new Failure("EvidenceNotFound", $"The batch at '{batch.Folder}' has no {EvidenceBoard.FileName}, so nobody knows how its users were chosen, and it cannot test anything. Make it again without -NoEvidence.", batch.Folder);
            var users = BatchUsers.ReadAll(batch, evidence, toFullPath, cancellationToken);
            var one = new FrozenBatch(board.BatchId, board.CreatedAt, users.Content);
            if (one.Content == link.Set.Batch.Content)
            {
                throw new Failure("DiscoveryBatch", $"The batch at '{batch.Folder}' holds what batch '{link.Set.Batch.Id}' does, which the hypotheses come from, so it cannot test them. Give batches of later scans.", batch.Folder);
            }

            if (read.Exists(other => other.Batch.Content == one.Content))
            {
                throw new Failure("BatchTwice", $"The batch at '{batch.Folder}' holds the same as another that was given. Give each once; the same scans aggregated again are the same batch.", batch.Folder);
            }

            var begins = Math.Max(frozen, ChosenUntil(batch, evidence));
            Check(batch, users, begins, link.Set, now);
            after = Math.Max(after, begins);
            read.Add((one, users));
        }

        return read.Count > 0
            ? new(link, [.. read.OrderBy(static b => b.Batch.Content, StringComparer.Ordinal)], after, at)
            : throw new Failure("BatchRequired", "Say on which batches to test: pipe them, or give them after the set.", file);
    }

    /// <summary>What of the batches can test. Nothing is tested for it, so it spends nothing.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>RunRootChanged</c>.</exception>
    public LookOverlap ReadOverlap(CancellationToken cancellationToken = default) => Repeats?.Overlap ?? Data(cancellationToken).Overlap;

    /// <summary>Tests, and keeps the look beside the set; a look at the same batches again is read back.</summary>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <exception cref="Failure"><c>RunRootChanged</c>; <c>BatchNotLater</c>, <c>NothingToTest</c>: there is no look; <c>HypothesisSetBusy</c>; <c>HypothesisSetNotWritten</c>: the look cannot be kept, then there is none.</exception>
    public IReadOnlyList<HypothesisTest> Take(CancellationToken cancellationToken = default)
    {
        var entry = Repeats;
        var isRepeated = entry is not null;
        if (entry is null)
        {
            var data = Data(cancellationToken);
            var results = HypothesisTester.Test(Set, data, Number, _link.Looks.Parked, cancellationToken);
            RefuseNothing(data, results);
            entry = HypothesisLooksFile.Add(_link.File, Set, _link.Looks, new LookEntry
            {
                At = _at,
                Look = Number,
                Level = Level,
                Batches = [.. _batches.Select(static b => b.Batch)],
                Overlap = data.Overlap,
                Results = results,
            });
        }

        var hypotheses = Set.Hypotheses.ToDictionary(static h => (h.Segment, h.Variant));
        return
        [
            .. entry.Results.Select(result => new HypothesisTest(result)
            {
                Hypothesis = hypotheses.GetValueOrDefault((result.Segment, result.Variant)) ?? new Hypothesis(),
                Look = entry.Look,
                Level = entry.Level,
                At = entry.At,
                IsRepeated = isRepeated,
                IsRehearsal = Set.IsRehearsal,
                Batches = entry.Batches,
                Overlap = entry.Overlap,
                SetHash = Set.ContentHash,
                LookHash = entry.Hash,
            }),
        ];
    }

    private NewEvents Data(CancellationToken cancellationToken)
    {
        if (_data is null)
        {
            var data = NewEvents.Of(Set, _batches.SelectMany(static b => b.Users.Runs), _after, cancellationToken);
            _data = data with { Overlap = data.Overlap with { ChosenUntil = ChosenLast } };
        }

        return _data;
    }

    /// <summary>
    /// A look that can say nothing is not taken, so that nothing is spent on it. Batches hold new events by wallet, and owners by
    /// all their wallets; what fails the gates does so whatever its result, so nothing is learned by the refusal.
    /// </summary>
    private void RefuseNothing(NewEvents data, IReadOnlyList<HypothesisResult> results)
    {
        if (data.Overlap.Events == 0)
        {
            throw new Failure("BatchNotLater", $"No owner behind the batches has an event that begins after {EpochClock.Format(_after)} and was not seen before ({data.Overlap}), so nothing was tested and no look was taken. Give batches of later scans.", _link.File);
        }

        if (results.All(static r => r.P is null))
        {
            throw new Failure("NothingToTest", $"None of the hypotheses in '{_link.File}' can be tested on these batches, so no look was taken: {string.Join("; ", results.Take(3).Select(static r => $"{r} ({r.Variant}), {r.Reason}"))}. Give batches with more events.", _link.File);
        }
    }

    private static void Check(SavedBatch batch, BatchUsers users, long begins, HypothesisSet set, DateTimeOffset now)
    {
        var seen = set.Seen.ToDictionary(static user => user.Key, static user => user, StringComparer.Ordinal);
        var isNew = false;
        foreach (var run in users.Runs)
        {
            var known = seen.TryGetValue(run.Key, out var before) ? SeenEvents.Unpack(before.Events).ToHashSet() : [];
            foreach (var (hash, time) in run.Events)
            {
                isNew |= time > begins && !known.Contains(hash);
            }
        }

        if (users.NewestBuy > now.ToUnixTimeSeconds())
        {
            throw new Failure("ClockSetBack", $"The batch at '{batch.Folder}' holds a buy of {EpochClock.Format(users.NewestBuy)}, which is still to come by the clock. Set the clock right.", batch.Folder);
        }

        if (!isNew)
        {
            throw new Failure("BatchNotLater", $"The batch at '{batch.Folder}' holds no event that begins after {EpochClock.Format(begins)} and was not seen before, so it cannot test the hypotheses. Give batches of later scans.", batch.Folder);
        }
    }

    /// <summary>The last second of the period by whose profits a batch's users were chosen: in it they were lucky.</summary>
    private static long ChosenUntil(SavedBatch batch, EvidenceBoard evidence) =>
        evidence.UserSelection != UserSelection.Profit ? long.MinValue
        : evidence.SelectedUntil is { } day ? ((day + 1) * Day) - 1
        : throw new Failure("BatchChosenByProfit", $"The users of the batch at '{batch.Folder}' were chosen by their profits, and nobody knows until when, so it cannot test anything. Say until when with -SelectedUntil.", batch.Folder);
}
