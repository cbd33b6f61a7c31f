using System.Management.Automation;
using System.Xml.Linq;
using PolyTool.HelpBuilder;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Help;

public class MamlWriterTests
{
    [Fact]
    public void Words_come_from_the_page_and_facts_from_the_cmdlet()
    {
        using var engine = new HostedEngine(manifest: "");
        var cmdlet = engine.Run($"Import-Module -Assembly ([Reflection.Assembly]::LoadFrom('{typeof(StopUpstreamCommand).Assembly.Location}')); Get-Command Stop-Upstream").Succeeded().Single<CmdletInfo>();
        using var bytes = new MemoryStream();
        using (var maml = new MamlWriter(bytes))
        {
            maml.Write(cmdlet, HelpPageReaderTests.Read(HelpPageReaderTests.Page));
        }

        var file = XDocument.Load(new MemoryStream(bytes.ToArray()));
        XElement[] parameters = [.. file.Descendants().Single(e => e.Name.LocalName == "parameters").Elements()];

        Assert.Equal(["First", "InputObject"], parameters.Select(p => Child(p, "name").Value));
        Assert.Equal("true", parameters[0].Attribute("required")!.Value);
        Assert.Equal("named", parameters[0].Attribute("position")!.Value);
        Assert.Equal("Int32", Child(parameters[0], "parameterValue").Value);
        Assert.Equal("3", Child(parameters[0], "defaultValue").Value);
        Assert.Equal("true (ByValue)", parameters[1].Attribute("pipelineInput")!.Value);
        Assert.Equal("How many objects pass, 1 or more.", Child(parameters[0], "description").Value);
        Assert.Equal("Stop-Upstream", Child(file.Descendants().Single(e => e.Name.LocalName == "syntaxItem"), "name").Value);
    }

    /// <summary>The cmdlet whose page <see cref="HelpPageReaderTests.Page"/> is.</summary>
    [Cmdlet(VerbsLifecycle.Stop, "Upstream")]
    public sealed class StopUpstreamCommand : Cmdlet
    {
        [Parameter(Mandatory = true)]
        public int First { get; set; }

        [Parameter(ValueFromPipeline = true)]
        public PSObject? InputObject { get; set; }
    }

    private static XElement Child(XElement parent, string name) => parent.Elements().First(e => e.Name.LocalName == name);
}
