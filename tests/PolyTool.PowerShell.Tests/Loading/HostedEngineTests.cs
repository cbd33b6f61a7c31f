using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Loading;

public class HostedEngineTests
{
    [Fact]
    public void Streams_are_recorded_and_the_location_is_the_engines()
    {
        using var folder = new ScratchFolder();
        using var engine = new HostedEngine { Location = folder.Path };
        var before = Environment.CurrentDirectory;

        var run = engine.Run("1; 2; $pwd.ProviderPath; $ExecutionContext.InvokeCommand.GetCommand('Get-Nothing', 'All'); Get-Help -Nonsense");

        Assert.Equal(["1", "2", folder.Path], run.Output.Take(3).Select(o => o.ToString()));
        Assert.Equal("NamedParameterNotFound", run.ErrorIds.Single());
        Assert.Equal(before, Environment.CurrentDirectory);
    }

    [Fact]
    public void Stop_ends_a_script_that_would_run_for_ever()
    {
        using var engine = new HostedEngine();
        using var script = engine.Start("1; while ($true) { }");
        Assert.True(SpinWait.SpinUntil(() => script.Output.Count == 1, TimeSpan.FromSeconds(30)));
        script.Stop();
        Assert.IsType<System.Management.Automation.PipelineStoppedException>(script.Wait().Terminating);
    }

    [Fact]
    public void Print_shows_what_a_console_would()
    {
        using var engine = new HostedEngine(width: 60);
        var text = engine.Print("[version]'1.2.3'; Get-Help -Nonsense");
        Assert.Contains("Major  Minor  Build  Revision", text, StringComparison.Ordinal);
        Assert.Contains("A parameter cannot be found", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
    }
}
