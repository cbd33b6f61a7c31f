using PolyTool.Core.RunRoots;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class ResolveRunRootTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public ResolveRunRootTests() => _engine = new() { Location = _folder.Path };

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_folder_stands_for_its_sub_folders_in_code_point_order()
    {
        foreach (var name in new[] { "Z9", "Z10", "b", "a", "_z", ".git", "B", "é" })
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, "roots", name));
        }

        File.WriteAllText(Path.Combine(_folder.Path, "roots", "file.txt"), "");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "roots", "link"), Path.Combine(_folder.Path, "roots", "a"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "roots", "broken"), Path.Combine(_folder.Path, "nowhere"));
        var roots = _engine.Run("Resolve-RunRoot ./roots/").Succeeded().All<RunRoot>();
        Assert.Equal(["roots/.git", "roots/B", "roots/Z10", "roots/Z9", "roots/_z", "roots/a", "roots/b", "roots/link", "roots/é"], roots.Select(r => r.Path), StringComparer.Ordinal);
        Assert.All(roots, root => Assert.False(root.HasRequiredFiles));
        Assert.Equal(Path.Combine(_folder.Path, "roots", ".git"), roots[0].FullPath);
    }

    [Fact]
    public void A_run_root_stands_for_itself()
    {
        Make("runs/a", "alice", "0x1", "2026-01-01T00:00:00Z");
        var root = _engine.Run("Resolve-RunRoot runs/a").Succeeded().Single<RunRoot>();
        Assert.Equal("runs/a", root.Path);
        Assert.True(root.HasRequiredFiles);
        Assert.Null(root.UserSlug);
    }

    [Fact]
    public void A_list_names_folders_and_each_missing_one_is_an_error_of_its_own()
    {
        Make("runs/a", "alice", "0x1", "2026-01-01T00:00:00Z");
        File.WriteAllText(Path.Combine(_folder.Path, "list.txt"), "\uFEFF# roots\n runs//a/ \nnope\nlist.txt\nruns/a\nwith\0nul\n");
        var run = _engine.Run("Resolve-RunRoot list.txt");
        Assert.Equal(["runs/a", "runs/a"], run.All<RunRoot>().Select(r => r.Path), StringComparer.Ordinal);
        Assert.Equal(["RunRootNotFound", "RunRootNotFound", "RunRootNotFound"], run.ErrorIds, StringComparer.Ordinal);
        Assert.Equal("nope", run.Errors[0].TargetObject);
    }

    [Fact]
    public void Run_roots_are_found_at_any_depth_and_the_newest_of_each_wallet_is_kept()
    {
        Make("runs/alice/0x1/2026-01-01/r1", "alice", "0x1", "2026-01-01T00:00:00Z");
        Make("runs/alice/0x1/2026-02-01/r0", "alice", "0x1", "2026-02-01T00:00:00Z");
        Make("runs/bob/0x2/2026-01-01/r2", "bob", "0x2", "2026-01-01T00:00:00Z");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "runs", "circle"), Path.Combine(_folder.Path, "runs"));
        Assert.Equal(
            ["runs/alice/0x1/2026-01-01/r1", "runs/alice/0x1/2026-02-01/r0", "runs/bob/0x2/2026-01-01/r2"],
            _engine.Run("Resolve-RunRoot runs -Recurse").Succeeded().All<RunRoot>().Select(r => r.Path), StringComparer.Ordinal);
        var latest = _engine.Run("Resolve-RunRoot runs -Recurse -Latest").Succeeded().All<RunRoot>();
        Assert.Equal(["runs/alice/0x1/2026-02-01/r0", "runs/bob/0x2/2026-01-01/r2"], latest.Select(r => r.Path), StringComparer.Ordinal);
        Assert.Equal("alice", latest[0].UserSlug);
        Assert.Equal("0x1", latest[0].Wallet);
    }

    [Fact]
    public void Wildcards_literal_paths_and_the_pipeline_work()
    {
        Make("runs/x[1].y", "x", "0x1", "2026-01-01T00:00:00Z");
        Make("runs/x2", "x", "0x2", "2026-01-01T00:00:00Z");
        Assert.Equal("runs/x[1].y", _engine.Run("Resolve-RunRoot -LiteralPath 'runs/x[1].y'").Succeeded().Single<RunRoot>().Path);
        Assert.Equal(["runs/x2", "runs/x[1].y"], _engine.Run("Resolve-RunRoot 'runs/x*'").Succeeded().All<RunRoot>().Select(r => r.Path), StringComparer.Ordinal);
        Assert.Equal("runs/x2", _engine.Run("'runs/x2' | Resolve-RunRoot").Succeeded().Single<RunRoot>().Path);
        Assert.Equal(
            Path.Combine(_folder.Path, "runs", "x[1].y"),
            _engine.Run("$input | Resolve-RunRoot", new DirectoryInfo(Path.Combine(_folder.Path, "runs", "x[1].y"))).Succeeded().Single<RunRoot>().FullPath);
    }

    [Theory]
    [InlineData("Resolve-RunRoot nope", "RunRootNotFound")]
    [InlineData("Resolve-RunRoot -LiteralPath 'a*'", "RunRootNotFound")]
    [InlineData("Resolve-RunRoot Env:\\PATH", "PathNotFileSystem")]
    [InlineData("Resolve-RunRoot nodrive:\\x", "PathInvalid")]
    [InlineData("Resolve-RunRoot bad.txt", "RunRootsUnreadable")]
    public void A_path_that_does_not_work_is_an_error_with_an_id(string script, string id)
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "bad.txt"), [0xFF, 0xFE, 0xFD]);
        var run = _engine.Run(script);
        Assert.Empty(run.Output);
        Assert.Equal([id], run.ErrorIds, StringComparer.Ordinal);
    }

    [Fact]
    public void A_folder_with_many_children_is_read_in_order()
    {
        for (var i = 0; i < 3000; i++)
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, "many", $"u{i:D5}"));
        }

        var roots = _engine.Run("Resolve-RunRoot many").Succeeded().All<RunRoot>();
        Assert.Equal(3000, roots.Count);
        Assert.Equal("many/u02999", roots[^1].Path);
    }

    private void Make(string path, string slug, string wallet, string generatedAt)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, path)).FullName;
        File.WriteAllText(Path.Combine(folder, "coverage_reconciliation_report.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "hypothesis_candidates.json"),
            $$"""{"user_slug":"{{slug}}","wallet":"{{wallet}}","generated_at":"{{generatedAt}}","candidates":[]}""");
    }
}
