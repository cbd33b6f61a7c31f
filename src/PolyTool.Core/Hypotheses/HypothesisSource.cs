using PolyTool.Core.Json;
using PolyTool.Core.Evidence;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Hypotheses;

/// <summary>Makes hypotheses of the segments of a leaderboard.</summary>
public static class HypothesisSource
{
    private static readonly JsonShape s_plans = JsonShape.Members(("batch_id", JsonShape.All), ("created_at", JsonShape.All), ("per_user", JsonShape.Stream(JsonShape.Members(
        ("top_candidates", JsonShape.All)))));

    /// <summary>Every segment of the board that some user proposed, as a hypothesis; not yet sealed.</summary>
    /// <param name="leaderboard">Path of a <c>hypothesis_leaderboard.json</c>.</param>
    /// <param name="createdAt">When the set is made.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotALeaderboardException">The file is something else.</exception>
    /// <exception cref="EvidenceFileException">The evidence beside it is damaged.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static HypothesisSet Read(string leaderboard, string createdAt, CancellationToken cancellationToken = default)
    {
        IEnumerable<SegmentRow> rows = LeaderboardFile.Read(leaderboard, cancellationToken);
        var evidence = EvidenceFile.ReadBeside(leaderboard);
        rows = evidence?.AddTo(rows) ?? rows;
        var hypotheses = rows.ToDictionary(row => row.Segment, Of, StringComparer.Ordinal);
        foreach (var segment in evidence?.Segments ?? [])
        {
            // The pool of all users says what the segment is worth; the leaderboard shows the users who liked it.
            if (hypotheses.TryGetValue(segment.SegmentKey, out var known))
            {
                hypotheses[segment.SegmentKey] = known with { WeightedClv = segment.NotionalWeightedPercent, Users = segment.Users };
            }
        }

        var (batchId, batchCreatedAt) = AddPlans(leaderboard, hypotheses, cancellationToken);
        return new HypothesisSet
        {
            CreatedAt = createdAt,
            BatchId = batchId,
            BatchCreatedAt = batchCreatedAt,
            Hypotheses = [.. hypotheses.OrderBy(h => h.Key, CodePointOrder.Comparer).Select(h => h.Value)],
        };
    }

    private static Hypothesis Of(SegmentRow row) => new()
    {
        Segment = row.Segment,
        WeightedClv = row.NotionalClv,
        Verdict = row.Verdict,
        Users = row.Users,
    };

    private static (string BatchId, string CreatedAt) AddPlans(string path, Dictionary<string, Hypothesis> hypotheses, CancellationToken cancellationToken)
    {
        var planned = new HashSet<string>(StringComparer.Ordinal);
        var file = new JsonFile();
        try
        {
            foreach (var user in file.Stream(path, s_plans, cancellationToken))
            {
                foreach (var candidate in user["top_candidates"] is { Kind: JsonKind.Array } list ? list.Items : [])
                {
                    if (candidate["segment_key"] is { Kind: JsonKind.String } key && hypotheses.TryGetValue(key.Text, out var known))
                    {
                        hypotheses[key.Text] = FalsificationPlan.Add(known, candidate["falsification_plan"], planned.Add(key.Text));
                    }
                }
            }
        }
        catch (JsonTextException error)
        {
            throw new NotALeaderboardException(path, error.Message);
        }

        return (Text(file.Result["batch_id"]), Text(file.Result["created_at"]));
    }

    private static string Text(JsonValue? value) => value?.Kind == JsonKind.String ? value.Text : "";
}
