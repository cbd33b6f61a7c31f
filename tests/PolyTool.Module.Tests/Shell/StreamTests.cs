using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Shell;

public class StreamTests
{
    [Fact]
    public void Objects_print_through_their_views_to_output_and_the_rest_to_errors()
    {
        using var folder = new ScratchFolder();
        folder.Write("x.ps1", """
            [version]'1.2.3'
            Resolve-RunRoot nowhere
            $ExecutionContext.Host.UI.WriteWarningLine('careful')
            $ExecutionContext.Host.UI.WriteVerboseLine('details')
            $ExecutionContext.Host.UI.WriteProgress(1, [System.Management.Automation.ProgressRecord]::new(1, 'work', 'half'))
            """);
        ShellResult result = ShellProcess.Run(folder.Path, "x.ps1");

        Assert.Contains("Major  Minor  Build  Revision", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", result.Output, StringComparison.Ordinal);
        Assert.Contains("nowhere", result.Errors, StringComparison.Ordinal);
        Assert.Contains("WARNING: careful\nVERBOSE: details\n", result.Errors, StringComparison.Ordinal);
        // Progress is for terminals, colour too.
        Assert.DoesNotContain("half", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output + result.Errors);
    }

    [Fact]
    public void What_ends_a_script_is_shown_with_its_place_and_without_a_stack_trace()
    {
        using var folder = new ScratchFolder();
        folder.Write("x.ps1", "'fine'\nthrow 'boom'");
        ShellResult result = ShellProcess.Run(folder.Path, "x.ps1");
        Assert.Equal("fine\n", result.Output);
        Assert.Contains("x.ps1:2", result.Errors, StringComparison.Ordinal);
        Assert.Contains("boom", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_reach_the_script_by_name_and_by_position()
    {
        using var folder = new ScratchFolder();
        folder.Write("with 'quotes'.ps1", """
            param([string] $Name, [int] $Count, [switch] $Loud, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name|$Count|$Loud|$Rest"
            """);
        string[] arguments = ["-File", "with 'quotes'.ps1", "-Name", "it's $home", "-Count:3", "-Loud:$false", "a b", "-1"];
        Assert.Equal(new ShellResult(0, "it's $home|3|False|a b -1\n", ""), ShellProcess.Run(folder.Path, arguments));
    }

    [Fact]
    public void Arguments_that_a_script_does_not_take_end_it()
    {
        using var folder = new ScratchFolder();
        folder.Write("x.ps1", "[CmdletBinding()] param([int] $Count) 'ran'");
        ShellResult result = ShellProcess.Run(folder.Path, "x.ps1", "-Count", "many");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Count", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_that_nobody_can_answer_end_the_call()
    {
        using var folder = new ScratchFolder();
        ShellResult result = ShellProcess.Run(folder.Path, "-Command", "Resolve-RunRoot");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Path", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_what_the_engine_alone_lacks_and_version_is_the_manifests()
    {
        using var folder = new ScratchFolder();
        ShellResult help = ShellProcess.Run(folder.Path, "--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Errors));
        foreach (string text in new[] { "-Command", "-File", "exit codes", "Select-Object", "Sort-Object", "Format-Table", "Microsoft.PowerShell.SDK" })
            Assert.Contains(text, help.Output, StringComparison.Ordinal);
        Assert.Equal(new ShellResult(0, Path.GetFileName(Checkout.ModuleFolder) + "\n", ""), ShellProcess.Run(folder.Path, "--version"));
    }

    [Fact]
    public void What_help_says_is_lacking_is_lacking()
    {
        using var engine = new HostedEngine();
        foreach (string name in new[] { "Select-Object", "Sort-Object", "Measure-Object", "Format-Table", "Out-String", "Write-Output", "ConvertTo-Json", "Export-Csv", "Get-Content", "Get-ChildItem", "Test-Path", "Join-Path", "Set-Location", "Start-Sleep" })
            Assert.Contains("CommandNotFoundException", engine.Run(name).ErrorIds);
    }
}
