using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolyTool.HelpBuilder;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Module;

public partial class ManifestTests
{
    [Fact]
    public void The_tool_that_commands_start_is_the_engine_that_tests_host()
    {
        using var tools = JsonDocument.Parse(File.ReadAllText(Checkout.Find(".config", "dotnet-tools.json")));
        var version = tools.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString()!;
        using var engine = new HostedEngine(manifest: "");
        Assert.Equal(version, engine.Run("$PSVersionTable.PSVersion.ToString()").Succeeded().Single<string>());
    }

    [Fact]
    public void An_older_engine_is_told_what_the_module_needs()
    {
        using var folder = new ScratchFolder();
        var manifest = folder.Write("PolyTool.psd1", File.ReadAllText(Checkout.Manifest).Replace("PowerShellVersion    = '7.6'", "PowerShellVersion    = '97.6'", StringComparison.Ordinal));
        using var engine = new HostedEngine(manifest: "");
        var run = engine.Run($"Import-Module '{manifest}'");
        Assert.Equal("Modules_InsufficientPowerShellVersion", Assert.Single(run.ErrorIds));
        Assert.Contains("requires a minimum Windows PowerShell version of '97.6'".Replace("Windows ", "", StringComparison.Ordinal), run.Errors[0].Exception.Message.Replace("Windows ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_projects_address_manifest_and_help_link_to_it()
    {
        using var folder = new ScratchFolder();
        var manifest = folder.Find("PolyTool.psd1");
        ModuleManifest.Write(Checkout.Find("module", "PolyTool.psd1"), manifest, Checkout.Find("CHANGELOG.md"), "https://example.org/polytool");
        var gallery = ModuleManifest.Gallery(ModuleManifest.Read(manifest));
        Assert.Equal("https://example.org/polytool", gallery["ProjectUri"]);
        Assert.Equal("https://example.org/polytool/raw/HEAD/module/icon.png", gallery["IconUri"]);
        Assert.Equal("https://example.org/polytool/blob/HEAD/docs/en-US/Get-BatchRun.md", ProjectLinks.Page("https://example.org/polytool", "Get-BatchRun"));
        Assert.Null(ProjectLinks.Page("", "Get-BatchRun"));
    }

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
        var manifest = Read();
        foreach (var key in new[] { "CmdletsToExport", "FunctionsToExport", "VariablesToExport", "AliasesToExport" })
        {
            string[] names = [.. ((object[])manifest[key]!).Cast<string>()];
            Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
            Assert.DoesNotContain(names, n => n.Contains('*', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_gallery_page_has_what_it_needs()
    {
        var manifest = Read();
        var gallery = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;
        Assert.NotEmpty((string)manifest["Description"]!);
        Assert.StartsWith("https://", (string?)gallery["LicenseUri"], StringComparison.Ordinal);
        Assert.Contains("PSEdition_Core", (object[])gallery["Tags"]!);
        Assert.Equal(ReleaseNotes.Of(File.ReadAllText(Checkout.Find("CHANGELOG.md")), (string)manifest["ModuleVersion"]!), (string)gallery["ReleaseNotes"]!);
        // The build writes them where it knows the project's address (-p:ProjectUrl).
        Assert.False(gallery.ContainsKey("ProjectUri") || gallery.ContainsKey("IconUri"));
    }

    [Fact]
    public void Manifest_assembly_and_newest_changelog_heading_carry_one_version()
    {
        var manifest = (string)Read()["ModuleVersion"]!;
        var assembly = FileVersionInfo.GetVersionInfo(Path.Join(Checkout.ModuleFolder, "PolyTool.PowerShell.dll")).ProductVersion!;
        var changelog = Heading().Match(File.ReadAllText(Checkout.Find("CHANGELOG.md"))).Groups["version"].Value;
        Assert.Equal(manifest, assembly);
        Assert.Equal(manifest, changelog);
        Assert.Equal(manifest, Path.GetFileName(Checkout.ModuleFolder));
    }

    internal static Hashtable Read()
    {
        var ast = Parser.ParseFile(Checkout.Manifest, out _, out var errors);
        Assert.Empty(errors);
        return (Hashtable)ast.Find(a => a is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();
    }

    [GeneratedRegex(@"^## v?(?<version>\S+)", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();
}
