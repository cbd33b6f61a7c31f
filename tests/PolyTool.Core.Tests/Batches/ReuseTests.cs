using CsCheck;
using PolyTool.Core.Batches;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.Batches;

/// <summary>An aggregation that takes over what did not change writes the bytes of one that reads everything.</summary>
public sealed class ReuseTests : IDisposable
{
    private const int Users = 12;

    private readonly ReuseWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Whatever_happens_between_two_aggregations_the_files_are_those_of_reading_everything()
    {
        var happening = Gen.Select(Gen.Int[0, ReuseWorld.Happenings - 1], Gen.Int[0, Users - 1], Gen.Int[0, 29]);
        var step = Gen.Select(happening.Array[0, 6], Gen.Bool, Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false))), Gen.Int[1, 4]);
        var number = 0;
        await step.Array[2, 5].SampleAsync(
            async steps =>
            {
                Start();
                var id = $"p{++number}";
                foreach (var (happenings, byTime, evidence, workers) in steps)
                {
                    foreach (var (what, user, kind) in happenings)
                    {
                        _world.Happen(what, user, kind);
                    }

                    await _world.SameAsync(byTime ? ReuseCheck.Time : ReuseCheck.Content, evidence, workers, id);
                }
            },
            iter: 12,
            threads: 1);
    }

    [Theory]
    [InlineData(ReuseCheck.Content)]
    [InlineData(ReuseCheck.Time)]
    public async Task What_did_not_change_is_not_read_failures_included(ReuseCheck check)
    {
        Start();
        _world.Happen(3, 2, 0);
        _world.Happen(4, 3, 0);
        var first = await _world.SameAsync(check);
        Assert.Equal(0, ReuseWorld.RunOf(first).UsersReused);
        Assert.Equal(2, ReuseWorld.RunOf(first).UsersFailed);
        Assert.Contains("No earlier aggregation", Assert.IsType<BatchNote>(first[0]).Message, StringComparison.Ordinal);
        var written = File.GetLastWriteTimeUtc(KeptPath);
        var second = await _world.SameAsync(check);
        Assert.Equal(Users, ReuseWorld.RunOf(second).UsersReused);
        Assert.IsType<BatchNote>(second[0]);
        // Nothing was new, so the file stands as it was.
        Assert.Equal(written, File.GetLastWriteTimeUtc(KeptPath));

        _world.Happen(2, 0, 17);
        _world.Add(2, 2);
        _world.Remove(5);
        _world.Add(Users, 3);
        var third = await _world.SameAsync(check);
        Assert.Equal(Users - 3, ReuseWorld.RunOf(third).UsersReused);
        Assert.Equal(1, ReuseWorld.RunOf(third).UsersFailed);
        Assert.Equal(Users, ReuseWorld.RunOf(await _world.SameAsync(check)).UsersReused);
    }

    [Fact]
    public async Task A_touched_file_is_changed_by_its_time_and_not_by_its_content()
    {
        Start();
        await _world.SameAsync(ReuseCheck.Content);
        _world.Happen(10, 4, 0);
        Assert.Equal(Users, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Content)).UsersReused);
        // Its new time was kept with its hash.
        Assert.Equal(Users, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Time)).UsersReused);
        _world.Happen(10, 4, 0);
        Assert.Equal(Users - 1, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Time)).UsersReused);
        // What was kept without a hash cannot be compared by content.
        Assert.Equal(Users - 1, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Content)).UsersReused);
    }

    [Fact]
    public async Task Bytes_behind_the_same_length_and_time_are_seen_by_content_alone()
    {
        Start();
        await _world.SameAsync(ReuseCheck.Content);
        var path = Path.Combine(_world.RootOf(1), RunRootFileNames.Candidates);
        ReuseWorld.Rewrite(path, File.GetLastWriteTimeUtc(path));
        Assert.Equal(Users, ReuseWorld.RunOf(await TestBatch.RunAsync(_world.Aggregation(ReuseCheck.Time))).UsersReused);
        Assert.Equal(Users - 1, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Content)).UsersReused);
    }

    [Fact]
    public async Task A_time_within_two_seconds_of_the_reading_is_not_trusted()
    {
        Start();
        var path = Path.Combine(_world.RootOf(1), RunRootFileNames.Candidates);
        var now = Leaderboards.GoldenCase.Clock.UtcDateTime;
        foreach (var (time, reused) in new[] { (now, Users - 1), (now.AddSeconds(-1.9), Users - 1), (now.AddHours(1), Users - 1), (now.AddSeconds(-2), Users) })
        {
            File.SetLastWriteTimeUtc(path, time);
            await _world.SameAsync(ReuseCheck.Time);
            Assert.Equal(reused, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Time)).UsersReused);
        }
    }

    [Theory]
    [InlineData(ReuseCheck.Content)]
    [InlineData(ReuseCheck.Time)]
    public async Task Links_and_hidden_words_are_kept_as_they_are_read(ReuseCheck check)
    {
        Start();
        _world.Happen(9, 1, 0);
        for (var turn = 0; turn < 3; turn++)
        {
            _world.Happen(13, 0, 0);
            _world.Happen(14, 1, 0);
            _world.Happen(15, 2, turn);
            Assert.Equal(1, ReuseWorld.RunOf(await _world.SameAsync(check)).UsersFailed);
        }
    }

    [Fact]
    public async Task Statistics_that_appear_or_vanish_are_a_change()
    {
        Start();
        await _world.SameAsync(ReuseCheck.Content);
        _world.Happen(6, 0, 4);
        _world.Happen(7, 1, 0);
        _world.Happen(9, 3, 0);
        Assert.Equal(Users - 3, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Content)).UsersReused);
        Assert.Equal(Users, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Time)).UsersReused);
    }

    [Fact]
    public async Task Evidence_made_or_not_reads_everything_and_says_so()
    {
        Start();
        await _world.SameAsync(ReuseCheck.Time, evidence: false);
        var events = await _world.SameAsync(ReuseCheck.Time);
        Assert.Equal(0, ReuseWorld.RunOf(events).UsersReused);
        Assert.Contains("it was made with -NoEvidence", Assert.IsType<BatchNote>(events[0]).Message, StringComparison.Ordinal);
        Assert.Equal(Users, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Time)).UsersReused);
    }

    [Fact]
    public async Task The_newest_batch_of_the_same_id_is_taken_from_where_this_one_has_nothing()
    {
        Start();
        await _world.SameAsync(ReuseCheck.Time);
        var later = _world.Aggregation(ReuseCheck.Time) with { Folder = BatchFolder.Of("kept", "b", Leaderboards.GoldenCase.Clock.AddDays(3), _world.Batch.Folder) };
        Assert.Equal(Users, ReuseWorld.RunOf(await TestBatch.RunAsync(later)).UsersReused);
        Assert.Equal(File.ReadAllBytes(KeptPath).Length, File.ReadAllBytes(Path.Combine(later.Folder.FullPath, LeaderboardFileNames.Kept)).Length);
        var other = _world.Aggregation(ReuseCheck.Time, id: "other");
        Assert.Equal(0, ReuseWorld.RunOf(await TestBatch.RunAsync(other)).UsersReused);
    }

    [Fact]
    public async Task An_aggregation_that_keeps_nothing_leaves_nothing_of_the_one_before()
    {
        Start();
        await _world.SameAsync(ReuseCheck.Time);
        await TestBatch.RunAsync(_world.Aggregation(ReuseCheck.Time) with { Reuse = null });
        Assert.False(File.Exists(KeptPath));
    }

    [Fact]
    public async Task A_run_root_that_is_given_twice_counts_once()
    {
        Start();
        var once = _world.Aggregation(ReuseCheck.Time);
        var twice = once with { RunRoots = [.. once.RunRoots, once.RunRoots[3]] };
        await TestBatch.RunAsync(twice);
        var events = await TestBatch.RunAsync(twice);
        Assert.Equal(Users, ReuseWorld.RunOf(events).UsersReused);
        Assert.Contains(events, static e => e is BatchWarning warning && warning.Message.Contains("it counts once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_root_under_another_name_is_read_again()
    {
        Start();
        var request = _world.Aggregation(ReuseCheck.Time);
        await TestBatch.RunAsync(request);
        var roots = request.RunRoots.Select(static root => root with { Typed = root.Typed + "x" });
        Assert.Equal(0, ReuseWorld.RunOf(await TestBatch.RunAsync(request with { RunRoots = [.. roots] })).UsersReused);
    }

    private string KeptPath => Path.Combine(_world.Aggregation(ReuseCheck.Time).Folder.FullPath, LeaderboardFileNames.Kept);

    private void Start()
    {
        for (var i = 0; i <= Users; i++)
        {
            _world.Remove(i);
        }

        for (var i = 0; i < Users; i++)
        {
            _world.Add(i, i);
        }
    }
}
