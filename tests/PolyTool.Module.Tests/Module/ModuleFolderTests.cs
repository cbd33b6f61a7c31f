using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Module;

/// <summary>What lies in the folder that users import.</summary>
public class ModuleFolderTests
{
    private static readonly string s_dependencies = Path.Join(Checkout.ModuleFolder, "dependencies");

    [Fact]
    public void The_root_holds_the_cmdlets_and_nothing_that_they_stand_on()
    {
        string[] names = [.. Directory.EnumerateFiles(Checkout.ModuleFolder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal(["CHANGELOG.md", "LICENSE", "PolyTool.PowerShell.dll", "README.md", "THIRD-PARTY-NOTICES.txt"], names.Where(n => !n.EndsWith(".ps1xml", StringComparison.Ordinal) && !n.EndsWith(".psd1", StringComparison.Ordinal) && !n.EndsWith(".png", StringComparison.Ordinal)));
        Assert.Contains("PolyTool.psd1", names);
        Assert.True(File.Exists(Path.Join(s_dependencies, "PolyTool.Core.dll")));
        Assert.True(File.Exists(Path.Join(Checkout.ModuleFolder, "en-US", "PolyTool.PowerShell.dll-Help.xml")));
    }

    [Fact]
    public void The_notices_name_every_library_that_is_shipped()
    {
        var notices = File.ReadAllText(Path.Join(Checkout.ModuleFolder, "THIRD-PARTY-NOTICES.txt"));
        foreach (var library in Directory.EnumerateFiles(s_dependencies).Select(f => Path.GetFileName(f)).Where(n => n != "PolyTool.Core.dll"))
        {
            Assert.Contains(library, notices, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("PolyTool.Core.dll", notices, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("System.Text.Json")]
    [InlineData("System.Management.Automation")]
    [InlineData("PolyTool.HelpBuilder")]
    public void What_the_host_brings_is_not_in_the_folder(string assembly) =>
        Assert.DoesNotContain(Files("*"), f => Path.GetFileNameWithoutExtension(f).Equals(assembly, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Everything_that_an_assembly_needs_is_in_the_folder_or_in_the_shared_framework()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        List<string> missing = [];
        foreach (var file in Files("*.dll"))
        {
            foreach (var name in References(file))
            {
                var there = File.Exists(Path.Join(s_dependencies, name + ".dll"))
                    || File.Exists(Path.Join(framework, name + ".dll"))
                    || name is "System.Management.Automation";
                if (!there)
                {
                    missing.Add($"{Path.GetFileName(file)} needs {name}");
                }
            }
        }
        Assert.Empty(missing);
    }

    [Fact]
    public void Only_the_cmdlets_know_the_engine_and_they_know_no_library_but_the_core()
    {
        Assert.DoesNotContain(Directory.EnumerateFiles(s_dependencies, "*.dll"), f => References(f).Contains("System.Management.Automation"));
        string[] libraries = [.. Directory.EnumerateFiles(s_dependencies, "*.dll").Select(f => Path.GetFileNameWithoutExtension(f)!)];
        Assert.Equal(["PolyTool.Core"], References(Path.Join(Checkout.ModuleFolder, "PolyTool.PowerShell.dll")).Intersect(libraries));
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Checkout.ModuleFolder, pattern, SearchOption.AllDirectories);

    private static IReadOnlyList<string> References(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        if (!image.HasMetadata)
        {
            return [];
        }

        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }
}
