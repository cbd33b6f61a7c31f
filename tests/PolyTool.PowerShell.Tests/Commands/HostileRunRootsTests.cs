using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Run roots that nobody would write on purpose: each costs its own user, and nothing else.</summary>
public sealed class HostileRunRootsTests : IDisposable
{
    private const int Children = 100_000;

    // Making and removing so many folders takes a disk longer than the test.
    private readonly string _folder = Directory.CreateDirectory(Path.Join(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "polytool-hostile-" + Path.GetRandomFileName())).FullName;

    private readonly HostedEngine _engine;

    public HostileRunRootsTests() => _engine = new HostedEngine { Location = _folder };

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_folder_with_100_000_children_is_a_batch_of_as_many_users()
    {
        Parallel.For(0, Children, i => Directory.CreateDirectory(Path.Join(_folder, "many", i.ToString("D6", CultureInfo.InvariantCulture))));
        RunRoot("many/050000", """{"user_slug":"ann","candidates":[{"segment_key":"league:nba"}]}""");
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots many -OutputRoot out -ErrorAction Ignore");
        Assert.Empty(run.Errors);
        var batch = run.Single<BatchRun>();
        Assert.Equal((Children, 1, Children - 1), (batch.UsersAttempted, batch.UsersSucceeded, batch.UsersFailed));
        Assert.Equal("ann", _engine.Run($"Get-BatchUser '{batch.BatchRoot}' -Status Success").Succeeded().Single<UserResult>().User);
        Assert.Equal("league:nba", _engine.Run($"Get-HypothesisLeaderboard '{batch.BatchRoot}'").Succeeded().Single<SegmentRow>().Segment);
    }

    [Fact]
    public void Nesting_and_strings_without_end_cost_their_own_users()
    {
        RunRoot("roots/a", """{"user_slug":"ann"}""");
        RunRoot("roots/deep", new string('[', 1_000_000) + new string(']', 1_000_000));
        RunRoot("roots/long", "{\"x\":\"" + new string('x', 20_000_000));
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out");
        Assert.Equal(["UserFailed", "UserFailed"], run.ErrorIds);
        Assert.Equal(
            ["User 'deep' failed: hypothesis_candidates.json: nested deeper than 900 levels", "User 'long' failed: hypothesis_candidates.json: a string is longer than 16 MB"],
            run.Errors.Select(error => error.Exception.Message));
        Assert.Equal(1, run.Single<BatchRun>().UsersSucceeded);
    }

    [Fact]
    public void Links_to_nowhere_and_files_among_the_children_are_no_run_roots()
    {
        RunRoot("roots/a", """{"user_slug":"ann"}""");
        RunRoot("elsewhere", """{"user_slug":"bob"}""");
        Directory.CreateSymbolicLink(Path.Join(_folder, "roots", "broken"), Path.Join(_folder, "nowhere"));
        Directory.CreateSymbolicLink(Path.Join(_folder, "roots", "round"), Path.Join(_folder, "roots", "round"));
        Directory.CreateSymbolicLink(Path.Join(_folder, "roots", "there"), Path.Join(_folder, "elsewhere"));
        File.WriteAllText(Path.Join(_folder, "roots", "notes.txt"), "");
        var run = _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out").Succeeded().Single<BatchRun>();
        Assert.Equal(["ann", "bob"], _engine.Run($"Get-BatchUser '{run.BatchRoot}'").Succeeded().All<UserResult>().Select(user => user.User));
    }

    private void RunRoot(string name, string candidates)
    {
        var folder = Directory.CreateDirectory(Path.Join(_folder, name)).FullName;
        File.WriteAllText(Path.Join(folder, "hypothesis_candidates.json"), candidates);
        File.WriteAllText(Path.Join(folder, "coverage_reconciliation_report.json"), "{}");
    }
}
