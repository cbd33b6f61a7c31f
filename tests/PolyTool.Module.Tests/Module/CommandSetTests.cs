using System.Management.Automation;
using System.Reflection;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Module;

/// <summary>Exported cmdlets, cmdlet classes, help pages and Pester files name the same set.</summary>
public class CommandSetTests
{
    [Fact]
    public void Every_cmdlet_class_is_exported_and_nothing_else()
    {
        using var engine = new HostedEngine();
        string[] exported = [.. ExportedCommands.OfEngine(engine).Select(c => c.Name)];
        Assert.NotEmpty(exported);
        Assert.Equal(exported, ExportedCommands.OfAssembly().Select(ExportedCommands.Name).Order(StringComparer.Ordinal));
        Assert.Equal(exported, ((object[])ManifestTests.Read()["CmdletsToExport"]!).Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cmdlet_has_a_help_page_and_every_page_a_cmdlet()
    {
        using var engine = new HostedEngine();
        Assert.Equal(
            ExportedCommands.OfEngine(engine).Select(c => c.Name),
            Names("docs/en-US", "*-*.md").Where(n => !n.StartsWith("about_", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_cmdlet_has_a_Pester_file_and_every_file_a_cmdlet()
    {
        using var engine = new HostedEngine();
        Assert.Equal(
            ExportedCommands.OfEngine(engine).Select(c => c.Name),
            Names("tests/Pester", "*-*.Tests.ps1").Select(n => n[..^".Tests".Length]));
    }

    [Fact]
    public void Every_cmdlet_has_an_approved_verb_a_singular_noun_a_sealed_class_of_its_name_and_an_output_type()
    {
        using var engine = new HostedEngine();
        HashSet<string> verbs = [.. typeof(VerbsCommon).Assembly.GetExportedTypes()
            .Where(t => t.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => (string)f.GetValue(obj: null)!)];
        foreach (var type in ExportedCommands.OfAssembly())
        {
            var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
            Assert.Contains(cmdlet.VerbName, verbs);
            Assert.False(cmdlet.NounName.EndsWith('s') && !cmdlet.NounName.EndsWith("ss", StringComparison.Ordinal) && !cmdlet.NounName.EndsWith("sis", StringComparison.Ordinal), $"{cmdlet.NounName} is a plural.");
            Assert.True(type is { IsSealed: true, IsPublic: true }, $"{type.Name} is not public and sealed.");
            Assert.Equal($"{cmdlet.VerbName}{cmdlet.NounName}Command", type.Name);
            Assert.True(type.GetCustomAttributes<OutputTypeAttribute>().Any(), $"{type.Name} has no [OutputType].");
        }
    }

    private static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.EnumerateFiles(Checkout.Find(folder), pattern).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);
}
