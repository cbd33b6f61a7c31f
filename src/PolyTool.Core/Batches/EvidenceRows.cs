using PolyTool.Core.Evidence;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches;

/// <summary>A batch's evidence: statistics are read beside the run root, collected in the rows' order, and written with the other files.</summary>
internal sealed class EvidenceRows(EvidenceRule rule, UserSelection selection, int? selectedUntil)
{
    private readonly EvidenceBuilder _builder = new(rule) { Selection = selection, SelectedUntil = selectedUntil };

    /// <summary>What the evidence that was written says beside its rows.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>Reads the statistics of a user whose run root is sound; called for many users side by side.</summary>
    public static WorkResult Read(WorkResult result)
    {
        if (result.Content is null || result.RunRoot?.Full is not { } path)
        {
            return result;
        }

        var (figures, problem) = EvidenceSource.Read(path, result.User, result.Wallet, result.Segments);
        return result with { Segments = null, Figures = figures, NoFigures = problem };
    }

    /// <summary>Adds a user who has a row that counts.</summary>
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
