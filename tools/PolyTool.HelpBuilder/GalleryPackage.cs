using System.Collections;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PolyTool.HelpBuilder;

/// <summary>The gallery's description of the package, which <c>dotnet pack</c> takes: all of it from the manifest of the built module.</summary>
internal static class GalleryPackage
{
    private static readonly XNamespace s_space = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    /// <summary>Writes the nuspec.</summary>
    /// <param name="manifest">The manifest of the built module.</param>
    /// <param name="path">Where it goes.</param>
    public static void Write(string manifest, string path)
    {
        var values = ModuleManifest.Read(manifest);
        var gallery = ModuleManifest.Gallery(values);
        var metadata = new XElement(
            s_space + "metadata",
            Element("id", Path.GetFileNameWithoutExtension(manifest)),
            Element("version", values["ModuleVersion"]!),
            Element("authors", values["Author"]!),
            Element("description", values["Description"]!),
            new XElement(s_space + "license", new XAttribute("type", "expression"), "MIT"),
            Element("icon", "icon.png"),
            Element("readme", "README.md"),
            Element("copyright", values["Copyright"]!),
            Element("tags", string.Join(' ', Tags(values, gallery))),
            Element("releaseNotes", gallery["ReleaseNotes"]!),
            Element("requireLicenseAcceptance", "false"));
        if (gallery["ProjectUri"] is string project)
        {
            metadata.Add(Element("projectUrl", project));
        }

        var package = new XElement(
            s_space + "package",
            metadata,
            new XElement(s_space + "files", new XElement(s_space + "file", new XAttribute("src", "**/*"), new XAttribute("target", ""))));
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) });
        package.WriteTo(xml);
    }

    /// <summary>The gallery finds modules and their commands by these tags; PowerShell's own way to publish adds the same.</summary>
    private static IEnumerable<string> Tags(Hashtable values, Hashtable gallery)
    {
        string[] cmdlets = [.. ((object[])values["CmdletsToExport"]!).Cast<string>()];
        return
        [
            "PSModule",
            "PSIncludes_Cmdlet",
            .. ((object[])gallery["Tags"]!).Cast<string>(),
            .. cmdlets.Select(c => "PSCmdlet_" + c),
            .. cmdlets.Select(c => "PSCommand_" + c),
        ];
    }

    private static XElement Element(string name, object value) => new(s_space + name, value);
}
