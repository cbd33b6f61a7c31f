using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Pwsh;

/// <summary>How scripts that call the module end under pwsh: the codes that schedulers act on, and what a signal leaves.</summary>
public class EndingTests
{
    [Theory]
    [InlineData("Resolve-RunRoot nowhere; 'after'", 0, "after\n")]
    [InlineData("Resolve-RunRoot nowhere -ErrorAction Stop; 'after'", 1, "")]
    public void A_script_answers_0_after_an_error_and_1_after_one_that_ended_it(string script, int code, string output)
    {
        using var folder = new ScratchFolder();
        folder.Write("with 'quotes' [1].ps1", script);
        var result = PwshProcess.Run(folder.Path, "-File", "with 'quotes' [1].ps1");
        Assert.Equal((code, output), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("Resolve-RunRoot nowhere; 'after'", 0)]
    [InlineData("'before'; Resolve-RunRoot nowhere", 1)]
    [InlineData("Resolve-RunRoot", 1)] // A question that nobody can answer.
    public void A_command_answers_1_also_when_its_last_statement_wrote_an_error(string command, int code)
    {
        using var folder = new ScratchFolder();
        Assert.Equal(code, PwshProcess.Run(folder.Path, "-Command", command).ExitCode);
    }

    [Fact]
    public void Errors_are_on_standard_error_with_their_place_and_neither_colours_nor_a_stack_trace()
    {
        using var folder = new ScratchFolder();
        folder.Write("x.ps1", "'fine'\nResolve-RunRoot nowhere");
        var result = PwshProcess.Run(folder.Path, "-File", "x.ps1");
        Assert.Equal((0, "fine\n"), (result.ExitCode, result.Output));
        Assert.Contains("nowhere", result.Errors, StringComparison.Ordinal);
        Assert.Contains("x.ps1:2", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output + result.Errors);
    }

    [Fact]
    public void Ctrl_C_stops_the_pipeline_lets_the_script_clean_up_and_answer()
    {
        SkipOnWindows();
        using var folder = new ScratchFolder();
        using var process = Start(folder);
        process.Signal(2);
        Assert.Equal(130, process.Wait().ExitCode);
        Assert.True(File.Exists(folder.Find("cleaned")));
        AssertResumable(folder);
    }

    [Fact]
    public void SIGTERM_ends_the_process_at_once_and_what_was_done_is_kept()
    {
        SkipOnWindows();
        using var folder = new ScratchFolder();
        using var process = Start(folder);
        process.Signal(15);
        Assert.Equal(128 + 15, process.Wait().ExitCode);
        AssertResumable(folder);
    }

    /// <summary>A batch whose first user is done and whose second takes for ever.</summary>
    private static PwshProcess Start(ScratchFolder folder)
    {
        folder.Copy(Checkout.Find("samples", "run-roots"), "roots");
        folder.Write("batch.ps1", """
            $ended = $false
            try {
                Invoke-BatchRun -User zoe_draws, sharp_tuesday -OutputRoot out -BatchId b -Workers 1 -Resume:([IO.Directory]::Exists('out')) -ScanScript {
                    param($User)
                    if ($User -eq 'sharp_tuesday' -and -not [IO.File]::Exists('go')) { [IO.File]::WriteAllText('waiting', ''); while ($true) { [Threading.Thread]::Sleep(5) } }
                    [IO.Directory]::GetFiles("roots/$User", 'hypothesis_candidates.json', 'AllDirectories') | ForEach-Object { [IO.Path]::GetDirectoryName($_) }
                } | ForEach-Object { "$($_.UsersSucceeded) of $($_.UsersAttempted)" }
                $ended = $true
            }
            finally {
                [IO.File]::WriteAllText('cleaned', '')
                if (-not $ended) { [Environment]::Exit(130) }
            }
            """);
        var process = PwshProcess.Start(folder.Path, "-File", "batch.ps1");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(folder.Find("waiting")), TimeSpan.FromSeconds(60)), "The batch does not begin.");
        return process;
    }

    private static void AssertResumable(ScratchFolder folder)
    {
        Assert.Empty(Directory.GetFiles(folder.Find("out"), "batch_manifest.json", SearchOption.AllDirectories));
        folder.Write("go", "");
        Assert.Equal(new PwshResult(0, "2 of 2\n", ""), PwshProcess.Run(folder.Path, "-File", "batch.ps1"));
    }

    private static void SkipOnWindows()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Needs POSIX signals.");
        }
    }
}
