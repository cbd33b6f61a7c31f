using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Probing;
using PolyTool.Core.RunRoots;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>What users of direct scans are told: whose access is refused, who is in the list twice, that a table is old.</summary>
[Collection(AloneCollection.Name)]
public sealed class DirectScanWarningTests : IDisposable
{
    private const string Addresses = "-GammaApiBase $address -DataApiBase $address -ClobApiBase $address";

    private static readonly FakeWorld s_world = WorldGenerator.Make(new WorldOptions { Users = 3, Markets = 20, MostPositions = 8 });

    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public DirectScanWarningTests() => _engine = new() { Location = _folder.Path };

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_refused_access_is_an_error_of_permission_that_names_the_host_and_what_to_try()
    {
        await using var server = await StartAsync(new FakeServerOptions { Faults = (r, _) => r.Path == "/v2/positions" ? Fault.Forbidden : Fault.None });
        _engine.Set("user", s_world.Users[0].Wallet);
        var run = _engine.Run($"Invoke-UserScan $user -CachePath cache {Addresses}");
        var error = Assert.Single(run.Errors);
        Assert.Equal(("ApiAccessRefused", ErrorCategory.PermissionDenied), (run.ErrorIds[0], error.CategoryInfo.Category));
        Assert.Contains("127.0.0.1 refuses access: HTTP 403", error.Exception.Message, StringComparison.Ordinal);
        Assert.InRange(server.Log.Count("/v2/positions"), 1, 3);
    }

    [Fact]
    public async Task A_user_given_as_handle_as_wallet_and_as_address_counts_once()
    {
        await using var server = await StartAsync();
        var user = s_world.Users[0];
        _engine.Set("users", new[] { "@" + user.Name, s_world.Users[1].Name, user.Wallet, $"https://polymarket.com/profile/{user.Wallet}?tab=positions", $"https://polymarket.com/@{user.Name}" });
        var run = _engine.Run("""
            $env:GAMMA_API_BASE = $env:DATA_API_BASE = $env:CLOB_API_BASE = $address
            try { Invoke-BatchRun -User $users -CachePath cache -Lite -BatchId b } finally { $env:GAMMA_API_BASE = $env:DATA_API_BASE = $env:CLOB_API_BASE = $null }
            """);
        var batch = run.Single<BatchRun>();
        Assert.Equal((2, 3), (batch.UsersSucceeded, batch.UsersFailed));
        Assert.Equal(3, run.ErrorIds.Count(id => id == "UserFailed"));
        Assert.All(run.Errors, e => Assert.Contains("already that of user", e.Exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Warnings, w => w.Contains("more than one run root", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_table_is_said_once_and_a_renewed_one_is_used()
    {
        await using var server = await StartAsync();
        _engine.Set("users", s_world.Users.Select(u => u.Wallet).ToArray());
        _engine.Run("$env:SOURCE_DATE_EPOCH = '1861920000'").Succeeded();
        try
        {
            var old = _engine.Run($"$users | Invoke-UserScan -CachePath cache -Lite -OutputRoot one {Addresses}").Succeeded();
            Assert.Single(old.Warnings, w => w.Contains("more than a year old", StringComparison.Ordinal) && w.Contains("Update-SegmentTable", StringComparison.Ordinal));

            var report = _engine.Run($"Update-SegmentTable cache -GammaApiBase $address").Succeeded().Single<LeagueTableReport>();
            Assert.Equal(new DateOnly(2029, 1, 1), report.Date);
            Assert.Contains("league7", report.Added);

            var renewed = _engine.Run($"$users | Invoke-UserScan -CachePath cache -Lite -OutputRoot two {Addresses}").Succeeded();
            Assert.DoesNotContain(renewed.Warnings, w => w.Contains("year old", StringComparison.Ordinal));
            // Another table is another run.
            Assert.Empty(old.All<RunRoot>().Select(r => r.Name).Intersect(renewed.All<RunRoot>().Select(r => r.Name), StringComparer.Ordinal));
        }
        finally
        {
            _engine.Run("$env:SOURCE_DATE_EPOCH = $null");
        }
    }

    [Theory]
    [InlineData("Update-SegmentTable file.txt -GammaApiBase $address", "CacheUnusable")]
    [InlineData("Update-SegmentTable cache -GammaApiBase nowhere", "ApiAddressInvalid")]
    [InlineData("Test-PolymarketApi -SaveTo file.txt -GammaApiBase $address", "FolderIsFile")]
    public async Task What_cannot_be_is_said_before_anything_is_asked(string script, string id)
    {
        await using var server = await StartAsync();
        File.WriteAllText(_folder.Find("file.txt"), "mine");
        Assert.Equal([id], _engine.Run(script).ErrorIds);
        Assert.Empty(server.Log.All);
    }

    [Fact]
    public async Task Answers_are_saved_where_they_are_wanted()
    {
        await using var server = await StartAsync();
        var tests = _engine.Run($"Test-PolymarketApi -SaveTo answers {Addresses}").Succeeded().All<ApiRouteTest>();
        Assert.Equal(tests.Count, Directory.GetFiles(_folder.Find("answers"), "*.json").Length);
        Assert.All(tests, t => Assert.True(File.Exists(t.SavedTo)));
    }

    private async Task<FakeServer> StartAsync(FakeServerOptions? options = null)
    {
        var server = await FakeServer.StartAsync(s_world, options, TestContext.Current.CancellationToken);
        _engine.Set("address", server.Address.ToString());
        return server;
    }
}
