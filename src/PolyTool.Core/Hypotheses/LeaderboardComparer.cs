using PolyTool.Core.Json;
using PolyTool.Core.Evidence;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Hypotheses;

/// <summary>Compares two leaderboards.</summary>
public static class LeaderboardComparer
{
    private static readonly JsonShape s_header = JsonShape.Members(("batch_id", JsonShape.All), ("inputs", JsonShape.All));

    /// <summary>Compares two files, with the evidence beside them.</summary>
    /// <param name="reference">Path of the earlier <c>hypothesis_leaderboard.json</c>.</param>
    /// <param name="difference">Path of the later one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotALeaderboardException">A file is something else.</exception>
    /// <exception cref="EvidenceFileException">Evidence is damaged.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LeaderboardComparison Compare(string reference, string difference, CancellationToken cancellationToken = default)
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
        MeasureEvidence? earlier = one.Measure(key), later = two.Measure(key);
        var both = earlier?.Mean is not null && later?.Mean is not null;
        double? from = both ? earlier!.Mean : before?.NotionalClv, to = both ? later!.Mean : after?.NotionalClv;
        var change = to - from;
        var error = both ? 1.96 * Math.Sqrt(Square(earlier!) + Square(later!)) : (double?)null;
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
        string BatchId, Dictionary<string, SegmentRow> Rows, Dictionary<string, string> Users, Dictionary<string, string> Options, Dictionary<string, SegmentEvidence> Evidence)
    {
        public MeasureEvidence? Measure(string key) => Evidence.TryGetValue(key, out var segment) ? segment.Percent : null;

        public bool HasEvidence => Evidence.Values.Any(s => s.Users > 0);

        public Board Ranked(SegmentRankBy by) => this with { Rows = SegmentRanking.Rank(Rows.Values, by).ToDictionary(r => r.Segment, StringComparer.Ordinal) };

        public static Board Read(string path, CancellationToken cancellationToken)
        {
            IEnumerable<SegmentRow> rows = LeaderboardFile.Read(path, cancellationToken);
            var evidence = EvidenceFile.ReadBeside(path);
            rows = evidence?.AddTo(rows) ?? rows;
            var users = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var user in BatchUsers.Read(path, cancellationToken))
            {
                users[user.User] = user.Status;
            }

            var header = new JsonFile().Read(path, s_header, cancellationToken);
            var options = new Dictionary<string, string>(StringComparer.Ordinal);
            AddOptions(options, header["inputs"]);
            if (evidence is not null)
            {
                AddOptions(options, RecordJson.ToTree(evidence.Rule), "rule.");
            }

            return new Board(
                header["batch_id"] is { Kind: JsonKind.String } id ? id.Text : "",
                rows.ToDictionary(r => r.Segment, StringComparer.Ordinal),
                users,
                options,
                (evidence?.Segments ?? []).ToDictionary(s => s.SegmentKey, StringComparer.Ordinal));
        }

        private static void AddOptions(Dictionary<string, string> options, JsonValue? value, string prefix = "")
        {
            foreach (var (name, member) in value?.Kind == JsonKind.Object ? value.Members : [])
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
