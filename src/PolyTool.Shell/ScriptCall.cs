using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace PolyTool.Shell;

/// <summary>Calls a script with the words of the command line as pwsh -File does: names by their dash, values as text.</summary>
internal static partial class ScriptCall
{
    /// <summary>The call as a statement.</summary>
    /// <param name="path">The script's full path.</param>
    /// <param name="words">The words after it.</param>
    public static string Text(string path, IReadOnlyList<string> words)
    {
        var call = new StringBuilder("& ").Append(Quoted(path));
        foreach (string word in words)
        {
            Match name = ParameterName().Match(word);
            call.Append(' ').Append(
                !name.Success ? Quoted(word)
                : name.Groups["value"] is { Success: true, Value: string value } ? $"{name.Groups["name"].Value}:{Value(value)}"
                : word);
        }
        return call.ToString();
    }

    // A switch can be turned off: -Recurse:$false.
    private static string Value(string text) => text.ToLowerInvariant() is "$true" or "$false" ? text : Quoted(text);

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    // A dash and a letter: -1 is a value.
    [GeneratedRegex(@"^(?<name>-[\p{L}_][\p{L}\p{Nd}_]*)(:(?<value>.+))?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ParameterName();
}
