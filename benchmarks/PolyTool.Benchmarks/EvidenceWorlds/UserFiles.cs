using System.Globalization;
using PolyTool.Core.Evidence.Events;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>What a scan would have written of each simulated user: the same statistics in memory and as run roots.</summary>
internal static class UserFiles
{
    private static readonly string[] s_names = [.. Enumerable.Range(0, 40_000).Select(NewName)];

    /// <summary>The statistics of all users of a board, in order.</summary>
    public static IEnumerable<SegmentStatistics> Of(World world, BoardMaker board)
    {
        var from = 0;
        for (var user = 0; user < world.Users; user++)
        {
            var to = from;
            while (to < board.Bets.Length && board.Bets[to].User == user)
            {
                to++;
            }

            yield return Of(world, user, board.Bets[from..to]);
            from = to;
        }
    }

    /// <summary>A board's users as run roots that Invoke-BatchRun -AggregateOnly reads.</summary>
    public static void Write(World world, BoardMaker board, string folder)
    {
        foreach (var statistics in Of(world, board))
        {
            var root = Directory.CreateDirectory(Path.Combine(folder, statistics.User)).FullName;
            var candidates = string.Join(",\n", Rows.Keys.Select(static key =>
                $$$"""{"segment_key": "{{{key}}}", "metrics": {"count": 10, "notional_weighted_avg_clv_pct": 0.0}, "denominators": {"weight_used": 100.0, "weighting": "notional"}}"""));
            File.WriteAllText(Path.Combine(root, "coverage_reconciliation_report.json"), """{"clv_coverage": {"coverage_rate": 1.0}}""");
            File.WriteAllText(
                Path.Combine(root, "hypothesis_candidates.json"),
                $$"""{"user_slug": "{{statistics.User}}", "wallet": "{{statistics.Wallet}}", "generated_at": "{{statistics.GeneratedAt}}", "candidates": [{{candidates}}]}""");
            File.WriteAllBytes(Path.Combine(root, SegmentStatistics.FileName), SegmentStatisticsWriter.ToBytes(statistics));
        }
    }

    private static SegmentStatistics Of(World world, int user, ReadOnlySpan<Bet> bets)
    {
        var builder = new SegmentStatisticsBuilder();
        var owner = new OwnerSignature();
        Span<int> rows = stackalloc int[5];
        foreach (ref readonly var bet in bets)
        {
            if (world.SharesTokens)
            {
                owner.Add(Name(bet.Token), Name(bet.Token / 2), bet.Time, !double.IsNaN(bet.AfterFive));
            }

            var observation = Observation(world, bet);
            Rows.Of(bet, rows);
            foreach (var row in rows)
            {
                builder.Add(Rows.Keys[row], observation);
            }
        }

        var (signature, positions) = owner.Build();
        return new SegmentStatistics
        {
            User = "user" + user.ToString("d4", CultureInfo.InvariantCulture),
            Wallet = "0x" + user.ToString("x40", CultureInfo.InvariantCulture),
            RunId = "simulated",
            GeneratedAt = "2026-02-20T18:00:00+00:00",
            Signature = signature,
            SignedPositions = positions,
            Segments = builder.Build(),
        };
    }

    private static PositionObservation Observation(World world, in Bet bet) => new()
    {
        EventId = Name(bet.Event),
        Variant = world.Markout ? PositionObservation.Markout : PositionObservation.PreEvent,
        Day = bet.Day,
        Notional = bet.Notional,
        Shares = bet.Shares,
        FirstBuyTime = bet.Time,
        FirstBuyPrice = bet.FirstPrice,
        AverageEntry = bet.Average,
        After5 = double.IsNaN(bet.AfterFive) ? null : bet.AfterFive,
        Close = double.IsNaN(bet.Close) ? null : bet.Close,
        TakerFeeCents = double.IsNaN(bet.AfterFive) ? null : 3 * bet.AfterFive * (1 - bet.AfterFive),
        Settled = bet.Settled,
        Time = (86_400L * bet.Day) + 1_700_006_400,
    };

    private static string Name(int number) => number < s_names.Length ? s_names[number] : NewName(number);

    /// <summary>The last digits tell names apart: put first, so that sorting is quick.</summary>
    private static string NewName(int number) => string.Create(CultureInfo.InvariantCulture, $"{number % 1000:d3}-{number / 1000}");
}
