using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Batches;

/// <summary>What is no shard, or none of this batch, is refused by name, and nothing is written.</summary>
public sealed class ShardRefusalTests : IDisposable
{
    private readonly ShardWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1/0")]
    [InlineData("-1/4")]
    [InlineData("1/4/4")]
    [InlineData("1.5/4")]
    [InlineData("1/10001")]
    [InlineData("Auto/x")]
    [InlineData("Automatic")]
    public void A_text_that_names_no_part_is_refused(string text) =>
        Assert.Equal("ShardNotANumber", Assert.Throws<Failure>(() => BatchShard.Parse(text, static _ => null)).Code);

    [Theory]
    [InlineData("3/16", "", "3/16")]
    [InlineData(" 1/1 ", "", "1/1")]
    [InlineData("Auto", "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=16", "3/16")]
    [InlineData("auto/16", "SLURM_ARRAY_TASK_ID=16 SLURM_ARRAY_TASK_COUNT=1", "16/16")]
    [InlineData("Auto/16", "JOB_COMPLETION_INDEX=0", "1/16")]
    [InlineData("Auto/16", "JOB_COMPLETION_INDEX=15", "16/16")]
    [InlineData("Auto", "AWS_BATCH_JOB_ARRAY_INDEX=2 AWS_BATCH_JOB_ARRAY_SIZE=4", "3/4")]
    public void A_part_is_named_or_stands_in_the_environment(string text, string environment, string part) =>
        Assert.Equal(part, BatchShard.Parse(text, Environment(environment)).ToString());

    [Theory]
    [InlineData("Auto", "")]
    [InlineData("Auto", "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=1")]
    [InlineData("Auto", "SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_COUNT=4")]
    [InlineData("Auto", "SLURM_ARRAY_TASK_ID=3")]
    [InlineData("Auto", "JOB_COMPLETION_INDEX=3")]
    [InlineData("Auto/4", "JOB_COMPLETION_INDEX=4")]
    [InlineData("Auto/4", "JOB_COMPLETION_INDEX=x")]
    [InlineData("Auto", "AWS_BATCH_JOB_ARRAY_INDEX=2 AWS_BATCH_JOB_ARRAY_SIZE=y")]
    public void An_environment_that_names_no_part_is_refused(string text, string environment) =>
        Assert.Equal("ShardNotInEnvironment", Assert.Throws<Failure>(() => BatchShard.Parse(text, Environment(environment))).Code);

    [Fact]
    public async Task Missing_doubled_and_foreign_shards_are_named()
    {
        var roots = await _world.ScanAsync("b", 3);
        var missing = ShardWorld.Refuses(roots[0], roots[2]);
        Assert.Equal("ShardsMissing", missing.Code);
        Assert.Contains("2/3", missing.Message, StringComparison.Ordinal);

        Assert.Equal("ShardRepeated", ShardWorld.Refuses(roots[0], roots[0], roots[1], roots[2]).Code);
        var copy = Copy(roots[1], "elsewhere");
        _world.Fail([0, 1, 2, 3, 4, 5]);
        await TestBatch.RunAsync(_world.Shard("b", 2, 3) with { Force = true });
        var doubled = ShardWorld.Refuses([.. roots, copy]);
        Assert.Equal("ShardRepeated", doubled.Code);
        Assert.Contains("elsewhere", doubled.Message, StringComparison.Ordinal);

        var others = await _world.ScanAsync("other", 3);
        Assert.Contains("the batch ('b' and 'other')", Foreign(roots[0], others[1]), StringComparison.Ordinal);
        var four = await _world.ScanAsync("b", 4);
        Assert.Contains("the number of parts ('3' and '4')", Foreign(roots[0], four[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_users_and_options_are_named()
    {
        var roots = await _world.ScanAsync("b", 2);
        var second = _world.Shard("b", 2, 2);
        await Differs(_world.Shard("b", 2, 2, [.. _world.List, "one more"]), "the list of users (30 and 31 of them)");
        await Differs(second with { Flags = new ScanFlags { Lite = true } }, "the scan flags");
        await Differs(second with { ScannerName = "another" }, "the scanner ('test' and 'another')");
        await Differs(second with { Evidence = null }, "the rule of the evidence");
        await Differs(second with { UsersFile = "other.txt" }, "the users file");
        await Differs(second with { SelectedUntil = 1 }, "how users were chosen");

        async Task Differs(ScanRequest request, string what)
        {
            await TestBatch.RunAsync(request with { Force = true });
            Assert.Contains(what, Foreign(roots), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_shard_of_another_version_is_named()
    {
        var roots = await _world.ScanAsync("b", 2);
        var file = Path.Combine(roots[1].Full, LeaderboardFileNames.Shard);
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf("tool_version\":\""u8) + "tool_version\":\"".Length;
        bytes[at] = (byte)'9';
        File.WriteAllBytes(file, bytes);
        Assert.Contains("the version of PolyTool", Foreign(roots), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_unfinished_moved_and_no_shards_are_named()
    {
        var roots = await _world.ScanAsync("b", 2);
        using (DirectoryLock.TryTake(roots[1].Full))
        {
            Assert.Equal("ShardRunning", ShardWorld.Refuses(roots).Code);
            Assert.Equal([2], (await _world.JoinAsync(roots, allowIncomplete: true)).MissingShards);
        }

        File.Delete(Path.Combine(roots[1].Full, LeaderboardFileNames.Manifest));
        var unfinished = ShardWorld.Refuses(roots);
        Assert.Equal("ShardNotFinished", unfinished.Code);
        Assert.Contains("2/2", unfinished.Message, StringComparison.Ordinal);

        Assert.Equal("ShardNotFound", ShardWorld.Refuses(roots[0], new("gone", Path.Combine(_world.Batch.Folder, "gone"))).Code);
        var renamed = roots[0].Full + "x";
        Directory.Move(roots[0].Full, renamed);
        Assert.Equal("ShardMoved", ShardWorld.Refuses(new GivenPath("x", renamed)).Code);

        await TestBatch.RunAsync(_world.Whole("whole"));
        var whole = _world.Whole("whole").Folder;
        Assert.Equal("NotAShard", ShardWorld.Refuses(new GivenPath("whole", whole.FullPath)).Code);
        Assert.Equal("NoShards", ShardWorld.Refuses().Code);
    }

    [Fact]
    public async Task A_damaged_file_is_named_wherever_it_is_damaged()
    {
        var roots = await _world.ScanAsync("b", 2);
        var file = Path.Combine(roots[0].Full, LeaderboardFileNames.Shard);
        var sound = File.ReadAllBytes(file);
        Random random = new(7);
        for (var i = 0; i < 60; i++)
        {
            var bytes = sound.ToArray();
            switch (i % 3)
            {
                case 0:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                case 1:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    bytes = [.. bytes, (byte)random.Next(256)];
                    break;
            }

            File.WriteAllBytes(file, bytes);
            var error = await Assert.ThrowsAsync<Failure>(() => _world.JoinAsync(roots));
            // A bit of the header can make a sound shard of another batch.
            Assert.Contains(error.Code, (string[])["ShardDamaged", "ShardForeign", "ShardMoved", "ShardRepeated", "ShardsMissing"]);
            Assert.False(File.Exists(Path.Combine(_world.Batch.Folder, "joined", Path.GetFileName(Path.GetDirectoryName(roots[0].Full))!, "b", LeaderboardFileNames.Manifest)));
        }

        File.WriteAllBytes(file, sound);
        await _world.JoinAsync(roots);
    }

    [Fact]
    public async Task A_resumed_shard_of_a_list_that_has_grown_says_so()
    {
        await _world.ScanAsync("b", 2);
        var error = await TestBatch.StopsAsync(_world.Shard("b", 1, 2, ["first", .. _world.List]) with { Resume = true });
        Assert.Equal("ResumeDiffers", error.Code);
        Assert.Contains("the users (30 then, 31 now)", error.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Environment(string text)
    {
        var variables = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static one => one.Split('=')).ToDictionary(static one => one[0], static one => one[1], StringComparer.Ordinal);
        return name => variables.GetValueOrDefault(name);
    }

    private static string Foreign(params GivenPath[] roots)
    {
        var error = ShardWorld.Refuses(roots);
        Assert.Equal("ShardForeign", error.Code);
        return error.Message;
    }

    private GivenPath Copy(GivenPath root, string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(_world.Batch.Folder, folder, Path.GetFileName(root.Full))).FullName;
        foreach (var file in Directory.GetFiles(root.Full))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return new(folder + "/" + Path.GetFileName(target), target);
    }
}
