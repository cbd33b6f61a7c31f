using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Hypotheses;

/// <summary>
/// What of batches may test a set: the events of each owner that begin after a time and that the owner was not seen in before.
/// Several runs of a wallet are one, the newer's row counting where two hold the same game; several wallets of an owner are
/// pooled as evidence pools them.
/// </summary>
/// <param name="Owners">The owners' figures, of these events alone.</param>
/// <param name="Overlap">What was left out.</param>
internal sealed record NewEvents(IReadOnlyList<UserFigures> Owners, LookOverlap Overlap)
{
    /// <summary>Finds them.</summary>
    /// <param name="set">The set.</param>
    /// <param name="runs">The users of all batches.</param>
    /// <param name="after">Unix seconds; only later events count.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static NewEvents Of(HypothesisSet set, IEnumerable<UserRun> runs, long after, CancellationToken cancellationToken)
    {
        UserRun[] sorted = [.. runs.DistinctBy(static r => r.Hash, StringComparer.Ordinal).OrderBy(static r => r.Key, StringComparer.Ordinal).ThenBy(static r => r, Comparer<UserRun>.Create(UserRun.NewestFirst))];
        List<UserFigures> figures = [];
        var overlap = new LookOverlap();
        foreach (var owner in ObservedOwners.Of(sorted, set.Seen, set.Rule.MergeOwners))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var known = owner.Seen.SelectMany(static user => SeenEvents.Unpack(user.Events)).ToHashSet();
            Dictionary<ulong, long> times = [];
            foreach (var (hash, time) in owner.Runs.SelectMany(static run => run.Events))
            {
                times[hash] = times.TryGetValue(hash, out var earlier) ? Math.Min(earlier, time) : time;
            }

            HashSet<ulong> wanted = [.. times.Where(e => e.Value > after && !known.Contains(e.Key)).Select(static e => e.Key)];
            overlap = new LookOverlap
            {
                Owners = overlap.Owners + (wanted.Count > 0 ? 1 : 0),
                OwnersSeen = overlap.OwnersSeen + (wanted.Count > 0 && owner.Seen.Count > 0 ? 1 : 0),
                Events = overlap.Events + wanted.Count,
                EventsSeen = overlap.EventsSeen + times.Keys.Count(known.Contains),
                EventsBefore = overlap.EventsBefore + times.Count(e => e.Value <= after && !known.Contains(e.Key)),
            };
            if (wanted.Count > 0)
            {
                figures.Add(FiguresOf(owner, wanted));
            }
        }

        return new(figures, overlap);
    }

    private static UserFigures FiguresOf(ObservedOwner owner, HashSet<ulong> wanted)
    {
        var wallets = owner.Runs.GroupBy(static run => run.Key, StringComparer.Ordinal).OrderBy(static wallet => wallet.Key, StringComparer.Ordinal).ToList();
        var segments = wallets
            .SelectMany(wallet => SegmentsOf(wallet, wanted))
            .GroupBy(static s => s.Key)
            .Select(static s => KeyValuePair.Create(s.Key, s.Count() == 1 ? s.First().Value : SegmentFigures.Pool([.. s.Select(static one => one.Value)])));
        var first = wallets[0].First();
        return new UserFigures { User = first.Name, Wallet = first.Wallet, RunId = first.RunId, GeneratedAt = first.GeneratedAt, HasEvents = true, Segments = [.. segments] };
    }

    private static IEnumerable<KeyValuePair<RowName, SegmentFigures>> SegmentsOf(IEnumerable<UserRun> runs, HashSet<ulong> wanted)
    {
        Dictionary<RowName, List<SegmentEvent>> rows = [];
        HashSet<(RowName, ulong)> taken = [];
        foreach (var run in runs)
        {
            BatchUsers.ReadSegments(run, (segment, variant, events) =>
            {
                var name = new RowName(segment, variant);
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, name, out _);
                list ??= [];
                foreach (ref readonly var row in events)
                {
                    var hash = SeenEvents.Hash(row.EventId);
                    if (wanted.Contains(hash) && taken.Add((name, hash)))
                    {
                        list.Add(row);
                    }
                }
            });
        }

        return rows.Where(static row => row.Value.Count > 0).Select(static row => KeyValuePair.Create(row.Key, SegmentFigures.Of(CollectionsMarshal.AsSpan(row.Value))));
    }
}
