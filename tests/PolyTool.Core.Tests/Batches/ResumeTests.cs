using System.Collections.Concurrent;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Batches;

public sealed class ResumeTests : IDisposable
{
    private readonly TestBatch _batch = new();
    private readonly string[] _users = [.. Enumerable.Range(1, 20).Select(i => $"u{i}")];

    public ResumeTests()
    {
        foreach (var user in _users)
        {
            _batch.RunRoot(user, segment: $"league:{user[^1]}");
        }
    }

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task What_succeeded_is_not_scanned_again_and_the_bytes_are_those_of_an_undisturbed_batch()
    {
        var undisturbed = _batch.Scan(_users, Good(), "whole");
        await TestBatch.RunAsync(undisturbed);
        var expected = Renamed(TestBatch.Files(undisturbed.Folder));
        var first = _batch.Scan(_users, Failing("u8"), "b") with { FailureLimit = UserQuota.Nobody };
        await TestBatch.StopsAsync(first);
        ConcurrentBag<string> scanned = [];
        await TestBatch.RunAsync(Again(first, Good(scanned)));
        Assert.DoesNotContain("u7", scanned);
        Assert.Contains("u8", scanned);
        Assert.Equal(13, scanned.Count);
        Assert.Equivalent(expected, TestBatch.Files(first.Folder));
        // And once more: nothing is left to do.
        await TestBatch.RunAsync(Again(first, Failing("u1")));
        Assert.Equivalent(expected, TestBatch.Files(first.Folder));
    }

    [Fact]
    public async Task Created_at_and_date_come_from_the_journal()
    {
        var first = _batch.Scan(_users, Failing("u3")) with { FailureLimit = UserQuota.Nobody };
        await TestBatch.StopsAsync(first);
        var found = BatchFolder.Find("out", "b", _batch.Folder);
        Assert.Equal(first.Folder, found);
        Directory.CreateDirectory(Path.Combine(_batch.Output, "2020-01-01", "b"));
        File.Copy(found.JournalPath, Path.Combine(_batch.Output, "2020-01-01", "b", LeaderboardFileNames.Journal));
        Assert.Equal("BatchAmbiguous", Assert.Throws<Failure>(() => BatchFolder.Find("out", "b", _batch.Folder)).Code);
        Assert.Equal("BatchNotFound", Assert.Throws<Failure>(() => BatchFolder.Find("out", "other", _batch.Folder)).Code);
        Assert.Equal("BatchNotFound", Assert.Throws<Failure>(() => BatchFolder.Find("nowhere", "b", _batch.Folder)).Code);
    }

    [Fact]
    public async Task Other_users_or_options_are_refused_unless_forced()
    {
        var first = _batch.Scan(_users, Failing("u3")) with { FailureLimit = UserQuota.Nobody };
        await TestBatch.StopsAsync(first);
        var other = Again(first, Good()) with { Users = [.. _users, "u1b"], Flags = new() { Lite = true } };
        var error = await TestBatch.StopsAsync(other);
        Assert.Equal("ResumeDiffers", error.Code);
        Assert.Contains("20 then, 21 now", error.Message, StringComparison.Ordinal);
        Assert.Contains("--lite", error.Message, StringComparison.Ordinal);
        ConcurrentBag<string> scanned = [];
        _batch.RunRoot("u1b");
        await TestBatch.RunAsync(other with { Scanner = Good(scanned), Force = true });
        Assert.Equal(19, scanned.Count);
        await TestBatch.RunAsync(other with { Scanner = Failing("u1") });
    }

    [Fact]
    public async Task A_run_root_that_no_longer_reads_well_is_scanned_again()
    {
        var request = _batch.Scan(_users, Good());
        await TestBatch.RunAsync(request);
        var expected = TestBatch.Files(request.Folder);
        var file = Path.Combine(_batch.Folder, "roots", "u5", "hypothesis_candidates.json");
        var text = File.ReadAllText(file);
        File.WriteAllText(file, "{");
        ConcurrentBag<string> scanned = [];
        await TestBatch.RunAsync(Again(request, new TestScanner(user =>
        {
            scanned.Add(user);
            File.WriteAllText(file, text);
            return $"roots/{user}";
        })));
        Assert.Equal("u5", Assert.Single(scanned));
        Assert.Equivalent(expected, TestBatch.Files(request.Folder));
    }

    [Fact]
    public async Task A_journal_cut_at_any_place_resumes_to_the_same_bytes()
    {
        var request = _batch.Scan(_users, Good()) with { Workers = 3 };
        await TestBatch.RunAsync(request);
        var expected = TestBatch.Files(request.Folder);
        var journal = File.ReadAllBytes(request.Folder.JournalPath);
        var header = Array.IndexOf(journal, (byte)'\n') + 1;
        Random random = new(7);
        for (var i = 0; i < 25; i++)
        {
            File.WriteAllBytes(request.Folder.JournalPath, journal[..random.Next(header, journal.Length + 1)]);
            await TestBatch.RunAsync(Again(request, Good()) with { Workers = 1 + i % 4 });
            Assert.Equivalent(expected, TestBatch.Files(request.Folder));
        }
    }

    [Fact]
    public async Task A_clock_that_goes_back_changes_nothing()
    {
        var undisturbed = _batch.Scan(_users, Good(), "whole");
        await TestBatch.RunAsync(undisturbed);
        var expected = Renamed(TestBatch.Files(undisturbed.Folder));
        ClockGoingBack clock = new();
        var first = _batch.Scan(_users, Failing("u8")) with
        {
            FailureLimit = UserQuota.Nobody,
            Workers = 3,
            Time = clock,
            Timeout = TimeSpan.FromMinutes(5),
            Policy = new() { UserTimeout = TimeSpan.FromMinutes(5), RetryCount = 1, RetryDelay = TimeSpan.FromMilliseconds(1) },
        };
        await TestBatch.StopsAsync(first);
        await TestBatch.RunAsync(Again(first, Good()) with { Folder = BatchFolder.Find("out", "b", _batch.Folder) });
        Assert.Equivalent(expected, TestBatch.Files(first.Folder));
        Assert.True(clock.Asked > 10);
        Assert.DoesNotContain("\"milliseconds\":-", File.ReadAllText(first.Folder.JournalPath), StringComparison.Ordinal);
    }

    private static ScanRequest Again(ScanRequest request, IUserScanner scanner) =>
        request with { Scanner = scanner, Resume = true, FailureLimit = null };

    private static TestScanner Good(ConcurrentBag<string>? scanned = null) => new(user =>
    {
        scanned?.Add(user);
        return $"roots/{user}";
    });

    private static TestScanner Failing(string who) => new(user =>
        user == who ? throw new Failure("Some", "It failed.") : $"roots/{user}");

    private static Dictionary<string, string> Renamed(Dictionary<string, string> files) => files.ToDictionary(
        file => file.Key,
        file => file.Value.Replace("/whole", "/b", StringComparison.Ordinal).Replace("\"whole\"", "\"b\"", StringComparison.Ordinal).Replace("`whole`", "`b`", StringComparison.Ordinal),
        StringComparer.Ordinal);

    /// <summary>An hour less at each look; timers go on as they do.</summary>
    private sealed class ClockGoingBack : TimeProvider
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1771610400).AddHours(-Interlocked.Increment(ref _asked));
    }
}
