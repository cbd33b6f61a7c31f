using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Tests.Batches;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>
/// Ten good users and eight whose answers are hostile in one batch: whatever the eight get, the ten have their rows.
/// <see cref="HostileUsersTests"/> starts it in a process whose heap is limited.
/// </summary>
public sealed class HostileUsersTrial
{
    private const int Good = 10;
    private const int Hostile = 8;

    [Theory(Explicit = true)]
    [InlineData(Fault.HugeUnannounced)]
    [InlineData(Fault.ManyRows)]
    [InlineData(Fault.GzipBomb)]
    [InlineData(Fault.Huge)]
    [InlineData(Fault.Hang)]
    [InlineData(Fault.Broken)]
    [InlineData(Fault.CutBody)]
    [InlineData(Fault.BadJson)]
    [InlineData(Fault.BadGzip)]
    [InlineData(Fault.NotUtf8)]
    [InlineData(Fault.Text)]
    [InlineData(Fault.Page)]
    [InlineData(Fault.Forbidden)]
    [InlineData(Fault.Unavailable451)]
    [InlineData(Fault.Redirect)]
    [InlineData(Fault.NotFound)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.TooManyRequests)]
    [InlineData(Fault.BareTooManyRequests)]
    public async Task Whatever_eight_users_get_ten_others_have_their_rows(Fault fault)
    {
        var world = WorldGenerator.Make(new WorldOptions { Users = Good + Hostile, Markets = 12, FewestPositions = 1, MostPositions = 4 });
        string[] hostile = [.. world.Users.Take(Hostile).Select(static user => user.Wallet)];
        string[] good = [.. world.Users.Skip(Hostile).Select(static user => user.Name)];
        await using var served = await ServedWorld.StartAsync(world, new FakeServerOptions
        {
            Faults = (request, _) => hostile.Any(wallet => request.QueryString.Value?.Contains(wallet, StringComparison.OrdinalIgnoreCase) == true) ? fault : Fault.None,
        });
        var folder = served.NewFolder();
        var options = new DirectScanOptions { OutputRoot = new GivenPath("out", Path.Combine(folder, "out")), CacheFullPath = Path.Combine(folder, "cache") };
        var request = new ScanRequest
        {
            Folder = BatchFolder.New("batches", "b", folder, TimeProvider.System),

            // The hostile ones first: they are under way when the good ones come.
            Users = [.. hostile, .. good],
            Scanner = await DirectScanner.CreateAsync(options, TimeProvider.System, served.Client, TestContext.Current.CancellationToken),
            ScannerName = "direct",
            BaseDirectory = folder,
            Workers = Hostile,
            Policy = new() { UserTimeout = TimeSpan.FromSeconds(10) },
        };
        var finished = (await TestBatch.RunAsync(request)).OfType<UserFinished>().ToList();
        Assert.Equal(Good + Hostile, finished.Count);
        Assert.All(finished, user => Assert.True(user.FailureCode is null == user.Number > Hostile, string.Create(CultureInfo.InvariantCulture, $"{user.Number}: {user.FailureCode} {user.Result.Error}")));
    }
}
