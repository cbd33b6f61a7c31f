using System.Management.Automation;
using PolyTool.HelpBuilder;
using PolyTool.Hosting;
using PolyTool.Module.Tests.Module;

namespace PolyTool.Module.Tests.Help;

/// <summary>What <c>Get-Help</c> shows for every cmdlet of the built module.</summary>
public class HelpTests
{
    [Fact]
    public void Every_cmdlet_has_synopsis_description_inputs_outputs_notes_links_and_four_examples()
    {
        using var engine = new HostedEngine();
        foreach (var cmdlet in ExportedCommands.OfEngine(engine))
        {
            dynamic help = engine.Run($"Get-Help {cmdlet.Name} -Full").Succeeded().Output[0];
            Assert.DoesNotContain(cmdlet.Name, (string)help.Synopsis, StringComparison.Ordinal);
            var page = Page(cmdlet);
            Assert.NotEmpty(page.Synopsis);
            Assert.NotEmpty(page.Description);
            Assert.True(page.Examples.Count >= 4, $"{cmdlet.Name} has {page.Examples.Count} examples.");
            Assert.NotEmpty(page.Inputs);
            Assert.NotEmpty(page.Outputs);
            Assert.NotEmpty(page.Notes);
            Assert.NotEmpty(page.Links);
        }
    }

    [Fact]
    public void Every_parameter_has_a_text_and_every_text_a_parameter()
    {
        using var engine = new HostedEngine();
        List<string> wrong = [];
        foreach (var cmdlet in ExportedCommands.OfEngine(engine))
        {
            var page = Page(cmdlet);
            string[] names = [.. CmdletParameters.All(cmdlet).Select(p => p.Name)];
            wrong.AddRange(names.Where(n => CmdletParameters.Help(n, page) is not { Description: [{ Length: > 10 }, ..] }).Select(n => $"{cmdlet.Name}: no text for -{n}"));
            wrong.AddRange(page.Parameters.Keys.Except(names, StringComparer.Ordinal).Select(n => $"{cmdlet.Name}: there is no -{n}"));
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Get_Help_shows_the_page_on_the_screen()
    {
        using var engine = new HostedEngine();
        foreach (var cmdlet in ExportedCommands.OfEngine(engine))
        {
            var page = Page(cmdlet);
            // The screen folds lines where it likes, within words too.
            var screen = WithoutBlanks(engine.Print($"Get-Help {cmdlet.Name} -Full"));
            Assert.Contains(WithoutBlanks(page.Synopsis), screen, StringComparison.Ordinal);
            foreach (var example in page.Examples)
            {
                Assert.Contains(WithoutBlanks(example.Title), screen, StringComparison.Ordinal);
            }

            foreach (var link in page.Links.Select(l => l.Text))
            {
                Assert.Contains(WithoutBlanks(link), screen, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_about_topic_is_found()
    {
        using var engine = new HostedEngine();
        string[] topics = [.. Directory.EnumerateFiles(Checkout.Find("docs/en-US"), "about_*.md").Select(f => Path.GetFileNameWithoutExtension(f)!)];
        Assert.Contains("about_PolyTool", topics);
        foreach (var topic in topics)
        {
            Assert.Contains("SHORT DESCRIPTION", engine.Print($"Get-Help {topic}"), StringComparison.Ordinal);
        }
    }

    private static string WithoutBlanks(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static HelpPage Page(CmdletInfo cmdlet) => HelpPageReader.Read(Checkout.Find("docs/en-US", cmdlet.Name + ".md"));
}
