using System.Text.RegularExpressions;
using PolyTool.Hosting;
using PolyTool.Module.Tests.Module;

namespace PolyTool.Module.Tests;

public partial class ReadmeTests
{
    private static readonly string s_text = File.ReadAllText(Checkout.Find("README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_first_session_is_true_line_by_line()
    {
        var session = Session().Match(s_text).Groups["lines"].Value;
        using var folder = new ScratchFolder();
        folder.Copy(Checkout.Find("samples"), "samples");
        using var engine = new HostedEngine(width: 115) { Location = folder.Path };
        var shown = new List<string>();
        foreach (var line in session.Split('\n').Where(l => l.StartsWith("PS> ", StringComparison.Ordinal)))
        {
            shown.Add(line);
            shown.AddRange(engine.Print(line[4..]).Split('\n').Where(l => l.Length > 0 && !l.Contains("more than a year old", StringComparison.Ordinal)));
        }

        var actual = string.Join('\n', shown);
        var expected = string.Join('\n', session.Split('\n').Where(l => l.Length > 0));
        Assert.True(actual == expected, $"The session is now:\n{actual}");
    }

    [Fact]
    public void Every_cmdlet_is_named_with_an_example()
    {
        using var engine = new HostedEngine();
        foreach (var name in ExportedCommands.OfEngine(engine).Select(c => c.Name))
        {
            Assert.Contains($"| [{name}](docs/en-US/{name}.md)", s_text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        foreach (Match link in Link().Matches(s_text))
        {
            var path = Checkout.Find(link.Groups["path"].Value);
            Assert.True(Path.Exists(path), $"README.md links to {path}, which is not there.");
        }
    }

    [GeneratedRegex(@"^```console\n(?<lines>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Session();

    [GeneratedRegex(@"\]\((?<path>[^):]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
