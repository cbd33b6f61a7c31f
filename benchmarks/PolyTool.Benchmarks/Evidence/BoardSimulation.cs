using PolyTool.Core.Evidence;

namespace PolyTool.Benchmarks.Evidence;

/// <summary>Whole boards with and without true effects: how often `Supported` is wrong, and how much is found.</summary>
internal static class BoardSimulation
{
    private static readonly EvidenceRule s_rule = EvidenceRule.Default with { BootstrapSamples = 0, PlaceboBoards = 0 };

    public static bool Run(int boards, ulong seed, CancellationToken cancellation)
    {
        Console.WriteLine();
        Console.WriteLine($"Boards without any edge, {boards} a line, seed {seed}, 50 segments in five overlapping dimensions");
        Console.WriteLine($"{"users",5} {"between",8} {"shape",-11} {"any Supported",14} {"rows/board",11} {"original's mean",16}");
        var kept = true;
        foreach (var users in new[] { 10, 20, 50, 100 })
        {
            foreach (var (tau, shape) in new[] { (0.0, ClvShape.Symmetric), (0.15, ClvShape.Symmetric), (0.0, ClvShape.SkewedUp), (0.0, ClvShape.SkewedDown), (0.15, ClvShape.SkewedDown) })
            {
                var plan = new BoardPlan { Users = users, UserDeviation = tau, Shape = shape };
                var c = Count(plan, boards, seed, cancellation);
                var any = (double)c.BoardsWithSupported / boards;
                kept &= any <= 0.05;
                Console.WriteLine($"{users,5} {(tau > 0 ? "yes" : "no"),8} {shape,-11} {any,14:P1} {(double)c.Supported / boards,11:F3} {c.OriginalMean / boards,16:P1}{(any <= 0.05 ? "" : "  <-- above 5 %")}");
            }
        }

        kept &= RunShared(boards, seed, cancellation);
        Console.WriteLine();
        Console.WriteLine($"Boards with effects of about 0.15 in a tenth of the segments, {boards} a line");
        Console.WriteLine($"{"users",5} {"between",8} {"shape",-11} {"false among Supported",22} {"power",7} {"power or Promising",19}");
        foreach (var users in new[] { 20, 50, 100 })
        {
            foreach (var (tau, shape) in new[] { (0.0, ClvShape.Symmetric), (0.15, ClvShape.Symmetric), (0.15, ClvShape.SkewedUp), (0.15, ClvShape.SkewedDown) })
            {
                var plan = new BoardPlan { Users = users, UserDeviation = tau, Shape = shape, TrueShare = 0.1, Effect = 0.15 };
                var c = Count(plan, boards, seed + 1, cancellation);
                var fdr = c.FalseShareSum / boards;
                kept &= fdr <= 0.1;
                Console.WriteLine($"{users,5} {(tau > 0 ? "yes" : "no"),8} {shape,-11} {fdr,22:P1} {(double)c.TrueSupported / c.TrueSegments,7:P1} {(double)c.TruePromising / c.TrueSegments,19:P1}{(fdr <= 0.1 ? "" : "  <-- above 10 %")}");
            }
        }

        return kept;
    }

    /// <summary>Users hold the same 500 events on the same side: the worst case, since opposite sides cancel.</summary>
    public static bool RunShared(int boards, ulong seed, CancellationToken cancellation)
    {
        Console.WriteLine();
        Console.WriteLine($"Boards without any edge whose users hold the same 500 events on the same side, {boards} a line");
        Console.WriteLine($"{"users",5} {"common luck",11} {"any Supported",14} {"without the correction for shared events",41}");
        var kept = true;
        foreach (var users in new[] { 20, 50, 100 })
        {
            foreach (var share in new[] { 0.1, 0.5 })
            {
                var c = Count(new BoardPlan { Users = users, SharedEvents = 500, CommonShare = share }, boards, seed + 2, cancellation);
                var any = (double)c.BoardsWithSupported / boards;
                kept &= any <= 0.05;
                Console.WriteLine($"{users,5} {share,11:P0} {any,14:P1} {(double)c.BoardsBeforeShared / boards,41:P1}{(any <= 0.05 ? "" : "  <-- above 5 %")}");
            }
        }

        return kept;
    }

    public static EvidenceBoard Evidence(SimulatedBoard board, EvidenceRule? rule = null)
    {
        var builder = new EvidenceBuilder(rule ?? s_rule);
        board.Users.ForEach(builder.Add);
        return builder.Build("simulated", "", 1, CancellationToken.None);
    }

    private static Counts Count(BoardPlan plan, int boards, ulong seed, CancellationToken cancellation)
    {
        var total = new Counts();
        Parallel.For(0, boards, new ParallelOptions { CancellationToken = cancellation }, () => new Counts(), (b, _, counts) =>
        {
            var board = BoardSimulator.Make(plan, seed + ((ulong)b * 1_000_003));
            counts.Add(board, Evidence(board));
            return counts;
        }, counts =>
        {
            lock (total)
            {
                total.Add(counts);
            }
        });
        return total;
    }

    private sealed class Counts
    {
        public int Supported, BoardsWithSupported, BoardsBeforeShared, TrueSegments, TrueSupported, TruePromising;
        public double FalseShareSum, OriginalMean;

        public void Add(SimulatedBoard board, EvidenceBoard evidence)
        {
            var supported = evidence.Segments.Where(s => s.Verdict == Verdict.Supported).ToList();
            Supported += supported.Count;
            BoardsWithSupported += supported.Count > 0 ? 1 : 0;
            BoardsBeforeShared += supported.Count > 0 || evidence.Segments.Any(OnlySharedEventsFail) ? 1 : 0;
            FalseShareSum += supported.Count > 0 ? (double)supported.Count(s => board.TrueMeans[s.SegmentKey] <= 0) / supported.Count : 0;
            var real = evidence.Segments.Where(s => board.TrueMeans[s.SegmentKey] > 0).ToList();
            TrueSegments += real.Count;
            TrueSupported += real.Count(s => s.Verdict == Verdict.Supported);
            TruePromising += real.Count(s => s.Verdict is Verdict.Supported or Verdict.Promising);
            var scores = RankingSimulation.OriginalScores(board).Select(s => s.Score).ToList();
            OriginalMean += scores.Count > 0 ? scores.Average() : 0;
        }

        private static bool OnlySharedEventsFail(SegmentEvidence row) =>
            row.Verdict == Verdict.Promising && row.Reasons.Count == 2 && row.Reasons[1].Contains("same events", StringComparison.Ordinal);

        public void Add(Counts other)
        {
            BoardsBeforeShared += other.BoardsBeforeShared;
            Supported += other.Supported;
            BoardsWithSupported += other.BoardsWithSupported;
            TrueSegments += other.TrueSegments;
            TrueSupported += other.TrueSupported;
            TruePromising += other.TruePromising;
            FalseShareSum += other.FalseShareSum;
            OriginalMean += other.OriginalMean;
        }
    }
}
