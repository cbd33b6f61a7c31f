using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Scanning;

[Collection(AloneCollection.Name)]
public sealed class EndlessOutputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("head -c 1000000000 /dev/zero; echo")]
    [InlineData("yes | head -c 30000000")]
    public async Task It_fills_neither_the_memory_nor_the_disk(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "This scan is a shell script.");
        CommandScanner scanner = new("/bin/sh", ["-c", script + "; echo 'Run root: x'", "scan"], _folder, new ScanLogs(_folder, ["@a"]));
        GC.Collect();
        long most = 0;
        var scan = scanner.ScanAsync("@a", ScanFlags.None, TestContext.Current.CancellationToken);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        while (!scan.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal("x", (await scan).RunRoot);
        Assert.InRange(new FileInfo(Path.Combine(_folder, "logs", "1-@a.log")).Length, ScanLog.MaxBytes, ScanLog.MaxBytes + 100);
        Assert.True(most < 20_000_000, $"{most} bytes held");
    }
}
