using PolyTool.Core.RunRoots;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class TestRunRootTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public TestRunRootTests()
    {
        _engine = new() { Location = _folder.Path };
        _folder.Write("runs/ann/hypothesis_candidates.json", """{"user_slug": "ann", "wallet": "0xa", "candidates": []}""");
        _folder.Write("runs/ann/coverage_reconciliation_report.json", "{}");
        _folder.Write("runs/bob/hypothesis_candidates.json", """{"user_slug": "bob", "candidates": [{"segment_key": 7}, 8]}""");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_run_root_is_judged_with_all_its_defects()
    {
        var tests = _engine.Run("Resolve-RunRoot runs | Test-RunRoot").Succeeded().All<RunRootTest>();
        Assert.Equal(["runs/ann", "runs/bob"], tests.Select(test => test.Path));
        Assert.Equal(["ann", "bob"], tests.Select(test => test.User));
        Assert.True(tests[0].IsValid);
        Assert.Equal(
        [
            "hypothesis_candidates.json: $.candidates[0].segment_key: string expected, found 7",
            "hypothesis_candidates.json: $.candidates[1]: object expected, found 8",
            "coverage_reconciliation_report.json: the file is missing",
        ], tests[1].Defects.Select(defect => defect.Message));
    }

    [Theory]
    [InlineData("Test-RunRoot runs/ann -Quiet", true)]
    [InlineData("Test-RunRoot -LiteralPath runs/bob -Quiet", false)]
    [InlineData("Test-RunRoot run*/a* -Quiet", true)]
    [InlineData("Test-RunRoot runs -Quiet", false)]
    public void Quiet_gives_a_yes_or_no(string script, bool valid) => Assert.Equal(valid, _engine.Run(script).Succeeded().Single<bool>());

    [Fact]
    public void A_test_pipes_on_as_a_run_root()
    {
        var runRoot = _engine.Run("Resolve-RunRoot runs | Test-RunRoot | Where-Object IsValid | Resolve-RunRoot").Succeeded().Single<RunRoot>();
        Assert.Equal(_folder.Find("runs", "ann"), runRoot.FullPath);
    }

    [Fact]
    public void What_is_no_folder_is_an_error_and_the_rest_go_on()
    {
        _folder.Write("list.txt", "runs/ann\n");
        var run = _engine.Run("Test-RunRoot nowhere, list.txt, Env:PATH, runs/ann");
        Assert.Single(run.Output);
        Assert.Equal(["RunRootNotFound", "RunRootNotFound", "PathNotFileSystem"], run.ErrorIds);
        Assert.Equal("nowhere", run.Errors[0].TargetObject);
        Assert.Contains("Resolve-RunRoot 'list.txt' | Test-RunRoot", run.Errors[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_early_end_downstream_reads_no_further() =>
        Assert.Single(_engine.Run("Resolve-RunRoot runs | Test-RunRoot | Select-Object -First 1").Succeeded().Output);
}
