using PolyTool.Core.Evidence;
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
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>NotALeaderboard</c> or <c>EvidenceUnreadable</c>: a file of a batch is something else.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LeaderboardComparison Compare(SavedBatch reference, SavedBatch difference, CancellationToken cancellationToken = default)
    {
        Board one = Board.Read(reference, cancellationToken), two = Board.Read(difference, cancellationToken);

        // Ranks of two kinds cannot be compared: by evidence only where both have some.
        var rankBy = one.HasEvidence && two.HasEvidence ? SegmentRankBy.Evidence : SegmentRankBy.NotionalClv;
        (one, two) = (one.Ranked(rankBy), two.Ranked(rankBy));
        return new LeaderboardComparison
        {
            ReferenceBatchId = one.BatchId,
            DifferenceBatchId = two.BatchId,
            UsersAdded = [.. two.Users.Keys.Except(one.Users.Keys, StringComparer.Ordinal).Order(CodePointOrder.Comparer)],
            UsersRemoved = [.. one.Users.Keys.Except(two.Users.Keys, StringComparer.Ordinal).Order(CodePointOrder.Comparer)],
            UsersWithOtherOutcome = [.. one.Users.Where(u => two.Users.TryGetValue(u.Key, out var other) && other != u.Value).Select(u => u.Key).Order(CodePointOrder.Comparer)],
            OptionsChanged = [.. Options(one, two)],
            Segments =
            [
                .. one.Rows.Keys.Union(two.Rows.Keys, StringComparer.Ordinal)
                    .Order(CodePointOrder.Comparer)
                    .Select(key => Change(key, one, two)),
            ],
        };
    }

    private static SegmentChange Change(string key, Board one, Board two)
    {
        one.Rows.TryGetValue(key, out var before);
        two.Rows.TryGetValue(key, out var after);
        MeasureEvidence? earlier = before?.Evidence?.Percent, later = after?.Evidence?.Percent;
        var both = earlier?.Mean is not null && later?.Mean is not null;
        var bounded = both && HasBounds(earlier!) && HasBounds(later!);
        double? from = both ? earlier!.Mean : before?.NotionalClv, to = both ? later!.Mean : after?.NotionalClv;
        var change = to - from;
        var error = bounded ? 1.96 * Math.Sqrt(Square(earlier!) + Square(later!)) : (double?)null;
        return new SegmentChange
        {
            Segment = key,
            Change = before is null ? SegmentChangeKind.New
                : after is null ? SegmentChangeKind.Gone
                : from * to < 0 ? SegmentChangeKind.SignFlip
                : before.Rank != after.Rank ? SegmentChangeKind.Moved
                : SegmentChangeKind.Same,
            ReferenceRank = before?.Rank,
            DifferenceRank = after?.Rank,
            ReferenceClv = from,
            DifferenceClv = to,
            ChangeInClv = change,
            Lower = change - error,
            Upper = change + error,
            ReferenceVerdict = before?.Verdict,
            DifferenceVerdict = after?.Verdict,
        };
    }

    private static bool HasBounds(MeasureEvidence measure) => measure is { Lower: not null, Upper: not null };

    /// <summary>The squared error that the interval stands for, so that few users count as little.</summary>
    private static double Square(MeasureEvidence measure) => Math.Pow((measure.Upper!.Value - measure.Lower!.Value) / (2 * 1.96), 2);

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

    private sealed record Board(
        string BatchId, bool HasEvidence, Dictionary<string, SegmentRow> Rows, Dictionary<string, string> Users, Dictionary<string, string> Options)
    {
        public Board Ranked(SegmentRankBy by) => this with { Rows = SegmentRanking.Rank(Rows.Values, by).ToDictionary(r => r.Segment, StringComparer.Ordinal) };

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
                users[user.User] = user.Status;
            }

            AddOptions(options, board.Inputs);
            if (board.Evidence is { } evidence)
            {
                AddOptions(options, RecordJson.ToTree(evidence.Rule), "rule.");
            }

            return new Board(
                board.BatchId,
                board.Evidence?.Segments.Any(static s => s.Users > 0) == true,
                board.Rows.GroupBy(static r => r.Segment, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.MinBy(static r => r.EvidenceRank ?? int.MaxValue)!, StringComparer.Ordinal),
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
