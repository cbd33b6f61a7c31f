using PolyTool.Core.Evidence;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Batches;

/// <summary>A batch's evidence: statistics are read beside the run root, collected in the rows' order, and written with the other files.</summary>
internal sealed class BatchEvidence(BatchRequest request, EvidenceRule rule) : IDisposable
{
    // In the batch root, which is locked: a disk that takes the batch's files is the one that the user chose.
    private const string Scratch = ".segment_figures.tmp";

    private readonly EvidenceBuilder _builder = new(rule, Path.Combine(request.Folder.FullPath, Scratch), request.EvidenceBytesInMemory)
    {
        Selection = request.UserSelection,
        SelectedUntil = request.SelectedUntil,
    };

    /// <summary>What the evidence that was written says beside its rows.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>Reads the statistics of a user whose run root is sound; called for many users side by side.</summary>
    /// <param name="result">What came of the user.</param>
    /// <param name="witness">Notes what was seen of the statistics; null: nobody asks.</param>
    public static WorkResult Read(WorkResult result, RunRootWitness? witness = null)
    {
        if (result.Content is null || result.RunRoot?.Full is not { } path)
        {
            return result;
        }

        var (figures, problem) = EvidenceSource.Read(path, result.User, result.Wallet, result.Segments, witness);
        return result with { Segments = null, Figures = figures, NoFigures = problem };
    }

    /// <summary>Adds a user who has a row that counts.</summary>
    /// <exception cref="IOException">Figures that do not fit into memory cannot be written.</exception>
    public void Add(WorkResult result)
    {
        if (result.Figures is { } figures)
        {
            _builder.Add(figures);
        }
        else
        {
            _builder.AddWithout(result.User, result.NoFigures ?? "no run root");
        }
    }

    /// <summary>Lets go of figures that lie on the disk.</summary>
    public void Dispose() => _builder.Dispose();

    /// <summary>Makes the evidence and stages its file.</summary>
    public void Write(LeaderboardArtifacts artifacts, LeaderboardHeader header, int workers, CancellationToken cancellationToken)
    {
        var board = _builder.Build(header.BatchId, EpochClock.Format(header.CreatedAt), workers, cancellationToken);
        Notes = [.. board.Cautions, .. board.OwnerNotes];
        StreamBuffer output = new(artifacts.CreateExtra(EvidenceBoard.FileName));
        EvidenceWriter.Write(board, output);
        output.Flush();
    }
}
