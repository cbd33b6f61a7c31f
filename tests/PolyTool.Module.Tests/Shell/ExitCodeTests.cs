using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Shell;

/// <summary>Exit codes as pwsh's, and what goes to which stream.</summary>
public class ExitCodeTests
{
    [Theory]
    [InlineData("'fine'", 0, "fine\n")]
    [InlineData("exit 7", 7, "")]
    [InlineData("'before'; throw 'boom'; 'after'", 1, "before\n")]
    [InlineData("Resolve-RunRoot nowhere; 'after'", 0, "after\n")]
    [InlineData("Resolve-RunRoot nowhere", 0, "")]
    [InlineData("Resolve-RunRoot nowhere -ErrorAction Stop; 'after'", 1, "")]
    [InlineData("1..2\nexit", 0, "1\n2\n")]
    public void A_script_answers_its_own_code_or_1_after_a_terminating_error(string script, int code, string output)
    {
        using var folder = new ScratchFolder();
        folder.Write("x.ps1", script);
        ShellResult result = ShellProcess.Run(folder.Path, "x.ps1");
        Assert.Equal((code, output), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("exit 5", 5)]
    [InlineData("Resolve-RunRoot nowhere; 'after'", 0)]
    [InlineData("'before'; Resolve-RunRoot nowhere", 1)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("this does not parse (", 1)]
    public void A_command_answers_1_also_when_its_last_statement_wrote_an_error(string command, int code)
    {
        using var folder = new ScratchFolder();
        Assert.Equal(code, ShellProcess.Run(folder.Path, "-Command", command).ExitCode);
    }

    [Fact]
    public void A_program_that_a_script_runs_does_not_answer_for_the_script()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Needs sh.");
        using var folder = new ScratchFolder();
        folder.Write("x.ps1", "sh -c 'exit 3'\n'code ' + $LASTEXITCODE");
        Assert.Equal(new ShellResult(0, "code 3\n", ""), ShellProcess.Run(folder.Path, "x.ps1"));
    }

    [Theory]
    [InlineData("polytool: nothing to do")]
    [InlineData("polytool: unknown argument '--bogus'", "--bogus")]
    [InlineData("polytool: -Command needs a text to run", "-Command")]
    [InlineData("polytool: -File needs the path of a script", "-File")]
    [InlineData("polytool: 'x.txt' is no .ps1 script", "-File", "x.txt")]
    [InlineData("polytool: there is no script 'nowhere.ps1'", "nowhere.ps1")]
    public void Wrong_usage_answers_2_and_says_why(string message, params string[] arguments)
    {
        using var folder = new ScratchFolder();
        ShellResult result = ShellProcess.Run(folder.Path, arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(message + "\n", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public void An_interruption_stops_the_pipeline_and_lets_it_clean_up(int signal, int code)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Needs POSIX signals.");
        using var folder = new ScratchFolder();
        folder.Write("x.ps1", """
            try { 'started'; while ($true) { [Threading.Thread]::Sleep(20) } }
            finally { [IO.File]::WriteAllText("$PSScriptRoot/cleaned", '') }
            """);
        using ShellProcess shell = ShellProcess.Start(folder.Path, "x.ps1");
        shell.WaitForOutput();
        shell.Signal(signal);
        Assert.Equal(code, shell.Wait().ExitCode);
        Assert.True(File.Exists(folder.Find("cleaned")));
    }
}
