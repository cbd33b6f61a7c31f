using System.Text;
using Markdig;
using Markdig.Syntax;

namespace PolyTool.HelpBuilder;

/// <summary>Turns an about page into the text that <c>Get-Help about_…</c> shows: 80 columns, headings in capitals.</summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const string Margin = "    ";

    /// <summary>The topic's text.</summary>
    /// <param name="markdown">The page: a level 1 heading with the topic's name, level 2 headings for its parts.</param>
    public static string Render(string markdown)
    {
        var text = new StringBuilder();
        var document = Markdown.Parse(markdown, new MarkdownPipelineBuilder().UsePipeTables().Build());
        foreach (var block in document)
        {
            if (block is HeadingBlock heading)
            {
                var title = PlainText.Of(heading);
                // Get-Help takes the line after SHORT DESCRIPTION as the synopsis.
                text.Append(heading.Level switch
                {
                    1 => "TOPIC\n" + Margin + title,
                    2 => title.ToUpperInvariant(),
                    _ => "  " + title,
                }).Append('\n');
                if (heading.Level == 1)
                {
                    text.Append('\n');
                }

                continue;
            }
            foreach (var paragraph in PlainText.Paragraphs([block]))
            {
                foreach (var line in paragraph.Split('\n'))
                {
                    AppendWrapped(text, line);
                }

                text.Append('\n');
            }
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void AppendWrapped(StringBuilder text, string line)
    {
        // Code and tables keep their shape; only prose is folded.
        if (line.StartsWith(Margin, StringComparison.Ordinal) || line.Contains("  ", StringComparison.Ordinal) || line.Length == 0)
        {
            text.Append(line.Length == 0 ? "" : Margin + line).Append('\n');
            return;
        }
        var hanging = line.StartsWith("- ", StringComparison.Ordinal) ? "  " : "";
        var column = Width;
        var first = true;
        foreach (var word in line.Split(' '))
        {
            if (column + 1 + word.Length > Width)
            {
                if (!first)
                {
                    text.Append('\n');
                }

                var start = Margin + (first ? "" : hanging);
                text.Append(start).Append(word);
                column = start.Length + word.Length;
            }
            else
            {
                text.Append(' ').Append(word);
                column += 1 + word.Length;
            }
            first = false;
        }
        text.Append('\n');
    }
}
