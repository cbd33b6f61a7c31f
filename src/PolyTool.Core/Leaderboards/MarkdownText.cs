using PolyTool.Core.Failures;

namespace PolyTool.Core.Leaderboards;

/// <summary>Text from data inside Markdown: what would break out of its line, its table cell or its code span is escaped, everything else stays.</summary>
internal static class MarkdownText
{
    /// <summary>A code span that holds the text whatever it is.</summary>
    public static string Code(string text)
    {
        var line = VisibleText.Line(text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));
        if (!line.Contains('`', StringComparison.Ordinal))
        {
            return $"`{line}`";
        }

        string fence = new('`', LongestRun(line) + 1);
        return $"{fence} {line} {fence}";
    }

    /// <summary>The same in a table: a bar ends a cell even inside a code span, unless it is escaped.</summary>
    public static string CodeCell(string text) => Code(text).Replace("|", "\\|", StringComparison.Ordinal);

    private static int LongestRun(string text)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
