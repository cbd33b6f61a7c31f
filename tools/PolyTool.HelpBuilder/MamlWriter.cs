using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Xml;

namespace PolyTool.HelpBuilder;

/// <summary>Writes the help file that <c>Get-Help</c> reads. Words come from the pages; names, types, positions, aliases and syntax from the cmdlets.</summary>
internal sealed class MamlWriter : IDisposable
{
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XmlWriter _xml;

    /// <summary>Starts a help file.</summary>
    /// <param name="output">Where it goes; UTF-8.</param>
    public MamlWriter(Stream output)
    {
        _xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) });
        _xml.WriteStartDocument();
        _xml.WriteStartElement("helpItems", "http://msh");
        _xml.WriteAttributeString("schema", "maml");
    }

    /// <summary>Adds one cmdlet.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="page">Its page.</param>
    /// <param name="address">Where the page is on the web, for <c>Get-Help -Online</c>, or null.</param>
    public void Write(CmdletInfo cmdlet, HelpPage page, string? address = null)
    {
        Start("command", Command);
        _xml.WriteAttributeString("xmlns", "maml", ns: null, Maml);
        _xml.WriteAttributeString("xmlns", "dev", ns: null, Dev);
        Start("details", Command);
        Text("name", Command, cmdlet.Name);
        Text("verb", Command, cmdlet.Verb);
        Text("noun", Command, cmdlet.Noun);
        Paragraphs("description", Maml, [page.Synopsis]);
        End();
        Paragraphs("description", Maml, page.Description);
        WriteSyntax(cmdlet, page);
        WriteParameters(cmdlet, page);
        WriteTypes("inputTypes", "inputType", page.Inputs);
        WriteTypes("returnValues", "returnValue", page.Outputs);
        Start("alertSet", Maml);
        Paragraphs("alert", Maml, page.Notes);
        End();
        WriteExamples(page);
        Start("relatedLinks", Command);
        // The first link is the one that -Online opens.
        IEnumerable<HelpLink> online = address is null ? [] : [new HelpLink("Online version", address)];
        foreach (var link in online.Concat(page.Links))
        {
            Start("navigationLink", Maml);
            Text("linkText", Maml, link.Text);
            Text("uri", Maml, link.Uri ?? "");
            End();
        }
        End();
        End();
    }

    /// <summary>Ends the file.</summary>
    public void Dispose()
    {
        _xml.WriteEndElement();
        _xml.WriteEndDocument();
        _xml.Dispose();
    }

    private void WriteSyntax(CmdletInfo cmdlet, HelpPage page)
    {
        Start("syntax", Command);
        foreach (var set in cmdlet.ParameterSets.OrderByDescending(s => s.IsDefault).ThenBy(s => s.Name, StringComparer.Ordinal))
        {
            Start("syntaxItem", Command);
            Text("name", Maml, cmdlet.Name);
            foreach (var parameter in CmdletParameters.InOrder(set))
            {
                WriteParameter(parameter, page, inSyntax: true);
            }

            End();
        }
        End();
    }

    private void WriteParameters(CmdletInfo cmdlet, HelpPage page)
    {
        Start("parameters", Command);
        foreach (var parameter in CmdletParameters.All(cmdlet))
        {
            WriteParameter(parameter, page, inSyntax: false);
        }

        End();
    }

    private void WriteParameter(CommandParameterInfo parameter, HelpPage page, bool inSyntax)
    {
        var words = CmdletParameters.Help(parameter.Name, page);
        Start("parameter", Command);
        Attribute("required", parameter.IsMandatory);
        Attribute("variableLength", parameter.ParameterType.IsArray);
        Attribute("globbing", CmdletParameters.TakesWildcards(parameter));
        _xml.WriteAttributeString("pipelineInput", CmdletParameters.PipelineInput(parameter));
        _xml.WriteAttributeString("position", parameter.Position < 0 ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases));
        Text("name", Maml, parameter.Name);
        Paragraphs("description", Maml, words?.Description ?? []);
        var type = CmdletParameters.TypeName(parameter.ParameterType);
        // In a syntax line a switch stands alone.
        if (!(inSyntax && parameter.ParameterType == typeof(SwitchParameter)))
        {
            Start("parameterValue", Command);
            Attribute("required", parameter.ParameterType != typeof(SwitchParameter));
            Attribute("variableLength", parameter.ParameterType.IsArray);
            _xml.WriteString(type);
            End();
        }
        Start("type", Dev);
        Text("name", Maml, type);
        Text("uri", Maml, "");
        End();
        Text("defaultValue", Dev, words?.Default ?? (parameter.ParameterType == typeof(SwitchParameter) ? "False" : "None"));
        End();
    }

    private void WriteTypes(string list, string item, IReadOnlyList<HelpType> types)
    {
        Start(list, Command);
        foreach (var type in types)
        {
            Start(item, Command);
            Start("type", Dev);
            Text("name", Maml, type.Name);
            End();
            Paragraphs("description", Maml, type.Description);
            End();
        }
        End();
    }

    private void WriteExamples(HelpPage page)
    {
        Start("examples", Command);
        var number = 1;
        foreach (var example in page.Examples)
        {
            Start("example", Command);
            Text("title", Maml, string.Create(CultureInfo.InvariantCulture, $"----- Example {number++}: {example.Title} -----"));
            Text("code", Dev, example.Code);
            Paragraphs("remarks", Dev, example.Remarks);
            End();
        }
        End();
    }

    private void Start(string name, string space) => _xml.WriteStartElement(Prefix(space), name, space);

    private void End() => _xml.WriteEndElement();

    private void Text(string name, string space, string value) => _xml.WriteElementString(Prefix(space), name, space, value);

    private void Attribute(string name, bool value) => _xml.WriteAttributeString(name, value ? "true" : "false");

    private void Paragraphs(string name, string space, IReadOnlyList<string> paragraphs)
    {
        Start(name, space);
        foreach (var paragraph in paragraphs)
        {
            Text("para", Maml, paragraph);
        }

        End();
    }

    private static string Prefix(string space) => space switch { Maml => "maml", Dev => "dev", _ => "command" };
}
