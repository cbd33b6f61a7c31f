using System.Security.Cryptography;
using System.Text.Json;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;
using PolyTool.Hosting;
using PolyTool.Module.Tests.Pwsh;

namespace PolyTool.Module.Tests.Scans;

/// <summary>Three processes that scan the same users at the same time on one cache folder.</summary>
public sealed class SharedCacheTests : IDisposable
{
    private const int Processes = 3;
    private const int Users = 4;
    private readonly ScratchFolder _folder = new();

    public SharedCacheTests() => _folder.Write(
        "scan.ps1",
        """
        param([string] $Address, [switch] $Offline)
        $env:GAMMA_API_BASE = $env:DATA_API_BASE = $env:CLOB_API_BASE = $Address
        $env:SOURCE_DATE_EPOCH = '1771610400'
        'ready'
        while (-not [IO.File]::Exists('../go')) { [Threading.Thread]::Sleep(2) }
        $batch = Invoke-BatchRun ../users.txt -Workers 2 -CachePath ../cache -ScanOutputRoot users -Offline:$Offline
        "$($batch.UsersSucceeded) of $($batch.UsersAttempted)"
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Processes_that_fill_and_then_read_one_cache_make_the_same_run_roots()
    {
        var world = WorldGenerator.Make(new WorldOptions { Users = Users, Markets = 30, MostPositions = 10 });
        _folder.Write("users.txt", string.Join('\n', world.Users.Select(u => u.Name)));
        Uri address;
        SortedDictionary<string, string>[] filled;
        await using (var server = await FakeServer.StartAsync(world, new FakeServerOptions { Latency = TimeSpan.FromMilliseconds(30) }, TestContext.Current.CancellationToken))
        {
            address = server.Address;
            filled = ScanAtOnce("fill", address);
            // Markets and prices are kept; some were asked for and written by several processes, as none had them when all began.
            string[] kept = [.. server.Log.All.Where(static request => request.Contains("/prices-history", StringComparison.Ordinal) || request.Contains("/markets", StringComparison.Ordinal))];
            Assert.True(kept.Length > kept.Distinct(StringComparer.Ordinal).Count(), "The processes did not meet.");
        }

        Assert.Equal(6 * Users, filled[0].Count);
        Assert.All(filled, files => Assert.Equal(filled[0], files));
        Assert.All(Directory.GetFiles(_folder.Find("cache"), "*", SearchOption.AllDirectories), AssertWhole);
        // Nobody is at the address any more.
        Assert.All(ScanAtOnce("read", address, "-Offline"), files => Assert.Equal(filled[0], files));
    }

    private SortedDictionary<string, string>[] ScanAtOnce(string name, Uri address, params string[] options)
    {
        string[] folders = [.. Enumerable.Range(0, Processes).Select(i => Directory.CreateDirectory(_folder.Find($"{name}{i}")).FullName)];
        File.Delete(_folder.Find("go"));
        PwshProcess[] processes = [.. folders.Select(folder => PwshProcess.Start(folder, ["-File", "../scan.ps1", address.ToString(), .. options]))];
        try
        {
            foreach (var process in processes)
            {
                process.WaitForOutput();
            }

            _folder.Write("go", "");
            foreach (var process in processes)
            {
                Assert.Equal(new PwshResult(0, $"ready\n{Users} of {Users}\n", ""), process.Wait());
            }
        }
        finally
        {
            foreach (var process in processes)
            {
                process.Dispose();
            }
        }

        return [.. folders.Select(folder => Files(Path.Join(folder, "users")))];
    }

    /// <summary>A kept answer is a line of JSON with the hash of what follows it.</summary>
    private static void AssertWhole(string path)
    {
        Assert.EndsWith(".answer", path, StringComparison.Ordinal);
        var content = File.ReadAllBytes(path);
        var end = Array.IndexOf(content, (byte)'\n');
        using var head = JsonDocument.Parse(content.AsMemory(0, end));
        Assert.Equal(head.RootElement.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(end + 1))));
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))), StringComparer.Ordinal),
        StringComparer.Ordinal);
}
