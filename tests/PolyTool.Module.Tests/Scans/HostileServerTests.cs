using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;
using PolyTool.Hosting;
using PolyTool.Module.Tests.Pwsh;

namespace PolyTool.Module.Tests.Scans;

/// <summary>
/// Ten good users and eight whose answers are hostile, in one batch of a real pwsh whose heap may hold 500 MB: whatever the
/// eight get, the ten have their rows.
/// </summary>
public sealed class HostileServerTests : IDisposable
{
    private const int Good = 10;
    private const int Hostile = 8;
    private const long HeapLimit = 500_000_000;

    private readonly ScratchFolder _folder = new();

    public HostileServerTests() => _folder.Write(
        "scan.ps1",
        """
        param([string] $Address)
        $env:SOURCE_DATE_EPOCH = '1771610400'
        $env:GAMMA_API_BASE = $env:DATA_API_BASE = $env:CLOB_API_BASE = $Address
        $batch = Invoke-BatchRun users.txt -Workers 8 -CachePath cache -OutputRoot out -UserTimeoutSeconds 20 -ErrorAction SilentlyContinue
        ($batch | Get-BatchUser | Where-Object Succeeded).User -join ' '
        ($batch | Get-BatchUser | Where-Object Succeeded -EQ $false).Error | ForEach-Object { $_ -replace '^[^:]+: ' } | Sort-Object -Unique | Join-String -Separator '; '
        """);

    public void Dispose() => _folder.Dispose();

    // Eight of each mode, at the same heap and with waits made short, are the core's HostileUsersTests; here waits are as users have them.
    [Theory]
    [InlineData(Fault.Broken)]
    [InlineData(Fault.HugeUnannounced, Fault.ManyRows, Fault.GzipBomb, Fault.Hang, Fault.Broken, Fault.CutBody, Fault.Page, Fault.TooManyRequests)]
    public async Task Whatever_eight_users_get_ten_others_have_their_rows(params Fault[] faults)
    {
        var world = WorldGenerator.Make(new WorldOptions { Users = Good + Hostile, Markets = 30, MostPositions = 10 });
        string[] hostile = [.. world.Users.Take(Hostile).Select(static user => user.Wallet)];
        string[] good = [.. world.Users.Skip(Hostile).Select(static user => user.Name)];

        // The hostile ones first: they are under way when the good ones come.
        _folder.Write("users.txt", string.Join('\n', world.Users.Select(static user => user.Wallet).Take(Hostile).Concat(good)));
        await using var server = await FakeServer.StartAsync(world, new FakeServerOptions
        {
            Faults = (request, _) => Array.FindIndex(hostile, wallet => request.QueryString.Value?.Contains(wallet, StringComparison.OrdinalIgnoreCase) == true) is var who and >= 0 ? faults[who % faults.Length] : Fault.None,
        }, TestContext.Current.CancellationToken);
        using var process = PwshProcess.Start(_folder.Path, HeapLimit, ["-File", "scan.ps1", server.Address.ToString()]);
        var result = process.Wait(TimeSpan.FromMinutes(5));
        var lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.True(lines[0] == string.Join(' ', good) && lines.Length == 2 && result.Errors.Length == 0, $"{result.Output}\n{result.Errors}");
    }
}
