using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Tests.Batches;

public sealed class BatchCatalogTests : IDisposable
{
    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task A_complete_batch_is_described_as_when_it_finished()
    {
        _batch.RunRoot("ann");
        var events = await TestBatch.RunAsync(_batch.Scan(["ann", "bob"], new TestScanner(user => $"roots/{user}")));
        var finished = Assert.Single(events.OfType<BatchFinished>()).Run;

        var read = Read(Assert.Single(Find(_batch.Output)));

        Assert.Equal(finished, read);
        Assert.Equal((BatchStatus.Complete, 2, 1, 1), (read.Status, read.UsersAttempted, read.UsersSucceeded, read.UsersFailed));
        Assert.Equal(Directory.EnumerateFiles(read.BatchRoot).Sum(file => new FileInfo(file).Length), read.SizeBytes);
        Assert.True(read.SizeBytes > 1000);
    }

    [Fact]
    public async Task An_interrupted_batch_says_how_far_it_came()
    {
        foreach (var user in (string[])["a", "b", "c", "d"])
        {
            _batch.RunRoot(user);
        }

        var request = _batch.Scan(["a", "b", "c", "d"], new TestScanner(user => user == "c" ? throw new IOException("no") : $"roots/{user}"))
            with
        { FailureLimit = UserQuota.Nobody };
        await TestBatch.StopsAsync(request);

        var read = Read(request.Folder.FullPath);
        Assert.Equal((BatchStatus.Interrupted, 4, 2, 1), (read.Status, read.UsersAttempted, read.UsersSucceeded, read.UsersFailed));
        Assert.Equal((request.Folder.CreatedAt, request.Folder.JournalPath), (read.CreatedAt, read.JournalPath));

        using (DirectoryLock.TryTake(request.Folder.FullPath))
        {
            Assert.Equal(BatchStatus.Running, Read(request.Folder.FullPath).Status);
        }

        File.WriteAllText(Path.Combine(request.Folder.FullPath, DirectoryLock.FileName), "");
        Assert.Equal(BatchStatus.Interrupted, Read(request.Folder.FullPath).Status);
    }

    [Fact]
    public void Batches_are_found_from_the_output_root_a_date_or_themselves()
    {
        string[] batches = [Make("2026-01-02", "b"), Make("2026-01-02", "a"), Make("2026-01-01", "z")];
        Directory.CreateDirectory(Path.Combine(_batch.Output, "2026-01-03", "empty"));
        Directory.CreateDirectory(Path.Combine(_batch.Output, "notes"));
        Assert.Equal([batches[2], batches[1], batches[0]], Find(_batch.Output));
        Assert.Equal([batches[1], batches[0]], Find(Path.Combine(_batch.Output, "2026-01-02")));
        Assert.Equal([batches[0]], Find(batches[0]));
        Assert.Throws<DirectoryNotFoundException>(() => Find(Path.Combine(_batch.Output, "nowhere")));
    }

    [Fact]
    public void Batches_of_a_date_are_listed_by_their_times_and_a_damaged_one_is_told()
    {
        Make("2026-01-02", "late", Manifest("2026-01-02T18:00:00+00:00"));
        Make("2026-01-02", "morning", Manifest("2026-01-02T06:00:00+00:00"));
        Make("2026-01-01", "z", Manifest("2026-01-01T18:00:00+00:00"));
        Make("2026-01-01", "damaged");
        Make("2026-01-01", "other");
        List<Failure> unreadable = [];

        var runs = BatchCatalog.List(_batch.Output, name => name != "other", unreadable.Add, TestBatch.Token);

        Assert.Equal(["z", "morning", "late"], runs.Select(run => Path.GetFileName(run.BatchRoot)));
        Assert.Equal(["damaged"], unreadable.Select(error => Path.GetFileName(Path.GetDirectoryName((string)error.Target!))));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"batch_id": "b", "created_at": "2026-02-20T18:00:00+00:00", "users_attempted": -1, "users_succeeded": 0, "users_failed": 0}""")]
    [InlineData("""{"batch_id": "b", "created_at": "yesterday", "users_attempted": 1, "users_succeeded": 0, "users_failed": 0}""")]
    [InlineData("""{"batch_id": 3, "created_at": "2026-02-20T18:00:00+00:00", "users_attempted": 1, "users_succeeded": 0, "users_failed": 0}""")]
    public void A_damaged_manifest_is_named(string manifest)
    {
        var batch = Make("2026-01-02", "b", manifest);
        var error = Assert.Throws<Failure>(() => Read(batch));
        Assert.Equal("BatchUnreadable", error.Code);
        Assert.Contains("batch_manifest.json", error.Message, StringComparison.Ordinal);
    }

    private static string[] Find(string folder) => [.. BatchWalker.Walk(folder, cancellationToken: TestBatch.Token).Select(batch => batch.Root)];

    private static BatchRun Read(string batchRoot) => BatchCatalog.Read(batchRoot, TestBatch.Token);

    private static string Manifest(string createdAt) =>
        $$"""{"batch_id": "b", "created_at": "{{createdAt}}", "users_attempted": 1, "users_succeeded": 1, "users_failed": 0}""";

    private string Make(string date, string id, string manifest = "{}")
    {
        var folder = Path.Combine(_batch.Output, date, id);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "batch_manifest.json"), manifest);
        return folder;
    }
}
