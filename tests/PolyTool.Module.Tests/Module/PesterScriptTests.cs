using System.Management.Automation.Language;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Module;

/// <summary>Scripts that no test runs here, such as those for Windows, parse; Pester's files are named for what they describe.</summary>
public class PesterScriptTests
{
    [Fact]
    public void Every_script_of_the_checkout_parses()
    {
        string[] folders = ["module", "samples", "tests/Pester"];
        string[] scripts =
        [
            Checkout.Find("build.ps1"),
            .. folders.Select(f => Checkout.Find(f)).Where(Directory.Exists)
                .SelectMany(f => Directory.EnumerateFiles(f, "*.ps*1", SearchOption.AllDirectories)),
        ];
        Assert.True(scripts.Length > 3);
        foreach (var script in scripts)
        {
            Parser.ParseFile(script, out _, out var errors);
            Assert.True(errors.Length == 0, $"{script}: {errors.FirstOrDefault()?.Message}");
        }
    }

    [Fact]
    public void Each_Pester_file_describes_the_cmdlet_of_its_name()
    {
        foreach (var file in Directory.EnumerateFiles(Checkout.Find("tests/Pester"), "*-*.Tests.ps1"))
        {
            var cmdlet = Path.GetFileName(file)[..^".Tests.ps1".Length];
            var ast = Parser.ParseFile(file, out _, out _);
            var described = ast.FindAll(a => a is CommandAst c && c.GetCommandName() == "Describe", searchNestedScriptBlocks: false)
                .Cast<CommandAst>().Select(c => ((StringConstantExpressionAst)c.CommandElements[1]).Value);
            Assert.NotEmpty(described);
            Assert.All(described, d => Assert.Equal(cmdlet, d.Split(' ')[0]));
        }
    }
}
