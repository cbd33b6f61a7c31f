using PolyTool.Core.Failures;
using PolyTool.Core.Json;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Hypotheses;

/// <summary>Makes hypotheses of the segments of a leaderboard.</summary>
public static class HypothesisSource
{
    /// <summary>Every segment of the board as a hypothesis, with what its strongest row says; not yet sealed.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="createdAt">When the set is made.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>NotALeaderboard</c> or <c>EvidenceUnreadable</c>: a file of a batch is something else.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static HypothesisSet Read(SavedBatch batch, string createdAt, CancellationToken cancellationToken = default)
    {
        var board = batch.ReadBoard(cancellationToken);
        var hypotheses = board.Rows.Where(static row => row.IsProposed || row.Evidence is { Residual: false })
            .GroupBy(static row => row.Segment, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => Of(group.MinBy(static row => row.EvidenceRank ?? int.MaxValue)!), StringComparer.Ordinal);
        HashSet<string> planned = new(StringComparer.Ordinal);
        batch.ReadCandidates(
            candidate =>
            {
                if (candidate["segment_key"]?.AsText is { } key && hypotheses.TryGetValue(key, out var known))
                {
                    hypotheses[key] = FalsificationPlan.Add(known, candidate["falsification_plan"], planned.Add(key));
                }
            },
            cancellationToken);
        return new HypothesisSet
        {
            CreatedAt = createdAt,
            BatchId = board.BatchId,
            BatchCreatedAt = board.CreatedAt,
            Hypotheses = [.. hypotheses.OrderBy(static h => h.Key, CodePointOrder.Comparer).Select(static h => h.Value)],
        };
    }

    // The pool of all users says what the segment is worth; the leaderboard shows the users who liked it.
    private static Hypothesis Of(SegmentRow row) => new()
    {
        Segment = row.Segment,
        WeightedClv = row.Evidence is { } evidence ? evidence.NotionalWeightedPercent : row.NotionalClv,
        Verdict = row.Verdict,
        Users = row.Evidence?.Users ?? row.Users,
    };
}
