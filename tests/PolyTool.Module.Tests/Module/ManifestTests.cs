using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Module;

public partial class ManifestTests
{
    [Fact]
    public void The_engine_accepts_the_manifest()
    {
        using var engine = new HostedEngine(manifest: "");
        var module = engine.Run($"Test-ModuleManifest '{Checkout.Manifest}'").Succeeded().Single<PSModuleInfo>();
        Assert.Equal(new Version(7, 6), module.PowerShellVersion);
        Assert.Equal(["Core"], module.CompatiblePSEditions);
    }

    [Fact]
    public void All_that_is_exported_is_listed_sorted_and_without_wildcards()
    {
        Hashtable manifest = Read();
        foreach (string key in new[] { "CmdletsToExport", "FunctionsToExport", "VariablesToExport", "AliasesToExport" })
        {
            string[] names = [.. ((object[])manifest[key]!).Cast<string>()];
            Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
            Assert.DoesNotContain(names, n => n.Contains('*', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_gallery_page_has_what_it_needs()
    {
        Hashtable manifest = Read();
        var gallery = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;
        Assert.NotEmpty((string)manifest["Description"]!);
        Assert.StartsWith("https://", (string?)gallery["LicenseUri"], StringComparison.Ordinal);
        Assert.Contains("PSEdition_Core", (object[])gallery["Tags"]!);
        Assert.NotEmpty((string)gallery["ReleaseNotes"]!);
    }

    [Fact]
    public void Manifest_assembly_and_newest_changelog_heading_carry_one_version()
    {
        string manifest = (string)Read()["ModuleVersion"]!;
        string assembly = FileVersionInfo.GetVersionInfo(Path.Join(Checkout.ModuleFolder, "PolyTool.PowerShell.dll")).ProductVersion!;
        string changelog = Heading().Match(File.ReadAllText(Checkout.Find("CHANGELOG.md"))).Groups["version"].Value;
        Assert.Equal(manifest, assembly);
        Assert.Equal(manifest, changelog);
        Assert.Equal(manifest, Path.GetFileName(Checkout.ModuleFolder));
    }

    internal static Hashtable Read()
    {
        ScriptBlockAst ast = Parser.ParseFile(Checkout.Manifest, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return (Hashtable)ast.Find(a => a is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();
    }

    [GeneratedRegex(@"^## v?(?<version>\S+)", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();
}
