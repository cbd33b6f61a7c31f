namespace PolyTool.Benchmarks.Evidence;

/// <summary>How many of the ten segments on top are truly positive: by evidence, by the original's list, by a raw mean of all.</summary>
internal static class RankingSimulation
{
    public static void Run(int boards, ulong seed, CancellationToken cancellation)
    {
        Console.WriteLine();
        Console.WriteLine($"Truly positive among the ten on top, mean of {boards} boards of 100 segments, a tenth of them with an effect of about 0.15");
        Console.WriteLine($"{"users",5} {"between",8} {"shape",-11} {"true ones",9} {"evidence",9} {"raw mean",9} {"original",9}");
        foreach (var users in new[] { 10, 20, 50, 100, 300 })
        {
            foreach (var (tau, shape) in new[] { (0.15, ClvShape.Symmetric), (0.15, ClvShape.SkewedUp) })
            {
                double byEvidence = 0, byMean = 0, byOriginal = 0, real = 0;
                for (var b = 0; b < boards; b++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var plan = new BoardPlan { Users = users, Segments = 100, EventsPerUser = 80, UserDeviation = tau, Shape = shape, TrueShare = 0.1, Effect = 0.15 };
                    var board = BoardSimulator.Make(plan, seed + 99 + ((ulong)b * 1_000_003));
                    var evidence = BoardSimulation.Evidence(board);
                    real += board.TrueMeans.Values.Count(m => m > 0);
                    byEvidence += Hits(board, evidence.Segments.Where(s => s.Rank is not null).OrderBy(s => s.Rank).Select(s => s.SegmentKey));
                    byMean += Hits(board, evidence.Segments.OrderByDescending(s => s.LogOdds?.Mean ?? double.NegativeInfinity).Select(s => s.SegmentKey));
                    byOriginal += Hits(board, OriginalScores(board).OrderByDescending(s => s.Score).Select(s => s.Segment));
                }

                Console.WriteLine($"{users,5} {"yes",8} {shape,-11} {real / boards,9:F1} {byEvidence / boards,9:F1} {byMean / boards,9:F1} {byOriginal / boards,9:F1}");
            }
        }
    }

    /// <summary>The original's pooled score: each user's five best segments, weighted by notional.</summary>
    public static List<(string Segment, double Score)> OriginalScores(SimulatedBoard board) =>
    [
        .. board.TopFive.SelectMany(u => u.Segments)
            .GroupBy(s => s.Segment, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Sum(s => s.Percent * s.Notional) / g.Sum(s => s.Notional))),
    ];

    private static int Hits(SimulatedBoard board, IEnumerable<string> ranked) => ranked.Take(10).Count(s => board.TrueMeans[s] > 0);
}
