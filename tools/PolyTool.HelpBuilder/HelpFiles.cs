using System.Text;

namespace PolyTool.HelpBuilder;

/// <summary>Makes all help files of the module.</summary>
internal static class HelpFiles
{
    /// <summary>The help file's name: that of the assembly that holds the cmdlets.</summary>
    public const string Name = "PolyTool.PowerShell.dll-Help.xml";

    /// <summary>Where a page wants the module's table of errors.</summary>
    private const string ErrorsMark = "<!-- errors -->";

    /// <summary>Writes the cmdlets' help file and one text file an about topic, and removes topics that are gone.</summary>
    /// <param name="manifest">The manifest of the built module.</param>
    /// <param name="docs">The folder of pages.</param>
    /// <param name="output">The module's <c>en-US</c> folder.</param>
    /// <param name="project">The project's address, or an empty text.</param>
    /// <exception cref="HelpPageException">A page is not in the form that docs/en-US/README.md describes.</exception>
    public static void Write(string manifest, string docs, string output, string project)
    {
        Directory.CreateDirectory(output);
        var cmdlets = ModuleCommands.Load(manifest);
        using (var bytes = new MemoryStream())
        {
            using (var maml = new MamlWriter(bytes))
            {
                foreach (var cmdlet in cmdlets)
                {
                    var page = Path.Join(docs, cmdlet.Name + ".md");
                    // A cmdlet without a page shows its bare syntax; a test asks for the page.
                    if (File.Exists(page))
                    {
                        maml.Write(cmdlet, HelpPageReader.Read(page), ProjectLinks.Page(project, cmdlet.Name));
                    }
                }
            }
            File.WriteAllBytes(Path.Join(output, Name), bytes.ToArray());
        }
        WriteTopics(docs, output, ModuleCommands.Errors(cmdlets));
    }

    private static void WriteTopics(string docs, string output, string errors)
    {
        HashSet<string> written = new(StringComparer.Ordinal);
        foreach (var page in Directory.EnumerateFiles(docs, "about_*.md"))
        {
            var name = Path.GetFileNameWithoutExtension(page) + ".help.txt";
            File.WriteAllText(Path.Join(output, name), AboutTopic.Render(File.ReadAllText(page).Replace(ErrorsMark, errors, StringComparison.Ordinal)), new UTF8Encoding(false));
            written.Add(name);
        }
        foreach (var old in Directory.EnumerateFiles(output, "about_*.help.txt"))
        {
            if (!written.Contains(Path.GetFileName(old)))
            {
                File.Delete(old);
            }
        }
    }
}
