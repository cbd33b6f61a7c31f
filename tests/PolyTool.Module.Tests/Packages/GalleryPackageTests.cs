using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Packages;

/// <summary>The gallery's package is the module folder, made by dotnet alone.</summary>
public class GalleryPackageTests
{
    [Fact]
    public void The_package_is_the_module_folder_and_the_same_bytes_each_time()
    {
        using var folder = new ScratchFolder();
        var first = Pack(folder.Find("first"));
        var second = Pack(folder.Find("second"));
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));

        using var package = ZipFile.OpenRead(first);
        var module = Directory.EnumerateFiles(Checkout.ModuleFolder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Checkout.ModuleFolder, f).Replace('\\', '/'));
        string[] ownFiles = ["PolyTool.nuspec", "[Content_Types].xml", "_rels/.rels"];
        Assert.Equal(
            module.Order(StringComparer.Ordinal),
            package.Entries.Select(e => e.FullName).Except(ownFiles).Where(n => !n.StartsWith("package/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            File.ReadAllBytes(Path.Join(Checkout.ModuleFolder, "PolyTool.PowerShell.dll")),
            Bytes(package.GetEntry("PolyTool.PowerShell.dll")!));

        using var nuspec = package.GetEntry("PolyTool.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        Assert.Equal("PolyTool", Value(metadata, "id"));
        Assert.Equal(Path.GetFileName(Checkout.ModuleFolder), Value(metadata, "version"));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.NotNull(package.GetEntry(Value(metadata, "icon")));
        Assert.Contains("PSModule", Value(metadata, "tags").Split(' '));
        Assert.Contains("PSCmdlet_Invoke-BatchRun", Value(metadata, "tags").Split(' '));
        Assert.Contains("PSCommand_Invoke-BatchRun", Value(metadata, "tags").Split(' '));
        Assert.Contains("- Needs PowerShell 7.6", Value(metadata, "releaseNotes"), StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry(Value(metadata, "readme")));
    }

    private static string Pack(string output)
    {
        var configuration = typeof(GalleryPackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["pack", Checkout.Find("src", "PolyTool.PowerShell"), "--no-build", "--configuration", configuration, "--output", output, "--verbosity", "quiet"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return Assert.Single(Directory.GetFiles(output));
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Value(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
}
