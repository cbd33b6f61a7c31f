using PolyTool.Core.RunRoots;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class InvokeUserScanDossierTests : IDisposable
{
    private static readonly string s_golden = Checkout.Find("tests", "golden");
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public InvokeUserScanDossierTests()
    {
        _engine = new() { Location = _folder.Path };
        _engine.Set("golden", s_golden);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_dossier_of_the_original_becomes_a_run_root_below_the_current_location()
    {
        var root = _engine.Run("Invoke-UserScan -Dossier $golden/scan01/run_root/dossier.json -SegmentTable original").Succeeded().Single<RunRoot>();

        Assert.StartsWith("artifacts/dossiers/users/testuser/0xabababababababababababababababababababab/", root.Path, StringComparison.Ordinal);
        Assert.StartsWith(_folder.Path, root.FullPath, StringComparison.Ordinal);
        Assert.True(root.HasRequiredFiles);
        Assert.Equal(("testuser", "0xabababababababababababababababababababab"), (root.UserSlug, root.Wallet));
        var theirs = File.ReadAllText(Path.Combine(s_golden, "scan01", "run_root", "hypothesis_candidates.json"));
        var ours = File.ReadAllText(Path.Combine(root.FullPath, "hypothesis_candidates.json"));
        Assert.Equal(theirs[..theirs.IndexOf("\"generated_at\"", StringComparison.Ordinal)], ours[..ours.IndexOf("\"generated_at\"", StringComparison.Ordinal)]);
    }

    [Fact]
    public void Many_dossiers_by_wildcard_give_a_run_root_each_that_batches_can_read()
    {
        RunRootTest[] tests = [.. _engine.Run("Invoke-UserScan -Dossier $golden/dossier000*/dossier.json -OutputRoot out | Test-RunRoot").Succeeded().All<RunRootTest>()];

        Assert.Equal(9, tests.Length);
        Assert.All(tests, t => Assert.True(t.IsValid));
        Assert.Equal(Enumerable.Range(1, 9).Select(i => $"dossier000{i}"), tests.Select(t => t.User));
    }

    [Fact]
    public void File_objects_from_the_pipeline_are_dossiers()
    {
        var root = _engine.Run("[IO.FileInfo] \"$golden/scan01/run_root/dossier.json\" | Invoke-UserScan").Succeeded().Single<RunRoot>();

        Assert.Equal("testuser", root.UserSlug);
    }

    [Fact]
    public void A_bad_dossier_is_an_error_and_the_rest_go_on()
    {
        _folder.Write("bad.json", "not json");
        _folder.Write("list.json", "[]");
        _folder.Write("good[1].json", """{"positions": []}""");

        var run = _engine.Run("Invoke-UserScan -Dossier bad.json, list.json, none.json, ., Env:PATH, 'good[1].json'");

        Assert.Equal(["DossierNotJson", "DossierDefect", "DossierNotFound", "DossierIsFolder", "PathNotFileSystem"], run.ErrorIds);
        Assert.Equal(["bad.json", "list.json", "none.json", ".", "Env:PATH"], run.Errors.Select(e => e.TargetObject.ToString()));
        Assert.Single(run.Output);
    }

    [Theory]
    [InlineData("none.json", "SegmentTableNotFound")]
    [InlineData("bad.json", "SegmentTableInvalid")]
    public void A_table_that_cannot_be_used_ends_the_command(string table, string id)
    {
        _folder.Write("bad.json", """{"name": "mine"}""");

        var run = _engine.Run($"Invoke-UserScan -Dossier $golden/dossier0003/dossier.json -SegmentTable {table}");

        Assert.Equal([id], run.ErrorIds);
        Assert.Equal(table, run.Errors.Single().TargetObject);
        Assert.False(Directory.Exists(_folder.Find("artifacts")));
    }

    [Fact]
    public void A_run_root_that_was_changed_is_refused_without_force()
    {
        var root = _engine.Run("Invoke-UserScan -Dossier $golden/dossier0003/dossier.json").Succeeded().Single<RunRoot>();
        File.AppendAllText(Path.Combine(root.FullPath, "segment_analysis.json"), "\n");

        Assert.Equal(["RunRootExists"], _engine.Run("Invoke-UserScan -Dossier $golden/dossier0003/dossier.json").ErrorIds);
        Assert.Equal(root.Path, _engine.Run("Invoke-UserScan -Dossier $golden/dossier0003/dossier.json -Force").Succeeded().Single<RunRoot>().Path);
    }

    [Fact]
    public void What_if_writes_nothing()
    {
        Assert.Empty(_engine.Run("Invoke-UserScan -Dossier $golden/dossier0003/dossier.json -WhatIf").Succeeded().Output);
        Assert.False(Directory.Exists(_folder.Find("artifacts")));
    }

    [Fact]
    public void Entries_that_are_no_positions_are_warned_of()
    {
        _folder.Write("odd.json", """{"positions": [5]}""");

        var run = _engine.Run("Invoke-UserScan -Dossier odd.json");

        Assert.Contains(run.Warnings, static w => w.Contains("1 entries", StringComparison.Ordinal));
    }
}
