using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.SavedBatches;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Batches;

/// <summary>Links that a stranger put where our files go: nothing outside is written, read or removed.</summary>
public sealed class PlantedLinkTests : IDisposable
{
    private const string Treasure = "treasure";
    private readonly TestBatch _batch = new();
    private readonly string _outside;
    private readonly string _file;

    public PlantedLinkTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _outside = Directory.CreateDirectory(Path.Combine(_batch.Folder, "outside")).FullName;
        _file = Path.Combine(_outside, "file");
        File.WriteAllText(_file, Treasure);
    }

    public void Dispose()
    {
        // Nothing was made, changed or removed out there.
        Assert.Equal(Treasure, File.ReadAllText(_file));
        Assert.Equal([_file], Directory.GetFileSystemEntries(_outside));
        _batch.Dispose();
    }

    [Theory]
    [InlineData(".hypothesis_leaderboard.json.tmp")]
    [InlineData(".per_user_results.json.tmp")]
    [InlineData(".batch_manifest.json.tmp")]
    [InlineData(".hypothesis_leaderboard.md.tmp")]
    [InlineData("hypothesis_leaderboard.json")]
    [InlineData("batch_manifest.json")]
    [InlineData("batch_journal.jsonl")]
    [InlineData(".lock")]
    public async Task A_link_in_the_place_of_a_file_of_a_batch_goes_without_what_it_leads_to(string name)
    {
        foreach (var target in (string[])[_file, Path.Combine(_outside, "new")])
        {
            var request = _batch.Aggregate(_batch.RunRoot("ann")) with { Force = true };
            Directory.CreateDirectory(request.Folder.FullPath);
            var link = Path.Combine(request.Folder.FullPath, name);
            File.Delete(link);
            File.CreateSymbolicLink(link, target);
            await TestBatch.RunAsync(request);
            Assert.Null(new FileInfo(link).LinkTarget);
            Assert.Equal("ann", Assert.Single(SavedBatch.Open(request.Folder.FullPath, TestBatch.Token).ReadUsers(TestBatch.Token)).User);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_link_in_the_place_of_a_batch_root_or_its_date_is_refused(int above)
    {
        var request = _batch.Aggregate(_batch.RunRoot("ann")) with { Force = true };
        var link = above == 0 ? request.Folder.FullPath : Path.GetDirectoryName(request.Folder.FullPath)!;
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, _outside);
        var error = await TestBatch.StopsAsync(request);
        Assert.Equal("BatchNotWritten", error.Code);
        Assert.Contains("is a link, and nothing is written through it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_root_of_the_users_own_may_be_a_link()
    {
        var real = Directory.CreateDirectory(Path.Combine(_batch.Folder, "real")).FullName;
        Directory.CreateSymbolicLink(_batch.Output, real);
        await TestBatch.RunAsync(_batch.Aggregate(_batch.RunRoot("ann")));
        Assert.NotEmpty(Directory.GetFiles(real, LeaderboardFileNames.Manifest, SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("logs", true)]
    [InlineData("logs/1-@a.log", false)]
    [InlineData("logs/1-@a.log", true)]
    public async Task A_scanners_output_goes_through_no_link(string name, bool toFolder)
    {
        ScanLogs logs = new(_batch.Folder, ["@a"]);
        var link = Path.Combine(_batch.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, toFolder ? _outside : _file);
        CommandScanner scanner = new("/bin/sh", ["-c", "echo out; echo 'Run root: x'", "sh"], _batch.Folder, logs);
        Assert.Equal("x", (await scanner.ScanAsync("@a", ScanFlags.None, TestBatch.Token)).RunRoot);
        Assert.Equal(name != "logs", File.Exists(logs.PathOf("@a")) && new FileInfo(logs.PathOf("@a")).LinkTarget is null);
    }

    [Fact]
    public async Task A_journal_that_is_a_link_is_not_gone_on_with()
    {
        var request = _batch.Scan(["@a"], new TestScanner(_ => throw new Failure("X", "no")));
        await TestBatch.RunAsync(request);
        var elsewhere = Path.Combine(_batch.Folder, "elsewhere");
        File.Move(request.Folder.JournalPath, elsewhere);
        File.CreateSymbolicLink(request.Folder.JournalPath, elsewhere);
        var before = await File.ReadAllBytesAsync(elsewhere, TestBatch.Token);
        var error = await TestBatch.StopsAsync(request with { Resume = true });
        Assert.Equal("JournalNotWritten", error.Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(elsewhere, TestBatch.Token));
    }

    [Fact]
    public async Task The_size_of_a_batch_is_that_of_its_own_files()
    {
        var request = _batch.Aggregate(_batch.RunRoot("ann"));
        await TestBatch.RunAsync(request);
        var before = BatchCatalog.Size(request.Folder.FullPath);
        Directory.CreateSymbolicLink(Path.Combine(request.Folder.FullPath, "logs"), "/");
        Assert.InRange(BatchCatalog.Size(request.Folder.FullPath), before, before + 4096);
    }

    [Fact]
    public async Task A_cache_is_cleared_and_filled_without_going_through_links()
    {
        var folder = Path.Combine(_batch.Folder, "cache");
        AnswerCache cache = new(folder);
        await cache.WriteAsync("k", "body"u8.ToArray(), DateTimeOffset.UnixEpoch, isPermanent: true, TestBatch.Token);
        var kept = Directory.GetFiles(folder, "*.answer", SearchOption.AllDirectories).Single();

        // The answer's folder leads outside, where a file has an answer's name.
        var shard = Path.GetDirectoryName(kept)!;
        var stranger = Directory.CreateDirectory(Path.Combine(_batch.Folder, "stranger")).FullName;
        var lure = Path.Combine(stranger, Path.GetFileName(kept));
        File.Move(kept, lure);
        Directory.Delete(shard);
        Directory.CreateSymbolicLink(shard, stranger);
        File.CreateSymbolicLink(Path.Combine(folder, "file.answer"), _file);
        Assert.Null(await cache.ReadAsync("k", TestBatch.Token));
        await Assert.ThrowsAsync<IOException>(() => cache.WriteAsync("k", "other"u8.ToArray(), DateTimeOffset.UnixEpoch, isPermanent: true, TestBatch.Token));
        Assert.Equal((0, 0L), (cache.Measure().Files, cache.Measure().Bytes));
        var report = AnswerCaches.Clear(folder, 0, TestBatch.Token);
        Assert.Equal((0, 0), (report.RemovedFiles, report.RemainingFiles));
        Assert.Equal([lure], Directory.GetFileSystemEntries(stranger));
    }

    [Fact]
    public void A_cache_that_is_a_link_is_not_cleared()
    {
        var link = Path.Combine(_batch.Folder, "cache");
        Directory.CreateSymbolicLink(link, _outside);
        Assert.Contains("is a link", Assert.Throws<IOException>(() => AnswerCaches.Clear(link, 0, TestBatch.Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_temporary_file_that_another_of_ours_writes_is_left_alone()
    {
        var path = Path.Combine(_batch.Folder, ".x.tmp");
        using (var held = NewFile.Create(path))
        {
            held.WriteByte(1);
            Assert.Throws<IOException>(() => NewFile.Create(path));
        }

        File.WriteAllText(path, "left by a killed process");
        using var again = NewFile.Create(path);
        Assert.Equal(0, again.Length);
    }
}
