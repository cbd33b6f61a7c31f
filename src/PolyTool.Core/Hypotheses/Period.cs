using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.RunRoots;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Hypotheses;

/// <summary>A later period: a batch, or run roots, by segment.</summary>
public sealed class Period
{
    private readonly Dictionary<string, PeriodFigures> _figures;

    private Period(string name, string createdAt, IEnumerable<(string Segment, PeriodFigures Figures)> figures)
    {
        (Name, CreatedAt) = (name, createdAt);
        _figures = figures.ToDictionary(f => f.Segment, f => f.Figures with { Period = name, CreatedAt = createdAt }, StringComparer.Ordinal);
    }

    /// <summary>The batch's id, or <c>run roots</c>.</summary>
    public string Name { get; }

    /// <summary>When it was made, UTC; text order is time order.</summary>
    public string CreatedAt { get; }

    /// <summary>What it says of a segment; zero positions where it has none.</summary>
    /// <param name="segment"><c>dimension:bucket</c>.</param>
    public PeriodFigures this[string segment] =>
        _figures.TryGetValue(segment, out var figures) ? figures : new PeriodFigures { Period = Name, CreatedAt = CreatedAt };

    /// <summary>A batch: its evidence where it has some, else its leaderboard, which knows only users who proposed the segment.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>NotALeaderboard</c> or <c>EvidenceUnreadable</c>: a file of a batch is something else.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Period OfBatch(SavedBatch batch, CancellationToken cancellationToken = default)
    {
        // Every batch has the file; where no run root brought statistics, it knows nobody.
        if (batch.ReadEvidence() is { Users: > 0 } evidence)
        {
            return Of(evidence, evidence.BatchId);
        }

        var board = batch.ReadBoard(cancellationToken);
        return new Period(board.BatchId, board.CreatedAt, board.Rows.Where(static row => row.IsProposed).Select(static row => (row.Segment, new PeriodFigures
        {
            Positions = (long)System.Numerics.BigInteger.Min(row.Positions, long.MaxValue),
            WeightedClv = row.NotionalClv,
            Users = row.Users,
        })));
    }

    /// <summary>Run roots together as one period; those without statistics add nothing. Its time is that of the newest.</summary>
    /// <param name="runRoots">The run roots.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Period OfRunRoots(IEnumerable<RunRoot> runRoots, CancellationToken cancellationToken = default)
    {
        var builder = new EvidenceBuilder(EvidenceRule.Default with { BootstrapSamples = 0, PlaceboBoards = 0 });
        var newest = "";
        foreach (var root in runRoots)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (EvidenceSource.Read(root.FullPath, root.Name, root.Wallet).Figures is { } figures)
            {
                builder.Add(figures);
                newest = string.CompareOrdinal(figures.GeneratedAt, newest) > 0 ? figures.GeneratedAt : newest;
            }
        }

        return Of(builder.Build("run roots", newest, 1, cancellationToken), "run roots");
    }

    /// <summary>A board's evidence as a period.</summary>
    internal static Period Of(EvidenceBoard board, string name) => new(name, board.CreatedAt, board.Segments.GroupBy(static s => s.SegmentKey, StringComparer.Ordinal).Select(static g => g.MaxBy(static s => s.Positions)!).Select(s => (s.SegmentKey, new PeriodFigures
    {
        Positions = s.Positions,
        Coverage = s.ClvCoverage,
        WeightedClv = s.NotionalWeightedPercent,
        Users = s.Users,
        MeanClv = s.Percent?.Mean,
        Lower = s.Percent?.Lower,
        Upper = s.Percent?.Upper,
    })));
}
