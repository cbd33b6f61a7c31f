using System.Management.Automation;
using System.Management.Automation.Runspaces;
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

/// <summary>The module's cmdlets as the engine itself sees them: syntax and parameters can never differ from the code.</summary>
internal static class ModuleCommands
{
    /// <summary>Imports the module and lists its cmdlets by name.</summary>
    public static IReadOnlyList<CmdletInfo> Load(string manifest)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(manifest);
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand("Get-Command").AddParameter("Module", "PolyTool").AddParameter("CommandType", "Cmdlet");
        List<CmdletInfo> commands = [.. shell.Invoke<CmdletInfo>().OrderBy(c => c.Name, StringComparer.Ordinal)];
        // Metadata is read lazily and needs the open runspace.
        foreach (var command in commands)
        {
            _ = command.ParameterSets.Count;
        }

        return commands;
    }

    /// <summary>The module's table of errors as a Markdown list, from its own code.</summary>
    public static string Errors(IReadOnlyList<CmdletInfo> cmdlets) =>
        (string)cmdlets[0].ImplementingType.Assembly.GetType("PolyTool.PowerShell.Support.ErrorTable", throwOnError: true)!
            .GetMethod("ToMarkdown")!.Invoke(null, null)!;
}
