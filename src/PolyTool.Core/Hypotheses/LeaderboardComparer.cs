using System.Globalization;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Hypotheses;

/// <summary>Compares two leaderboards.</summary>
public static class LeaderboardComparer
{
    /// <summary>Compares two batches, with their evidence.</summary>
    /// <param name="reference">The earlier one.</param>
    /// <param name="difference">The later one.</param>
    /// <param name="toFullPath">Makes a recorded run root's path full.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>NotALeaderboard</c> or <c>EvidenceUnreadable</c>: a file of a batch is something else.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LeaderboardComparison Compare(SavedBatch reference, SavedBatch difference, Func<string, string> toFullPath, CancellationToken cancellationToken = default)
    {
        Board one = Board.Read(reference, cancellationToken), two = Board.Read(difference, cancellationToken);

        // Ranks of two kinds cannot be compared: by evidence only where both have some.
        var rankBy = one.HasEvidence && two.HasEvidence ? SegmentRankBy.Evidence : SegmentRankBy.NotionalClv;
        (one, two) = (one.Ranked(rankBy), two.Ranked(rankBy));
        return WithOverlap(BatchUsers.Read(reference, toFullPath, cancellationToken), BatchUsers.Read(difference, toFullPath, cancellationToken), board: new LeaderboardComparison
        {
            ReferenceBatchId = one.BatchId,
            DifferenceBatchId = two.BatchId,
            UsersAdded = [.. two.Users.Keys.Except(one.Users.Keys, StringComparer.Ordinal).Order(CodePointOrder.Comparer)],
            UsersRemoved = [.. one.Users.Keys.Except(two.Users.Keys, StringComparer.Ordinal).Order(CodePointOrder.Comparer)],
            UsersWithOtherOutcome = [.. one.Users.Where(u => two.Users.TryGetValue(u.Key, out var other) && other != u.Value).Select(u => u.Key).Order(CodePointOrder.Comparer)],
            OptionsChanged = [.. Options(one, two)],
            Segments =
            [
                .. one.Rows.Keys.Union(two.Rows.Keys)
                    .OrderBy(static key => key.Segment, CodePointOrder.Comparer)
                    .ThenBy(static key => key.Variant, CodePointOrder.Comparer)
                    .Select(key => Change(key, one, two)),
            ],
        });
    }

    private static LeaderboardComparison WithOverlap(BatchUsers one, BatchUsers two, LeaderboardComparison board)
    {
        if (one.Runs.Count == 0 || two.Runs.Count == 0)
        {
            return board with { Overlap = "What the boards share is not known: run roots hold no statistics. The intervals take the boards as independent." };
        }

        int owners = 0, shared = 0;
        long events = 0, sharedEvents = 0;
        foreach (var owner in ObservedOwners.Of(two.Runs, HypothesisSource.Seen(one.Runs), merge: true))
        {
            var earlier = owner.Seen.SelectMany(static user => SeenEvents.Unpack(user.Events)).ToHashSet();
            var held = owner.Runs.SelectMany(static run => run.Events.Keys).ToHashSet();
            owners++;
            shared += owner.Seen.Count > 0 ? 1 : 0;
            events += held.Count;
            sharedEvents += held.Count(earlier.Contains);
        }

        return board with
        {
            Owners = owners,
            OwnersShared = shared,
            Events = events,
            EventsShared = sharedEvents,
            Overlap = string.Create(CultureInfo.InvariantCulture, $"{shared} of {owners} owners and {sharedEvents} of {events} of their events are on the reference too. ")
                + (shared == 0 ? "The intervals take the boards as independent." : "The intervals take the boards as independent; what they share moves both alike, so the changes are surer than the intervals say."),
        };
    }

    private static SegmentChange Change(RowName key, Board one, Board two)
    {
        one.Rows.TryGetValue(key, out var before);
        two.Rows.TryGetValue(key, out var after);
        MeasureEvidence? earlier = Tested(before), later = Tested(after);
        var both = earlier?.Mean is not null && later?.Mean is not null && before!.Evidence!.TestMeasure == after!.Evidence!.TestMeasure;
        double? from = both ? earlier!.Mean : before?.NotionalClv, to = both ? later!.Mean : after?.NotionalClv;
        var change = to - from;
        var half = both ? Half(earlier!, later!) : null;
        return new SegmentChange
        {
            Segment = key.Segment,
            Variant = key.Variant.Length > 0 ? key.Variant : null,
            Change = before is null ? SegmentChangeKind.New
                : after is null ? SegmentChangeKind.Gone
                : from * to < 0 ? SegmentChangeKind.SignFlip
                : before.Rank != after.Rank ? SegmentChangeKind.Moved
                : SegmentChangeKind.Same,
            Unit = both && before!.Evidence!.Basis == "events" ? "cents" : "fraction",
            ReferenceRank = before?.Rank,
            DifferenceRank = after?.Rank,
            ReferenceEffect = from,
            DifferenceEffect = to,
            EffectChange = change,
            Lower = change - half,
            Upper = change + half,
            ReferenceVerdict = before?.Verdict,
            DifferenceVerdict = after?.Verdict,
        };
    }

    private static MeasureEvidence? Tested(SegmentRow? row) => row?.Evidence is { } evidence ? VerdictRule.Tested(evidence) : null;

    /// <summary>Half of the change's interval: of two independent ones the root of the sum of their squares. Null where one has none.</summary>
    private static double? Half(MeasureEvidence one, MeasureEvidence two) => Math.Sqrt(Square(one.Upper - one.Lower) + Square(two.Upper - two.Lower)) is var half && double.IsFinite(half) ? half / 2 : null;

    private static double Square(double? width) => width * width ?? double.NaN;

    private static IEnumerable<string> Options(Board one, Board two)
    {
        var names = one.Options.Keys.Union(two.Options.Keys, StringComparer.Ordinal).Order(CodePointOrder.Comparer);
        foreach (var name in names)
        {
            string before = one.Options.GetValueOrDefault(name, "not recorded"), after = two.Options.GetValueOrDefault(name, "not recorded");
            if (before != after)
            {
                yield return $"{name}: {before} -> {after}";
            }
        }
    }

    /// <summary>A row: with evidence each kind of line is one, without it all are the segment's.</summary>
    private sealed record Board(
        string BatchId, bool HasEvidence, IReadOnlyList<SegmentRow> All, Dictionary<string, string> Users, Dictionary<string, string> Options)
    {
        public Dictionary<RowName, SegmentRow> Rows { get; private init; } = [];

        public Board Ranked(SegmentRankBy by) => this with
        {
            Rows = SegmentRanking.Rank(
                All.GroupBy(r => new RowName(r.Segment, by == SegmentRankBy.Evidence ? r.Variant ?? "" : "")).Select(static g => g.MinBy(static r => r.EvidenceRank ?? int.MaxValue)!), by)
                .ToDictionary(r => new RowName(r.Segment, by == SegmentRankBy.Evidence ? r.Variant ?? "" : "")),
        };

        /// <summary>Reads one of the two; an error names it, so that nobody takes it for the other.</summary>
        public static Board Read(SavedBatch batch, CancellationToken cancellationToken)
        {
            try
            {
                return ReadAll(batch, cancellationToken);
            }
            catch (Failure failure) when (failure.Target is null)
            {
                throw new Failure(failure.Code, failure.Message, batch.Folder, failure.CanPass, failure);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new Failure("LeaderboardUnreadable", $"Cannot read the batch at '{batch.Folder}': {error.Message}", batch.Folder, cause: error);
            }
        }

        private static Board ReadAll(SavedBatch batch, CancellationToken cancellationToken)
        {
            var board = batch.ReadBoard(cancellationToken);
            Dictionary<string, string> users = new(StringComparer.Ordinal), options = new(StringComparer.Ordinal);
            foreach (var user in batch.ReadUsers(cancellationToken))
            {
                // A list of users may write a handle as @handle; its run root does not.
                users[user.User.StartsWith('@') ? user.User[1..] : user.User] = user.Status;
            }

            AddOptions(options, board.Inputs);
            if (board.Evidence is { } evidence)
            {
                AddOptions(options, RecordJson.ToTree(evidence.Rule), "rule.");
            }

            return new Board(
                board.BatchId,
                board.Evidence?.Segments.Any(static s => s.Users > 0) == true,
                board.Rows,
                users,
                options);
        }

        private static void AddOptions(Dictionary<string, string> options, JsonValue? value, string prefix = "")
        {
            foreach (var (name, member) in value?.AsMembers ?? [])
            {
                if (member.Kind == JsonKind.Object)
                {
                    AddOptions(options, member, $"{prefix}{name}.");
                }
                else
                {
                    options[prefix + name] = member.ToString();
                }
            }
        }
    }
}
