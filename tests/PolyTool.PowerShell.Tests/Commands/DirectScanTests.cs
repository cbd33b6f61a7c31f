using System.Security.Cryptography;
using PolyTool.Core.Batches;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Probing;
using PolyTool.Core.RunRoots;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class DirectScanTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public DirectScanTests()
    {
        _engine = new() { Location = _folder.Path };
        _engine.Set("samples", Checkout.Find("samples"));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_quick_start_runs_the_whole_job_offline_with_the_same_bytes_at_any_workers()
    {
        _engine.Run("& $samples/quickstart.ps1 -OutputRoot one -Workers 1").Succeeded();
        var first = Files("one");
        // Made anew, at the same place: what is there would be used as it is.
        Directory.Delete(_folder.Find("one"), recursive: true);
        _engine.Run("& $samples/quickstart.ps1 -OutputRoot one -Workers 16").Succeeded();

        Assert.Equal(first, Files("one"));
        // Thirty users with six files each, and the batch's own.
        Assert.Equal(30, first.Keys.Count(k => k.EndsWith("run_manifest.json", StringComparison.Ordinal)));
        Assert.Contains(first.Keys, k => k.EndsWith("hypothesis_leaderboard.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_user_of_the_sample_world_is_scanned()
    {
        var run = _engine.Run("Invoke-BatchRun $samples/users.txt -Workers 8 -Offline -CachePath $samples/world -Lite").Succeeded().Single<BatchRun>();
        Assert.Equal((30, 0), (run.UsersSucceeded, run.UsersFailed));
    }

    [Fact]
    public void A_flag_that_means_nothing_here_is_recorded_with_one_warning()
    {
        var run = _engine.Run("Invoke-BatchRun $samples/users.txt -MaxUsers 2 -Offline -CachePath $samples/world -ComputeClv -Full").Succeeded();
        Assert.Equal(["The direct scan knows only -Lite: -Full, -ComputeClv are recorded and change nothing."], run.Warnings);
    }

    [Fact]
    public void Users_from_the_pipeline_are_scanned_and_unknown_ones_are_errors()
    {
        var run = _engine.Run("'amber-badger', '@brisk-ibis', 'nobody-at-all' | Invoke-UserScan -CachePath $samples/world -Offline -Lite");
        Assert.Equal(["AnswerNotInCache"], run.ErrorIds);
        Assert.Equal("nobody-at-all", run.Errors[0].TargetObject);
        Assert.All(run.All<RunRoot>(), r => Assert.True(r.HasRequiredFiles));
    }

    [Theory]
    [InlineData("Invoke-UserScan x -Offline -CachePath nowhere", "CacheNotFound")]
    [InlineData("Invoke-UserScan x -Offline -Refresh", "OfflineAndRefresh")]
    [InlineData("Invoke-UserScan x -SegmentTable none.json", "SegmentTableNotFound")]
    [InlineData("Invoke-UserScan x -DataApiBase nowhere", "ApiAddressInvalid")]
    [InlineData("Invoke-UserScan x -DataApiBase ftp://host", "ApiAddressInvalid")]
    [InlineData("Invoke-UserScan x -CachePath Env:x", "PathNotFileSystem")]
    public void What_cannot_work_stops_before_the_first_user(string script, string id) =>
        Assert.Contains(id, _engine.Run(script).ErrorIds);

    [Fact]
    public async Task The_server_can_be_anywhere_and_the_probe_says_what_it_lacks()
    {
        var world = WorldGenerator.Make(new WorldOptions { Users = 6, Markets = 40 });
        await using var server = await FakeServer.StartAsync(world, cancellationToken: TestContext.Current.CancellationToken);
        _engine.Set("address", server.Address.ToString());
        const string Addresses = "-GammaApiBase $address -DataApiBase $address -ClobApiBase $address";

        var tests = _engine.Run($"Test-PolymarketApi {Addresses}").Succeeded().All<ApiRouteTest>();
        Assert.True(tests.Count >= 14);
        Assert.All(tests, t => Assert.True(t.Status is "Ok" or "Empty", $"{t.Route}: {t.Status} {t.Error} {string.Join("; ", t.Differences)}"));
        Assert.True(tests.Count(t => t.Status == "Ok") >= 7);
        Assert.True(_engine.Run($"Test-PolymarketApi -Quiet {Addresses}").Succeeded().Single<bool>());

        _engine.Set("user", world.Users[0].Name);
        var scanned = _engine.Run($"Invoke-UserScan $user -CachePath cache -Lite {Addresses}").Succeeded().Single<RunRoot>();
        Assert.Equal(world.Users[0].Positions.Count, scanned.Positions);
        Assert.InRange(scanned.MeasuredShare!.Value, 0.5, 1);
        var table = string.Concat(_engine.Run($"Invoke-UserScan $user -CachePath cache -Lite {Addresses} | Out-String -Width 200").Output.Select(o => o.ToString()));
        Assert.Matches(@"User\s+Positions\s+Lines\s+Markouts\s+Measured\s+Missing\s+Run root", table);
        // What is shown can be piped on as it is.
        Assert.Equal(1, _engine.Run($"Invoke-UserScan $user -CachePath cache -Lite {Addresses} | Invoke-BatchRun -AggregateOnly -OutputRoot b -BatchId b").Succeeded().Single<BatchRun>().UsersSucceeded);

        var run = _engine.Run($"Invoke-UserScan $user -CachePath cache -Lite {Addresses}; Invoke-UserScan no-such-name -CachePath cache {Addresses}; Clear-PolyToolCache cache");
        Assert.Equal(["HandleNotFound"], run.ErrorIds);
        var report = Assert.IsType<CacheReport>(run.Output[^1].BaseObject);
        Assert.True(report is { RemovedFiles: > 5, RemainingFiles: 0 });
    }

    [Fact]
    public async Task A_probe_names_the_fields_that_are_missing_or_of_another_kind()
    {
        var world = WorldGenerator.Make(new WorldOptions { Users = 6, Markets = 40 });
        FakeServerOptions options = new()
        {
            Replace = r => r.Path == "/v2/user-stats" ? """{"data":{"trades":[1],"all_time_pnl":{"trade_count":5}}}""" : null,
        };
        await using var server = await FakeServer.StartAsync(world, options, TestContext.Current.CancellationToken);
        _engine.Set("address", server.Address.ToString());
        var test = _engine.Run("Test-PolymarketApi -GammaApiBase $address -DataApiBase $address -ClobApiBase $address")
            .Succeeded().All<ApiRouteTest>().Single(t => t.Route == "data/v2/user-stats");
        Assert.Equal("Different", test.Status);
        Assert.Equal(["data.trades is a list, not a number or text", "data.join_date is missing"], test.Differences);
    }

    private SortedDictionary<string, string> Files(string folder) => new(
        Directory.GetFiles(_folder.Find(folder), "*", SearchOption.AllDirectories)
            // The journal is a log: it has a line a user in the order in which they finished.
            .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal) && !f.EndsWith(".jsonl", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetRelativePath(_folder.Path, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))), StringComparer.Ordinal),
        StringComparer.Ordinal);
}
