using PolyTool.Core.Failures;

namespace PolyTool.Core.Tests.Dossiers.Write;

/// <summary>Run roots appear whole, in their own place, and are not replaced unasked.</summary>
public sealed class RunRootWriterTests : DossierWorld
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_link_in_the_place_of_a_folder_below_the_scan_root_is_refused(int depth)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var outside = Directory.CreateDirectory(Path.Combine(Folder, "outside")).FullName;
        var root = Path.Combine(Folder, "out");
        var parts = Path.GetRelativePath(root, (await Scan(Golden("scan01", "run_root"))).FullPath).Split('/');
        var link = Path.Combine([root, .. parts[..depth]]);
        Directory.Delete(link, recursive: true);
        Directory.CreateSymbolicLink(link, outside);
        var error = await Assert.ThrowsAsync<Failure>(() => Scan(Golden("scan01", "run_root")));
        Assert.Equal("RunRootNotWritable", error.Code);
        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [Theory]
    [InlineData(".dossier.json.tmp")]
    [InlineData(".run_manifest.json.tmp")]
    [InlineData(".lock")]
    [InlineData("dossier.json")]
    public async Task A_link_in_the_place_of_a_file_of_a_run_root_goes_without_what_it_leads_to(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var outside = Path.Combine(Folder, "outside");
        File.WriteAllText(outside, "treasure");
        var root = (await Scan(Golden("scan01", "run_root"))).FullPath;
        File.Delete(Path.Combine(root, name));
        File.Delete(Path.Combine(root, "run_manifest.json"));
        File.CreateSymbolicLink(Path.Combine(root, name), outside);
        await Scan(Golden("scan01", "run_root"));
        Assert.Equal("treasure", File.ReadAllText(outside));
        Assert.Equal(File.ReadAllBytes(Golden("scan01", "run_root")), File.ReadAllBytes(Path.Combine(root, "dossier.json")));
        Assert.All(Directory.GetFiles(root), static file => Assert.Null(new FileInfo(file).LinkTarget));
    }

    [Fact]
    public async Task A_hostile_wallet_stays_inside_the_output_root()
    {
        var path = Write("a/dossier.json", """{"header":{"user_input":"../../x","proxy_wallet":"../../../../evil"},"positions":[]}""");

        var root = await Scan(path);

        Assert.StartsWith("out/______x/.._.._.._.._evil/", root.Path, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(Folder, "out") + Path.DirectorySeparatorChar, Path.GetFullPath(root.FullPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_run_root_is_used_as_it_is_at_a_later_hour()
    {
        var first = await Scan(Golden("dossier0005"));
        var before = Contents(first);

        var second = await Scan(Golden("dossier0005"), hours: 3);

        Assert.True(second.WasThere);
        Assert.Equal(first.Path, second.Path);
        Assert.Equal(first.Warnings, second.Warnings);
        Assert.Equal(first.GeneratedAt, second.GeneratedAt);
        Assert.Equal(before, Contents(second));
    }

    [Theory]
    [InlineData("segment_analysis.json")]
    [InlineData("run_manifest.json")]
    [InlineData("dossier.json")]
    public async Task A_changed_run_root_is_refused_and_written_over_with_force(string changed)
    {
        var first = await Scan(Golden("dossier0003"));
        var before = Contents(first);
        File.AppendAllText(Path.Combine(first.FullPath, changed), " ");

        var refused = await Assert.ThrowsAsync<Failure>(() => Scan(Golden("dossier0003")));
        var forced = await Scan(Golden("dossier0003"), force: true);

        Assert.Equal("RunRootExists", refused.Code);
        Assert.Equal(before, Contents(forced));
    }

    [Fact]
    public async Task An_interrupted_run_root_is_completed()
    {
        var first = await Scan(Golden("dossier0003"));
        var before = Contents(first);
        File.Delete(Path.Combine(first.FullPath, "run_manifest.json"));
        File.WriteAllText(Path.Combine(first.FullPath, "dossier.json"), "half");

        Assert.Equal(before, Contents(await Scan(Golden("dossier0003"))));
    }

    [Fact]
    public async Task The_same_dossier_scanned_many_times_at_once_gives_one_run_root()
    {
        var roots = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Scan(Golden("dossier0009")), Cancel)));

        Assert.Single(roots.Select(r => r.FullPath).Distinct(StringComparer.Ordinal));
        Assert.Single(roots, r => !r.WasThere);
        Assert.Equal(AllFiles, Directory.GetFiles(roots[0].FullPath).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_output_root_that_is_a_file_is_an_error()
    {
        Write("out", "a file");

        Assert.Equal("RunRootNotWritable", (await Assert.ThrowsAsync<Failure>(() => Scan(Golden("dossier0003")))).Code);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing_behind()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scan(Golden("dossier0006"), cancel: cancelled.Token));

        Assert.False(Directory.Exists(Path.Combine(Folder, "out")));
    }
}
