using System.Collections;
using System.Management.Automation.Language;
using System.Text;

namespace PolyTool.HelpBuilder;

/// <summary>The manifest of the built module: that of the sources, with release notes and, where the project has an address, links.</summary>
internal static class ModuleManifest
{
    private const string NotesOfSource = "ReleaseNotes = 'See CHANGELOG.md.'";

    /// <summary>The manifest's values.</summary>
    public static Hashtable Read(string path)
    {
        var script = Parser.ParseFile(path, out _, out var errors);
        return errors.Length == 0
            ? (Hashtable)script.Find(a => a is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue()
            : throw new HelpPageException(path, errors[0].Extent.StartLineNumber, errors[0].Message);
    }

    /// <summary>What the gallery's page shows.</summary>
    public static Hashtable Gallery(Hashtable manifest) => (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;

    /// <summary>Writes the manifest of the built module.</summary>
    /// <param name="source">The manifest of the sources.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="changelog">CHANGELOG.md.</param>
    /// <param name="project">The project's address, or an empty text.</param>
    public static void Write(string source, string target, string changelog, string project)
    {
        var text = File.ReadAllText(source).ReplaceLineEndings("\n");
        var place = text.IndexOf(NotesOfSource, StringComparison.Ordinal);
        if (place < 0)
        {
            throw new HelpPageException(source, 1, $"there is no line {NotesOfSource}");
        }

        var notes = ReleaseNotes.Of(File.ReadAllText(changelog), (string)Read(source)["ModuleVersion"]!);
        var values = new StringBuilder();
        if (ProjectLinks.Icon(project) is { } icon)
        {
            values.Append("ProjectUri   = '").Append(project).Append("'\n            IconUri      = '").Append(icon).Append("'\n            ");
        }
        // Within such a text nothing is special but a line that begins with '@.
        values.Append("ReleaseNotes = @'\n").Append(notes).Append("\n'@");
        File.WriteAllText(target, text.Replace(NotesOfSource, values.ToString(), StringComparison.Ordinal), new UTF8Encoding(false));
    }
}
