using System.Globalization;

namespace PolyTool.Core.Tests.Batches;

public sealed class FullDiskAggregationTests : IDisposable
{
    private const int RunRoots = 200;
    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task However_little_room_there_is_the_old_files_stand_whole_until_the_new_ones_do()
    {
        string[] roots = [.. Enumerable.Range(1, RunRoots).Select(i => _batch.RunRoot(string.Create(CultureInfo.InvariantCulture, $"u{i:000}")))];
        using var disk = TestDisk.OrSkip(_batch.Output, 8192);
        var one = _batch.Aggregate(roots[0]) with { Force = true };
        await TestBatch.RunAsync(one);
        var old = TestBatch.Files(one.Folder);

        // From nothing to nearly enough: what is written takes some 300 kB.
        foreach (var room in new[] { 0, 4, 12, 40, 100, 180, 240 })
        {
            disk.Leave(room * 1024);
            var error = await TestBatch.StopsAsync(_batch.Aggregate(roots) with { Force = true, Workers = 2 });
            Assert.Equal(("BatchNotWritten", one.Folder.FullPath), (error.Code, error.Target));
            Assert.Equal(old, TestBatch.Files(one.Folder));
            Assert.Empty(TestBatch.Leftovers(one.Folder));
        }

        disk.Free();
        await TestBatch.RunAsync(_batch.Aggregate(roots) with { Force = true });
        Assert.NotEqual(old, TestBatch.Files(one.Folder));
        Assert.Empty(TestBatch.Leftovers(one.Folder));
    }
}
