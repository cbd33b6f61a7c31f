using System.Management.Automation;
using System.Reflection;
using PolyTool.Hosting;
using PolyTool.PowerShell.Commands;

namespace PolyTool.PowerShell.Tests.Commands;

public class FeatureDocumentTests
{
    [Fact]
    public void The_table_beside_the_originals_command_line_has_every_parameter()
    {
        string[] rows = [.. File.ReadLines(Checkout.Find("docs", "features", "batch-run-hypothesis-leaderboard.md")).Where(line => line.StartsWith('|'))];
        var missing = typeof(InvokeBatchRunCommand).GetProperties()
            .Where(property => property.IsDefined(typeof(ParameterAttribute)))
            .SelectMany(property => (property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Prepend(property.Name))
            .Where(name => !rows.Any(row => row.Split('`', ' ').Contains("-" + name, StringComparer.Ordinal)));
        Assert.Empty(missing);
    }
}
