using Markdig;
using Markdig.Syntax;

namespace PolyTool.HelpBuilder;

/// <summary>Reads a cmdlet's page in the form that docs/en-US/README.md describes.</summary>
internal sealed class HelpPageReader
{
    private static readonly string[] s_sections =
        ["Synopsis", "Description", "Examples", "Parameters", "Inputs", "Outputs", "Notes", "Related links"];

    private readonly string _file;
    private readonly Dictionary<string, List<Block>> _sections = new(StringComparer.Ordinal);

    private HelpPageReader(string file) => _file = file;

    /// <summary>Reads a page.</summary>
    /// <param name="path">The file, named as the cmdlet.</param>
    /// <exception cref="HelpPageException">The page is not in that form.</exception>
    public static HelpPage Read(string path) => new HelpPageReader(path).Parse(File.ReadAllText(path));

    private HelpPage Parse(string markdown)
    {
        var document = Markdown.Parse(markdown);
        var name = Path.GetFileNameWithoutExtension(_file);
        if (document.FirstOrDefault() is not HeadingBlock { Level: 1 } title || PlainText.Of(title) != name)
        {
            throw new HelpPageException(_file, 1, $"the first line must be '# {name}'");
        }

        List<Block>? section = null;
        foreach (var block in document.Skip(1))
        {
            if (block is HeadingBlock { Level: 2 } heading)
            {
                section = StartSection(heading);
            }
            else if (section is null)
            {
                throw Wrong(block, "text before the first section");
            }
            else
            {
                section.Add(block);
            }
        }
        return new HelpPage(
            name,
            string.Join(' ', Text("Synopsis")),
            Text("Description"),
            [.. Parts("Examples").Select(Example)],
            Parts("Parameters").ToDictionary(p => ParameterName(p.Heading), Parameter, StringComparer.OrdinalIgnoreCase),
            [.. Parts("Inputs").Select(p => new HelpType(PlainText.Of(p.Heading), PlainText.Paragraphs(p.Body)))],
            [.. Parts("Outputs").Select(p => new HelpType(PlainText.Of(p.Heading), PlainText.Paragraphs(p.Body)))],
            Text("Notes"),
            [.. Section("Related links").SelectMany(PlainText.Links)]);
    }

    private List<Block> StartSection(HeadingBlock heading)
    {
        var name = PlainText.Of(heading);
        if (!s_sections.Contains(name, StringComparer.Ordinal))
        {
            throw Wrong(heading, $"no such section '{name}'; there are: {string.Join(", ", s_sections)}");
        }

        if (!_sections.TryAdd(name, []))
        {
            throw Wrong(heading, $"section '{name}' stands twice");
        }

        return _sections[name];
    }

    private List<Block> Section(string name) => _sections.TryGetValue(name, out var blocks) ? blocks : [];

    private IReadOnlyList<string> Text(string section) => PlainText.Paragraphs(Section(section));

    private IEnumerable<(HeadingBlock Heading, List<Block> Body)> Parts(string section)
    {
        (HeadingBlock Heading, List<Block> Body)? part = null;
        foreach (var block in Section(section))
        {
            if (block is HeadingBlock { Level: 3 } heading)
            {
                if (part is { } done)
                {
                    yield return done;
                }

                part = (heading, []);
            }
            else if (part is { } open)
            {
                open.Body.Add(block);
            }
            else
            {
                throw Wrong(block, $"text in '{section}' before its first '###' heading");
            }
        }
        if (part is { } last)
        {
            yield return last;
        }
    }

    private HelpExample Example((HeadingBlock Heading, List<Block> Body) part)
    {
        if (part.Body.FirstOrDefault() is not FencedCodeBlock { Info: "powershell" } code)
        {
            throw Wrong(part.Heading, "an example starts with a ```powershell block");
        }

        var mark = code.Arguments?.Trim() ?? "";
        if (mark is not ("" or "network"))
        {
            throw Wrong(code, $"a powershell block may be marked 'network', not '{mark}'");
        }

        return new HelpExample(PlainText.Of(part.Heading), PlainText.Code(code), PlainText.Paragraphs(part.Body.Skip(1)), mark.Length > 0);
    }

    private string ParameterName(HeadingBlock heading)
    {
        var text = PlainText.Of(heading);
        return text.StartsWith('-') ? text[1..] : throw Wrong(heading, "a parameter's heading is '### -Name'");
    }

    private static HelpParameter Parameter((HeadingBlock Heading, List<Block> Body) part)
    {
        const string mark = "Default: ";
        var text = PlainText.Paragraphs(part.Body);
        return text is [.., string last] && last.StartsWith(mark, StringComparison.Ordinal)
            ? new HelpParameter([.. text.SkipLast(1)], last[mark.Length..].TrimEnd('.'))
            : new HelpParameter(text, Default: null);
    }

    private HelpPageException Wrong(Block block, string message) => new(_file, block.Line + 1, message);
}

/// <summary>A page that is not in the form that docs/en-US/README.md describes.</summary>
internal sealed class HelpPageException(string file, int line, string message)
    : Exception($"{file}({line}): {message}");
