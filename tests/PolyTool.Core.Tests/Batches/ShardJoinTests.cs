using CsCheck;
using PolyTool.Core.Batches;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Tests.Batches;

/// <summary>Any number of shards, joined in any order, are the bytes of one machine.</summary>
public sealed class ShardJoinTests : IDisposable
{
    private readonly ShardWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Any_shards_in_any_order_are_one_machines_bytes()
    {
        var number = 0;
        await Gen.Select(Gen.Int[1, 16], Gen.Int[0, 29].Array[0, 6], Gen.Int[0, 1000], Gen.Int[1, 4], Gen.Int[0, 30_000]).SampleAsync(
            async (count, failing, order, workers, inMemory) =>
            {
                var id = $"p{++number}";
                _world.Fail(failing);
                await TestBatch.RunAsync(_world.Whole(id, "one"));
                var roots = await _world.ScanAsync(id, count);
                new Random(order).Shuffle(roots);
                var joined = await _world.JoinAsync(roots, workers: workers, inMemory: inMemory);
                Assert.Empty(joined.MissingShards);
                var one = BatchFolder.Of("one", id, Leaderboards.GoldenCase.Clock, _world.Batch.Folder).FullPath;
                Assert.Equal(ShardWorld.Read(one, "one"), ShardWorld.Read(joined.BatchRoot, "joined"));
                Assert.Equal(
                    Directory.GetFiles(one).Select(Path.GetFileName).Except([LeaderboardFileNames.Journal]).Order(StringComparer.Ordinal),
                    Directory.GetFiles(joined.BatchRoot).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            },
            iter: 10,
            threads: 1);
    }

    [Fact]
    public async Task A_shard_that_failed_in_part_and_was_resumed_joins_as_if_it_had_not()
    {
        _world.Fail([2, 5, 6, 17]);
        var roots = await _world.ScanAsync("r", 4);
        _world.Fail([]);
        for (var number = 1; number <= 4; number++)
        {
            await TestBatch.RunAsync(_world.Shard("r", number, 4) with { Resume = true });
        }

        await TestBatch.RunAsync(_world.Whole("r", "one"));
        var joined = await _world.JoinAsync(roots);
        Assert.Equal(ShardWorld.Read(BatchFolder.Of("one", "r", Leaderboards.GoldenCase.Clock, _world.Batch.Folder).FullPath, "one"), ShardWorld.Read(joined.BatchRoot, "joined"));
    }

    [Fact]
    public async Task A_thousand_shards_of_thirty_users_join_most_of_them_empty()
    {
        await TestBatch.RunAsync(_world.Whole("k", "one"));
        var roots = await _world.ScanManyAsync("k", 1024);
        var joined = await _world.JoinAsync(roots);
        Assert.Equal(ShardWorld.Read(BatchFolder.Of("one", "k", Leaderboards.GoldenCase.Clock, _world.Batch.Folder).FullPath, "one"), ShardWorld.Read(joined.BatchRoot, "joined"));
    }

    [Fact]
    public async Task A_shard_without_users_is_complete()
    {
        var request = _world.Shard("e", 1, 1, []);
        await TestBatch.RunAsync(request);
        Assert.Equal(BatchStatus.Complete, BatchCatalog.Read(request.Folder.FullPath, TestBatch.Token).Status);
    }

    [Fact]
    public async Task What_is_missing_is_in_the_result_and_in_the_folder_until_all_is_there()
    {
        var roots = await _world.ScanAsync("m", 5);
        var some = await _world.JoinAsync([roots[4], roots[0], roots[2]], allowIncomplete: true);
        Assert.Equal([2, 4], some.MissingShards);
        Assert.Equal([2, 4], BatchCatalog.Read(some.BatchRoot, TestBatch.Token).MissingShards);
        Assert.InRange(some.UsersAttempted, 1, _world.List.Count - 1);
        var all = await _world.JoinAsync(roots, force: true);
        Assert.Equal(some.BatchRoot, all.BatchRoot);
        Assert.Empty(BatchCatalog.Read(all.BatchRoot, TestBatch.Token).MissingShards);
        Assert.Equal(_world.List.Count, all.UsersAttempted);
    }

    [Fact]
    public async Task The_journal_of_a_shard_has_the_numbers_of_the_whole_list()
    {
        await _world.ScanAsync("j", 3);
        List<int> numbers = [];
        for (var number = 1; number <= 3; number++)
        {
            var lines = File.ReadAllLines(_world.Shard("j", number, 3).Folder.JournalPath);
            Assert.Contains($"\"shard\":{{\"number\":{number},\"count\":3,\"batch_id\":\"j\",\"list_length\":30,", lines[0], StringComparison.Ordinal);
            numbers.AddRange(lines.Skip(1).Select(line => int.Parse(line.Split(',')[0].Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.Equal(Enumerable.Range(1, 30), numbers.Order());
    }

    [Fact]
    public async Task A_shard_is_no_newest_batch()
    {
        var roots = await _world.ScanAsync("n", 2);
        var output = Path.GetDirectoryName(Path.GetDirectoryName(roots[0].Full))!;
        Assert.Null(BatchWalker.Newest(output, TestBatch.Token));
        var joined = await _world.JoinAsync(roots, output: "out");
        Assert.Equal(joined.BatchRoot, BatchWalker.Newest(output, TestBatch.Token)!.Root);
    }

    [Fact]
    public void A_list_that_grows_moves_nobody()
    {
        var few = Enumerable.Range(0, 200).Select(i => $"0x{i:x40}").ToList();
        List<string> more = [.. few.Prepend("new"), .. Enumerable.Range(200, 200).Select(i => $"0x{i:x40}")];
        for (var number = 1; number <= 7; number++)
        {
            var before = ShardPart.Of(new(number, 7), "b", few);
            var after = ShardPart.Of(new(number, 7), "b", more);
            Assert.Equal(before.Users, after.Users.Where(few.Contains));
            Assert.InRange(before.Users.Count, 10, 50);
            Assert.Equal(after.Users, after.Positions.Select(position => more[position - 1]));
        }
    }

    [Fact]
    public async Task Figures_that_find_no_room_on_the_disk_leave_no_joined_batch()
    {
        var roots = await _world.ScanAsync("s", 2);
        var shards = ShardSet.Open(roots, allowIncomplete: false, TestBatch.Token);
        var folder = BatchFolder.Of("joined", "s", shards.CreatedAt, _world.Batch.Folder);
        using var disk = TestDisk.OrSkip(Path.Combine(_world.Batch.Folder, "joined"), 4096);
        var request = JoinRequest.Of(folder, shards) with { EvidenceBytesInMemory = 0 };
        foreach (var room in new[] { 4, 24, 64 })
        {
            disk.Leave(room * 1024);
            Assert.Equal("BatchNotWritten", (await TestBatch.StopsAsync(request)).Code);
            Assert.Equal(["filler"], Directory.EnumerateFiles(disk.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        }

        disk.Free();
        await TestBatch.RunAsync(request);
    }

    [Fact]
    public async Task A_join_that_is_cancelled_while_figures_lie_on_the_disk_leaves_nothing()
    {
        var roots = await _world.ScanAsync("c", 3);
        var shards = ShardSet.Open(roots, allowIncomplete: false, TestBatch.Token);
        var folder = BatchFolder.Of("joined", "c", shards.CreatedAt, _world.Batch.Folder);
        var taken = 0;
        await foreach (var _ in new BatchRunner(JoinRequest.Of(folder, shards) with { EvidenceBytesInMemory = 0 }).RunAsync(TestBatch.Token))
        {
            if (++taken == 20)
            {
                break;
            }
        }

        Assert.False(Directory.Exists(folder.FullPath));
        await _world.JoinAsync(roots, inMemory: 0);
    }

    [Fact]
    public async Task A_full_disk_leaves_no_joined_batch()
    {
        var roots = await _world.ScanAsync("f", 2);
        var shards = ShardSet.Open(roots, allowIncomplete: false, TestBatch.Token);
        var folder = BatchFolder.Of("joined", "f", shards.CreatedAt, _world.Batch.Folder);
        // The commit cannot rename over a folder: as far as a test can get to a disk that is full at the end.
        Directory.CreateDirectory(Path.Combine(folder.FullPath, LeaderboardFileNames.Leaderboard));
        var error = await TestBatch.StopsAsync(JoinRequest.Of(folder, shards) with { Force = true });
        Assert.Equal("BatchNotWritten", error.Code);
        Assert.False(File.Exists(Path.Combine(folder.FullPath, LeaderboardFileNames.Manifest)));
    }
}
