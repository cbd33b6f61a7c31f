using PolyTool.Core.Files;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

public class SampleWorldServerTests
{
    [Fact]
    public async Task The_sample_world_is_what_its_generator_makes()
    {
        var world = WorldGenerator.Make(WorldOptions.Sample);
        await using var served = await ServedWorld.StartAsync(world);
        var folder = served.NewFolder();
        var scanner = await DirectScannerServerTests.ScannerAsync(served, folder);
        foreach (var user in world.Users)
        {
            await scanner.ScanAsync(user.Name, lite: false, TestContext.Current.CancellationToken);
        }
        // Where this fails, make it anew: dotnet run -c Release --project benchmarks/PolyTool.Benchmarks -- world samples
        Assert.Equal(Files(folder), Files(Path.Combine(Repository.Root, "samples", "world")));
        var listed = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "samples", "users.txt"), TestContext.Current.CancellationToken)).Where(l => !l.StartsWith('#')).Select(l => l.TrimStart('@'));
        Assert.Equal(world.Users.Select(u => u.Name), listed);
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.GetFiles(folder, "*.answer", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), f => ContentHash.Of(File.ReadAllBytes(f)), StringComparer.Ordinal),
        StringComparer.Ordinal);
}
