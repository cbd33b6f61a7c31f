using PolyTool.Core.Batches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class JoinBatchRunTests : IDisposable
{
    private const string Scan = "-UsersFile users.txt -BatchId b -ErrorAction Ignore -ScanScript { param($User) if ($User -eq 'u3') { throw 'no' } \"roots/$User\" }";

    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public JoinBatchRunTests()
    {
        _engine = new HostedEngine { Location = _folder.Path };
        _folder.Users(12);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Shards_from_the_pipeline_by_id_and_by_path_are_the_bytes_of_one_machine()
    {
        var one = _engine.Run($"$env:SOURCE_DATE_EPOCH = 1771610400; Invoke-BatchRun {Scan} -OutputRoot one").Single<BatchRun>();
        var shards = _engine.Run($"1..3 | ForEach-Object {{ Invoke-BatchRun {Scan} -OutputRoot out -Shard \"$_/3\" -Resume }}").All<BatchRun>();
        Assert.Equal(["b.shard-1-of-3", "b.shard-2-of-3", "b.shard-3-of-3"], shards.Select(shard => shard.BatchId));
        Assert.Equal(12, shards.Sum(shard => shard.UsersAttempted));
        string[] joins =
        [
            "Get-BatchRun out -BatchId *shard* | Join-BatchRun -OutputRoot one -Force",
            "Copy-Item out/* one -Recurse -Force; Join-BatchRun b.shard-* -OutputRoot one -Force",
            // The shards were copied there by now, and the batch itself is there too.
            "Join-BatchRun b -OutputRoot one -Force",
            "Join-BatchRun (Get-ChildItem out/*/*) -OutputRoot one -Force",
            "Get-ChildItem out/*/* | Sort-Object Name -Descending | Join-BatchRun -OutputRoot one -Force",
        ];
        var expected = BatchFolders.Files(one.BatchRoot);
        foreach (var join in joins)
        {
            var joined = _engine.Run(join).Succeeded().Single<BatchRun>();
            Assert.Equal((12, 1, BatchStatus.Complete), (joined.UsersAttempted, joined.UsersFailed, joined.Status));
            Assert.Equal(expected, BatchFolders.Files(joined.BatchRoot));
        }
    }

    [Fact]
    public void What_is_missing_is_warned_of_and_in_the_result()
    {
        _engine.Run($"Invoke-BatchRun {Scan} -OutputRoot out -Shard 2/3");
        Ended("Join-BatchRun b.shard-* -OutputRoot out", "ShardsMissing");
        var run = _engine.Run("Join-BatchRun b.shard-* -OutputRoot out -AllowIncomplete");
        Assert.Contains("shards 1/3, 3/3 are missing", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal([1, 3], run.Single<BatchRun>().MissingShards);
    }

    [Fact]
    public void An_id_without_shards_and_a_folder_that_is_no_shard_are_named()
    {
        Ended("Join-BatchRun b -OutputRoot out", "PathNotFound");
        _engine.Run($"Invoke-BatchRun {Scan} -OutputRoot out -Shard 1/1; $null = New-Item b -ItemType Directory");
        Ended("Join-BatchRun b -OutputRoot out", "NotAShard");
    }

    [Theory]
    [InlineData("-Shard 0/4", "ShardNotANumber")]
    [InlineData("-Shard 5/4", "ShardNotANumber")]
    [InlineData("-Shard x", "ShardNotANumber")]
    [InlineData("-Shard Auto", "ShardNotInEnvironment")]
    [InlineData("-RateShare 0", "RateShareNotAShare")]
    [InlineData("-RateShare 2.5", "RateShareNotAShare")]
    [InlineData("-RateShare 65", "RateShareNotAShare")]
    [InlineData("-RateShare x", "RateShareNotAShare")]
    public void A_wrong_part_or_share_ends_the_call_before_anything_is_written(string parameter, string id)
    {
        Ended($"Invoke-BatchRun users.txt -BatchId b -OutputRoot out {parameter} -ScanScript {{ }}", id);
        Assert.False(Directory.Exists(_folder.Find("out")));
    }

    [Fact]
    public void A_shard_needs_the_id_of_its_batch() =>
        Ended("Invoke-BatchRun users.txt -Shard 1/2 -ScanScript { }", "BatchIdRequired");

    [Fact]
    public void A_shard_that_is_started_again_goes_on()
    {
        _engine.Run($"Invoke-BatchRun {Scan} -OutputRoot out -Shard 1/1 -Resume").Single<BatchRun>();
        var again = _engine.Run($"Invoke-BatchRun {Scan} -OutputRoot out -Shard 1/1 -Resume -Verbose");
        Assert.Equal(1, again.Single<BatchRun>().UsersFailed);
        Assert.Equal(11, again.Verbose.Count(line => line.Contains("scanned before", StringComparison.Ordinal)));
    }

    private void Ended(string script, string id) => Assert.Equal(id, Assert.Single(_engine.Run(script).ErrorIds));

    [Fact]
    public void WhatIf_joins_nothing()
    {
        _engine.Run($"Invoke-BatchRun {Scan} -OutputRoot out -Shard 1/1");
        Assert.Empty(_engine.Run("Join-BatchRun b.shard-1-of-1 -OutputRoot out -WhatIf").Succeeded().Output);
        Assert.Empty(Directory.GetDirectories(_folder.Find("out"), "b", SearchOption.AllDirectories));
    }
}
