using System.Management.Automation;
using PolyTool.HelpBuilder;

if (args is not [string sources, string module, string nuspec, .. string[] rest] || rest.Length > 1)
{
    Console.Error.WriteLine("usage: PolyTool.HelpBuilder <folder of the sources> <folder of the module> <nuspec to write> [<address of the project>]");
    return 2;
}
try
{
    var project = rest is [string address] ? address.TrimEnd('/') : "";
    var manifest = Path.Join(module, "PolyTool.psd1");
    ModuleManifest.Write(Path.Join(sources, "module", "PolyTool.psd1"), manifest, Path.Join(sources, "CHANGELOG.md"), project);
    GalleryPackage.Write(manifest, nuspec);
    HelpFiles.Write(manifest, Path.Join(sources, "docs", "en-US"), Path.Join(module, "en-US"), project);
    return 0;
}
catch (Exception e) when (e is HelpPageException or RuntimeException or IOException)
{
    Console.Error.WriteLine(e is HelpPageException ? e.Message.Replace("): ", "): error HELP: ", StringComparison.Ordinal) : $"error HELP: {e.Message}");
    return 1;
}
