using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PolyTool.HelpBuilder;

/// <summary>Markdown as the plain text that a help screen shows.</summary>
internal static class PlainText
{
    /// <summary>The text of a heading or paragraph, in one line.</summary>
    public static string Of(LeafBlock block) => Of(block.Inline);

    /// <summary>The lines of a code block.</summary>
    public static string Code(CodeBlock block) => block.Lines.ToString().ReplaceLineEndings("\n").TrimEnd();

    /// <summary>One text a block: paragraphs in one line, list items with a dash, code indented by four blanks.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks)
    {
        List<string> texts = [];
        foreach (var block in blocks)
        {
            Add(texts, block);
        }

        return texts;
    }

    /// <summary>The links of a list; an item without an address is a name to look up with Get-Help.</summary>
    public static IEnumerable<HelpLink> Links(Block block) =>
        block is not ListBlock list
            ? []
            : list.OfType<ListItemBlock>().SelectMany(i => i.OfType<ParagraphBlock>()).Select(p =>
                p.Inline?.FirstChild is LinkInline link
                    ? new HelpLink(Of((ContainerInline)link), IsWeb(link.Url) ? link.Url : null)
                    : new HelpLink(Of(p), Uri: null));

    private static void Add(List<string> texts, Block block)
    {
        switch (block)
        {
            case CodeBlock code:
                texts.Add(Indent(Code(code), "    "));
                break;
            case LeafBlock leaf:
                texts.Add(Of(leaf));
                break;
            case ListBlock list:
                texts.Add(List(list));
                break;
            case Table table:
                texts.Add(Rows(table));
                break;
            case ContainerBlock container:
                foreach (var inner in container)
                {
                    Add(texts, inner);
                }

                break;
        }
    }

    private static string List(ListBlock list)
    {
        var number = 1;
        return string.Join('\n', list.OfType<ListItemBlock>().Select(item =>
        {
            var mark = list.IsOrdered ? (number++).ToString(CultureInfo.InvariantCulture) + ". " : "- ";
            return mark + Indent(string.Join('\n', Paragraphs(item)), new string(' ', mark.Length)).TrimStart();
        }));
    }

    private static string Rows(Table table)
    {
        string[][] rows = [.. table.OfType<TableRow>().Select(r => r.OfType<TableCell>().Select(c => string.Join(' ', Paragraphs(c))).ToArray())];
        int[] widths = [.. Enumerable.Range(0, rows.Max(r => r.Length)).Select(c => rows.Max(r => c < r.Length ? r[c].Length : 0))];
        return string.Join('\n', rows.Select(r => string.Join("  ", r.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd()));
    }

    private static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? Enumerable.Empty<Inline>())
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                AutolinkInline auto => auto.Url,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                LinkInline link when IsWeb(link.Url) => $"{Of((ContainerInline)link)} ({link.Url})",
                ContainerInline container => Of(container),
                _ => "",
            });
        }
        return text.ToString();
    }

    private static bool IsWeb(string? url) => url?.StartsWith("http", StringComparison.Ordinal) == true;

    private static string Indent(string text, string blanks) =>
        string.Join('\n', text.Split('\n').Select(l => l.Length == 0 ? l : blanks + l));
}
