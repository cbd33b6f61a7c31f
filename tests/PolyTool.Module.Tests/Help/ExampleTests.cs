using System.Management.Automation;
using System.Management.Automation.Language;
using PolyTool.HelpBuilder;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Help;

/// <summary>Every example of every page runs, in order, in a fresh folder that holds a copy of <c>samples</c>.</summary>
public class ExampleTests
{
    public static TheoryData<string> Pages() =>
        [.. Directory.EnumerateFiles(Checkout.Find("docs/en-US"), "*-*.md").Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Pages))]
    public void Examples_run(string cmdlet)
    {
        using var folder = new ScratchFolder();
        folder.Copy(Checkout.Find("samples"), "samples");
        using var engine = new HostedEngine { Location = folder.Path };
        foreach (HelpExample example in HelpPageReader.Read(Checkout.Find("docs/en-US", cmdlet + ".md")).Examples)
        {
            Parser.ParseInput(example.Code, out _, out ParseError[] errors);
            Assert.True(errors.Length == 0, $"'{example.Title}' does not parse: {errors.FirstOrDefault()?.Message}");
            if (example.NeedsNetwork)
                continue;
            EngineRun run = engine.Run(example.Code);
            Assert.True(run.Terminating is null, $"'{example.Title}' ended with: {run.Terminating?.Message}");
            // The samples hold defects on purpose: an error about a user is an example's honest result.
            ErrorRecord? unexpected = run.Errors.FirstOrDefault(e => !e.FullyQualifiedErrorId.StartsWith("UserFailed,", StringComparison.Ordinal));
            Assert.True(unexpected is null, $"'{example.Title}' wrote {unexpected?.FullyQualifiedErrorId}: {unexpected}");
        }
    }
}
