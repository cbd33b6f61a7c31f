namespace PolyTool.Module.Tests;

public class AssemblyTests
{
    [Fact]
    public void Tests_run_on_the_runtime_that_the_project_names() =>
        Assert.True(Environment.Version.Major is 8 or >= 10);
}
