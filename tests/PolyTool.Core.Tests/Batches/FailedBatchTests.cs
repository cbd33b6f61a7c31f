using System.Text.Json;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Tests.Batches;

/// <summary>A batch in which too few users succeeded: its files are as ever, and it stands for nothing.</summary>
public sealed class FailedBatchTests : IDisposable
{
    private readonly TestBatch _batch = new();

    public FailedBatchTests() => Array.ForEach(["u1", "u2", "u3", "u4"], user => _batch.RunRoot(user));

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData(0, null, BatchStatus.Failed)]
    [InlineData(1, null, BatchStatus.Complete)]
    [InlineData(1, "2", BatchStatus.Failed)]
    [InlineData(2, "2", BatchStatus.Complete)]
    [InlineData(2, "51%", BatchStatus.Failed)]
    [InlineData(3, "51%", BatchStatus.Complete)]
    [InlineData(1, "0", BatchStatus.Complete)]
    [InlineData(4, "5", BatchStatus.Failed)]
    public async Task It_reads_as_failed_where_fewer_succeed_than_must(int succeed, string? must, string status)
    {
        var request = Scan(succeed) with { MinSucceeded = Share(must) };
        var run = Assert.IsType<BatchFinished>((await TestBatch.RunAsync(request))[^1]).Run;
        Assert.Equal(status, run.Status);
        Assert.Equal(run, BatchCatalog.Read(request.Folder.FullPath, TestBatch.Token));
    }

    [Fact]
    public async Task It_is_passed_over_where_the_newest_batch_is_looked_for()
    {
        await TestBatch.RunAsync(Scan(4, "a"));
        await TestBatch.RunAsync(Scan(0, "b"));
        Assert.Equal("a", BatchWalker.Newest(_batch.Output, TestBatch.Token)!.Id);
        await TestBatch.RunAsync(Scan(2, "c") with { MinSucceeded = Share("3") });
        Assert.Equal("a", BatchWalker.Newest(_batch.Output, TestBatch.Token)!.Id);
        await TestBatch.RunAsync(Scan(1, "d"));
        Assert.Equal("d", BatchWalker.Newest(_batch.Output, TestBatch.Token)!.Id);
    }

    [Fact]
    public async Task It_is_resumed_as_it_is_and_keeps_its_goal()
    {
        var night = Scan(0) with { MinSucceeded = Share("75%") };
        await TestBatch.RunAsync(night);
        var again = Scan(2) with { Resume = true };
        Assert.Equal(BatchStatus.Failed, ((BatchFinished)(await TestBatch.RunAsync(again))[^1]).Run.Status);
        var differs = await TestBatch.StopsAsync(Scan(4) with { Resume = true, MinSucceeded = Share("2") });
        Assert.Equal("ResumeDiffers", differs.Code);
        Assert.Contains("how many users must succeed (3 then, 2 now)", differs.Message, StringComparison.Ordinal);
        await TestBatch.RunAsync(Scan(2) with { Resume = true, Force = true });
        Assert.Equal(BatchStatus.Failed, BatchCatalog.Read(night.Folder.FullPath, TestBatch.Token).Status);
        await TestBatch.RunAsync(Scan(4) with { Resume = true });
        Assert.Equal(BatchStatus.Complete, BatchCatalog.Read(night.Folder.FullPath, TestBatch.Token).Status);
    }

    [Fact]
    public async Task Its_four_files_are_the_bytes_that_they_always_were()
    {
        var request = Scan(1) with { Force = true };
        await TestBatch.RunAsync(request);
        var plain = TestBatch.Files(request.Folder);
        await TestBatch.RunAsync(request with { MinSucceeded = Share("100%") });
        Assert.Equivalent(plain, TestBatch.Files(request.Folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]\n")]
    [InlineData("{\"min_succeeded\": \"x\"}\n")]
    [InlineData("{\"min_succeeded\": -7}\n")]
    [InlineData("{\"min_succeeded\": 1e99}\n")]
    public async Task A_journal_that_says_nothing_of_it_asks_for_one(string journal)
    {
        var request = Scan(1);
        await TestBatch.RunAsync(request);
        await File.WriteAllTextAsync(request.Folder.JournalPath, journal, TestBatch.Token);
        Assert.Equal(BatchStatus.Complete, BatchCatalog.Read(request.Folder.FullPath, TestBatch.Token).Status);
    }

    [Fact]
    public async Task The_log_has_a_line_for_each_user_and_one_for_the_batch()
    {
        var path = Path.Combine(_batch.Folder, "log", "batch.jsonl");
        for (var night = 1; night <= 2; night++)
        {
            using var log = BatchLog.Open(path, "b", TimeProvider.System);
            foreach (var happened in await TestBatch.RunAsync(Scan(3) with { Force = true }))
            {
                Action write = happened switch { UserFinished user => () => log.User(user), BatchFinished end => () => log.Finished(end.Run), _ => () => { } };
                write();
            }
        }

        JsonElement[] lines = [.. File.ReadAllLines(path).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["user", "user", "user", "user", "batch", "user", "user", "user", "user", "batch"], lines.Select(line => line.GetProperty("kind").GetString()!));
        Assert.Equal(["success", "success", "success", "failure", "Complete"], lines[..5].Select(line => line.GetProperty("result").GetString()!));
        Assert.Equal("u4 is\nnot there", lines[3].GetProperty("error").GetString());
        Assert.Equal((4, 3, 1), (lines[4].GetProperty("users").GetInt32(), lines[4].GetProperty("succeeded").GetInt32(), lines[4].GetProperty("failed").GetInt32()));
        Assert.All(lines, line => Assert.True(line.GetProperty("seconds").GetDouble() >= 0 && line.GetProperty("time").GetDateTimeOffset().Offset == TimeSpan.Zero));
    }

    [Fact]
    public void A_log_that_breaks_off_says_so_and_throws_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        using var log = BatchLog.Open("/dev/full", "b", TimeProvider.System);
        log.User(new(1, UserResult.Failed("u", "e"), "ScanFailed", 1, TimeSpan.Zero));
        Assert.NotNull(log.Trouble);
    }

    private static UserQuota? Share(string? text) => text is null ? null : UserQuota.TryParse(text, out var share) ? share : throw new FormatException(text);

    private ScanRequest Scan(int succeed, string id = "b") => _batch.Scan(
        ["u1", "u2", "u3", "u4"],
        new TestScanner(user => user[1] - '0' <= succeed ? $"roots/{user}" : throw new Failure("Gone", $"{user} is\nnot there", canPass: false)),
        id);
}
