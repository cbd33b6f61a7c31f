using PolyTool.Core.Evidence;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;
using PolyTool.Core.Tests.Evidence;

namespace PolyTool.Core.Tests.SavedBatches;

/// <summary>Of a large board a table shows a handful of figures: a row's evidence becomes objects when somebody asks for one of the others.</summary>
public sealed class UnreadRowsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("polytool-unread-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Evidence_is_made_of_the_rows_that_are_looked_at_and_of_no_others()
    {
        var made = Boards.Build(Enumerable.Range(0, 20).Select(static u => Boards.User(u, 10, ("league:nba", 0.1), ("league:nfl", 0), ("sport:tennis", -0.1))));
        File.WriteAllBytes(Path.Combine(_folder.FullName, EvidenceBoard.FileName), EvidenceWriter.ToBytes(made));
        File.WriteAllText(
            Path.Combine(_folder.FullName, LeaderboardFileNames.Leaderboard),
            """{"segments":[{"segment_key":"league:nba","scores":{},"total_count":7,"total_notional_weight_used":1.5,"users_with_segment":3}]}""");
        var board = SavedBatch.Open(_folder.FullName, TestContext.Current.CancellationToken).ReadBoard(TestContext.Current.CancellationToken);

        // What the cmdlet does: filter, rank, and say what is to be said of the board.
        SegmentRow[] rows = [.. SegmentRanking.Rank(board.Rows.Where(static row => row.Verdict != "Promising" || row.Variant is not null), SegmentRankBy.Evidence)];
        Assert.Equal((3, 20, 3), (rows.Length, board.Evidence!.Users, rows[0].Tests));
        Assert.Equal(made.Segments.OrderBy(static s => s.Rank).Select(static s => (s.SegmentKey, s.Rank, s.Verdict.ToString())), rows.Select(static row => (row.Segment, row.EvidenceRank, row.Verdict!)));
        Assert.Equal(made.OwnerNotes, board.Evidence.OwnerNotes);
        Assert.Equal(made.Cautions, board.Evidence.Cautions);
        Assert.All(rows, static row => Assert.False(row.EvidenceRow!.IsRead));

        // Rounded as the file has it.
        Assert.Equal(made.Row(rows[1].Segment).FollowThrough!.Mean!.Value, rows[1].MeanCents!.Value, 1e-8);
        Assert.Equal([false, true, false], rows.Select(static row => row.EvidenceRow!.IsRead));
        Assert.Same(rows[1].Evidence, board.Rows.Single(row => row.Segment == rows[1].Segment).Evidence);
    }
}
