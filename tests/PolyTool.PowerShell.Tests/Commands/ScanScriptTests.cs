using PolyTool.Core.Batches;
using PolyTool.Core.Leaderboards;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

public sealed class ScanScriptTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public ScanScriptTests()
    {
        _folder.Users(4);
        _engine = new HostedEngine { Location = _folder.Path };
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("", "returned nothing")]
    [InlineData("$null", "returned null")]
    [InlineData("'roots/u1'; 'roots/u2'", "returned 2 objects")]
    [InlineData("5", "returned a Int32")]
    [InlineData("[IO.FileInfo]'users.txt'", "returned a FileInfo")]
    [InlineData("'users.txt'", "returned the file 'users.txt'")]
    [InlineData("'roots'", "hypothesis_candidates.json")]
    [InlineData("'nowhere'", "no such folder")]
    [InlineData("throw 'boom'", "boom")]
    [InlineData("exit 3", "'exit 3'")]
    [InlineData("No-SuchCommand -x", "returned nothing")]
    [InlineData("$Host.UI.ReadLine()", "returned nothing")]
    public void What_is_no_run_root_is_that_users_failure(string script, string says)
    {
        var run = _engine.Run($"Invoke-BatchRun -User u1, u2 -OutputRoot out -Workers 1 -ScanScript {{ param($User) if ($User -eq 'u2') {{ return 'roots/u2' }} {script} }}");
        var failed = run.Errors.Select(error => error.TargetObject).OfType<UserResult>().Single();
        Assert.Equal("u1", failed.User);
        Assert.Contains(says, failed.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Single<BatchRun>().UsersSucceeded);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Its_records_come_out_in_the_users_turn(bool isVerbose)
    {
        var run = _engine.Run(
            """
            $greeting = @{ text = 'hello' }
            Invoke-BatchRun users.txt -OutputRoot out -Workers 4 -Verbose:$verbose -ScanScript {
                [CmdletBinding()] param($User, $ScanFlags)
                [Threading.Thread]::Sleep((5 - [int]$User.Substring(1)) * 60)
                $PSCmdlet.WriteWarning("warning $User")
                $PSCmdlet.WriteVerbose("verbose $User")
                $PSCmdlet.WriteInformation("information $User", $null)
                throw "$($using:greeting.text) $User"
            }
            """.Replace("$verbose", isVerbose ? "$true" : "$false", StringComparison.Ordinal));
        Assert.Equal("hello u1 hello u2 hello u3 hello u4", string.Join(' ', run.Errors.SkipLast(1).Select(error => ((UserResult)error.TargetObject).Error)));
        Assert.Equal("BatchFailed", run.ErrorIds[^1]);
        Assert.Equal("warning u1 warning u2 warning u3 warning u4", string.Join(' ', run.Warnings));
        Assert.Equal("information u1 information u2 information u3 information u4", string.Join(' ', run.Information));
        Assert.Equal(isVerbose ? "verbose u1 verbose u2 verbose u3 verbose u4" : "", string.Join(' ', run.Verbose.Where(line => line.StartsWith("verbose", StringComparison.Ordinal))));
    }

    [Fact]
    public void Non_terminating_errors_and_host_output_do_not_fail_a_user()
    {
        var run = _engine.Run(
            """
            Invoke-BatchRun users.txt -OutputRoot out -Workers 2 -ScanScript {
                param($User)
                $Host.UI.WriteLine('to the screen')
                Get-Command "No-Command-$User"
                "roots/$User"
            }
            """);
        Assert.Equal(4, run.Single<BatchRun>().UsersSucceeded);
        Assert.Equal("No-Command-u1 No-Command-u2 No-Command-u3 No-Command-u4", string.Join(' ', run.Errors.Select(error => error.TargetObject)));
        Assert.DoesNotContain("to the screen", _engine.Host.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$global:left = 1", "$global:left")]
    [InlineData("$global:ErrorActionPreference = 'Stop'", "$ErrorActionPreference -eq 'Stop'")]
    [InlineData("$PSDefaultParameterValues['Get-Command:Name'] = 'x'", "$PSDefaultParameterValues.Count")]
    [InlineData("$null = $ExecutionContext.SessionState.Path.SetLocation('/')", "$pwd.Path -eq '/'")]
    [InlineData("Get-Command No-Such-Command -ErrorAction SilentlyContinue", "$Error.Count")]
    [InlineData("$mine = 1", "$mine")]
    public void Each_run_starts_in_the_callers_folder_with_fresh_variables(string mark, string isMarked)
    {
        var run = _engine.Run(
            $$"""
            Invoke-BatchRun users.txt -OutputRoot out -Workers 1 -ScanScript {
                param($User)
                if ({{isMarked}}) { throw "a mark was left for $User" }
                {{mark}}
                [IO.Path]::Combine('roots', $User)
            }
            """).Succeeded();
        Assert.Equal(4, run.Single<BatchRun>().UsersSucceeded);
    }

    [Fact]
    public void After_a_time_out_the_next_script_starts_afresh_in_the_same_runspace()
    {
        var run = _engine.Run(
            """
            Invoke-BatchRun users.txt -OutputRoot out -Workers 1 -UserTimeoutSeconds 2 -ScanScript {
                [CmdletBinding()] param($User, $ScanFlags)
                if ($global:left) { throw "a mark was left for $User" }
                $PSCmdlet.WriteWarning("$User in $([runspace]::DefaultRunspace.Id)")
                if ($User -eq 'u2') { $global:left = 1; while ($true) { [Threading.Thread]::Sleep(5) } }
                "roots/$User"
            }
            """);
        Assert.Equal("u2", Assert.IsType<UserResult>(Assert.Single(run.Errors).TargetObject).User);
        // What a script wrote before it was stopped is dropped, and is not the next one's.
        Assert.Equal(["u1", "u3", "u4"], run.Warnings.Select(text => text.Split(' ')[0]));
        Assert.Single(run.Warnings.Select(text => text.Split(' ')[2]).Distinct());
    }

    [Fact]
    public void The_modules_own_commands_are_there()
    {
        var run = _engine.Run("Invoke-BatchRun -User u1 -OutputRoot out -ScanScript { if (-not (Get-Command Invoke-BatchRun)) { throw 'no' } 'roots/u1' }").Succeeded();
        Assert.Equal(1, run.Single<BatchRun>().UsersSucceeded);
    }

    [Fact]
    public void A_manifest_may_be_returned_instead_of_the_folder()
    {
        _folder.Write("roots/u1/run_manifest.json", "{\"output_paths\": {\"run_root\": \"roots/u1\"}}");
        Assert.Equal(1, _engine.Run("Invoke-BatchRun -User u1 -OutputRoot out -ScanScript { \"$pwd/roots/u1/run_manifest.json\" }").Succeeded().Single<BatchRun>().UsersSucceeded);
    }
}
