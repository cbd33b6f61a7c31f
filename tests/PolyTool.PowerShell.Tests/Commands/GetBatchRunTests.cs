using PolyTool.Core.Batches;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class GetBatchRunTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public GetBatchRunTests()
    {
        _engine = new() { Location = _folder.Path };
        foreach (var name in (string[])["case0001", "batch01"])
        {
            _folder.Copy(Checkout.Find("tests", "golden", name, "out"), "runs");
        }
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_batches_of_an_output_root_are_listed()
    {
        var runs = _engine.Run("Get-BatchRun runs").Succeeded().All<BatchRun>();
        Assert.Equal(["batch01", "case0001"], runs.Select(run => run.BatchId));
        var run = runs[0];
        Assert.Equal(BatchStatus.Complete, run.Status);
        Assert.Equal(new DateTimeOffset(2026, 2, 20, 18, 0, 0, TimeSpan.Zero), run.CreatedAt);
        Assert.Equal((_folder.Find("runs", "2026-02-20", "batch01"), 2), (run.BatchRoot, run.UsersFailed));
        Assert.Equal(run.UsersAttempted, run.UsersSucceeded + run.UsersFailed);
        Assert.Equal(Directory.GetFiles(run.BatchRoot).Sum(file => new FileInfo(file).Length), run.SizeBytes);
    }

    [Fact]
    public void Ids_and_status_select()
    {
        Assert.Equal("case0001", _engine.Run("Get-BatchRun runs -BatchId CASE*").Succeeded().Single<BatchRun>().BatchId);
        Assert.Equal(2, _engine.Run("Get-BatchRun runs -Status complete").Succeeded().Output.Count);
        Assert.Empty(_engine.Run("Get-BatchRun runs -Status Interrupted").Succeeded().Output);
        Assert.Equal(2, _engine.Run("Get-BatchRun r*s").Succeeded().Output.Count);
        Assert.Equal(2, _engine.Run("Get-BatchRun -LiteralPath runs/2026-02-20").Succeeded().Output.Count);
    }

    [Fact]
    public void A_batch_pipes_into_what_reads_batches()
    {
        var users = _engine.Run("Get-BatchRun runs -BatchId batch01").Single<BatchRun>().UsersAttempted;
        Assert.Equal(users, _engine.Run("Get-BatchRun runs -BatchId batch01 | Get-BatchUser").Succeeded().All<UserResult>().Count);
        Assert.NotEmpty(_engine.Run("Get-BatchRun runs -BatchId batch01 | Get-HypothesisLeaderboard").Succeeded().All<SegmentRow>());
        Assert.Single(_engine.Run("Get-BatchRun runs | Get-BatchRun | Select-Object -First 1").Succeeded().Output);
    }

    [Fact]
    public void Without_an_output_root_the_one_that_batches_are_written_to_is_meant()
    {
        Assert.Equal("OutputRootNotFound", Assert.Single(_engine.Run("Get-BatchRun").ErrorIds));
        _folder.Copy(_folder.Find("runs"), "artifacts/research/batch_runs");
        Assert.Equal(2, _engine.Run("Get-BatchRun").Succeeded().Output.Count);
    }

    [Fact]
    public void A_damaged_batch_is_an_error_and_the_others_are_listed()
    {
        _folder.Write("runs/2026-02-20/bad/batch_manifest.json", "{\"batch_id\": ");
        _folder.Write("runs/2026-02-20/worse/batch_journal.jsonl", "");
        var run = _engine.Run("Get-BatchRun runs");
        Assert.Equal(2, run.Output.Count);
        Assert.Equal(["BatchUnreadable", "JournalDamaged"], run.ErrorIds);
        Assert.Equal("OutputRootNotFound", Assert.Single(_engine.Run("Get-BatchRun nowhere").ErrorIds));
        Assert.Equal("PathNotFileSystem", Assert.Single(_engine.Run("Get-BatchRun Env:").ErrorIds));
        Assert.Equal("BatchUnreadable", Assert.Single(_engine.Run("Get-BatchRun runs/2026-02-20/bad/batch_manifest.json").ErrorIds));
    }
}
