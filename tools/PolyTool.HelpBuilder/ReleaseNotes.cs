using System.Text.RegularExpressions;

namespace PolyTool.HelpBuilder;

/// <summary>What CHANGELOG.md says about one version.</summary>
internal static partial class ReleaseNotes
{
    /// <summary>The text below the heading of a version, up to the next heading.</summary>
    /// <exception cref="HelpPageException">It has no such heading, or nothing below it.</exception>
    public static string Of(string changelog, string version)
    {
        foreach (Match section in Section().Matches(changelog.ReplaceLineEndings("\n")))
        {
            if (section.Groups["version"].Value == version && section.Groups["text"].Value.Trim() is { Length: > 0 } text)
            {
                return text;
            }
        }
        throw new HelpPageException("CHANGELOG.md", 1, $"there are no notes below a heading '## {version}'");
    }

    [GeneratedRegex(@"^## (?<version>\S+)[^\n]*\n(?<text>(?:(?!## )[^\n]*(?:\n|\z))*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();
}
