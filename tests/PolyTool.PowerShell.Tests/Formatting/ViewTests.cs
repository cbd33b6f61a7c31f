using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PolyTool.Hosting;
using PolyTool.PowerShell.Commands;

namespace PolyTool.PowerShell.Tests.Formatting;

public sealed class ViewTests
{
    private static readonly XDocument s_views = XDocument.Load(Checkout.Find("module", "PolyTool.Format.ps1xml"));

    [Fact]
    public void Every_output_type_has_a_table_and_a_list()
    {
        string[] types =
        [
            .. typeof(TestRunRootCommand).Assembly.GetTypes()
                .SelectMany(type => type.GetCustomAttributes(typeof(OutputTypeAttribute), inherit: false).Cast<OutputTypeAttribute>())
                .SelectMany(attribute => attribute.Type)
                .Select(type => type.Name)
                .Where(name => name.StartsWith("PolyTool.", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
        Assert.True(types.Length >= 5);
        List<string> missing = [];
        foreach (var type in types)
        {
            missing.AddRange(new[] { "TableControl", "ListControl" }.Where(control => !ViewsOf(type).Any(view => view.Element(control) is not null)).Select(control => $"{type}: {control}"));
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_view_is_of_a_type_that_is_there_with_properties_that_are_there()
    {
        // Loaded whichever test comes first.
        Assert.NotNull(typeof(PolyTool.Core.RunRoots.RunRoot).Assembly);
        List<string> wrong = [];
        foreach (var view in s_views.Descendants("View"))
        {
            // What stands after a # tells objects of one type apart.
            var name = view.Element("ViewSelectedBy")!.Element("TypeName")!.Value.Split('#')[0];
            if (AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(found => found is not null) is not { } type)
            {
                wrong.Add(name);
                continue;
            }

            var scripts = view.Descendants("ScriptBlock").Select(script => script.Value);

            // The view of a test shows the messages of its defects, which are objects of their own.
            HashSet<string> known = [.. type.GetProperties().Select(property => property.Name), "Message"];
            wrong.AddRange(view.Descendants("PropertyName").Select(property => property.Value)
                .Concat(scripts.SelectMany(script => Regex.Matches(script, @"\$_\.(?<name>\w+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Groups["name"].Value)))
                .Where(property => !known.Contains(property)).Select(property => $"{name}.{property}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void What_a_list_shows_behind_another_type_is_at_most_thirteen_properties_that_are_there()
    {
        Assert.NotNull(typeof(PolyTool.Core.RunRoots.RunRoot).Assembly);
        foreach (var entry in XDocument.Load(Checkout.Find("module", "PolyTool.Types.ps1xml")).Descendants("Type"))
        {
            var name = entry.Element("Name")!.Value;
            var type = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(found => found is not null);
            Assert.True(type is not null, name);
            string[] shown = [.. entry.Descendants("ReferencedProperties").Elements("Name").Select(property => property.Value)];
            Assert.InRange(shown.Length, 1, 13);
            Assert.Empty(shown.Except(type.GetProperties().Select(property => property.Name), StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void Tables_show_whole_columns_and_no_parts_of_one(int width)
    {
        foreach (var table in s_views.Descendants("TableControl"))
        {
            var name = table.Parent!.Element("Name")!.Value;

            // On a screen the engine leaves the last column free; Out-String uses it.
            var left = width - 1;
            var shown = 0;
            XElement[] columns = [.. table.Descendants("TableColumnHeader")];
            foreach (var column in columns)
            {
                var gap = shown == 0 ? 0 : 1;
                var wanted = (int?)column.Element("Width");
                if (wanted is null && column != columns[^1])
                {
                    // Names give way first; fewer letters than these say nothing.
                    wanted = 10;
                }

                if (wanted is not { } needed)
                {
                    // A column without a width takes what is left.
                    Assert.True(left >= 10 + gap, $"{name} leaves {left} columns for {column.Value}");
                    shown++;
                    break;
                }

                if (needed + gap > left)
                {
                    // What is not enough for a column the engine fills all the same, with letters one below the other.
                    Assert.True(left + 1 <= gap, $"{name} leaves {left} columns for a part of {column.Value}");
                    break;
                }

                left -= needed + gap;
                shown++;
            }

            Assert.True(shown >= Math.Min(columns.Length, 3), $"{name} shows {shown} of {columns.Length} columns");
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void What_the_screen_shows_stays_within_its_width(int width)
    {
        using HostedEngine engine = new(width) { Location = Checkout.Find("tests", "golden", "batch01") };
        foreach (var script in (string[])["Get-HypothesisLeaderboard out", "Get-BatchUser out", "Get-BatchRun out", "Resolve-RunRoot roots", "(Resolve-RunRoot roots | Test-RunRoot).Defects"])
        {
            var lines = engine.Print(script).Split('\n');
            Assert.True(lines.Length > 3, script);
            Assert.All(lines, line => Assert.True(line.Length <= width, $"{script}: '{line}'"));
            Assert.True(lines.Max(line => line.Length) > 40, script);
        }
    }

    [Fact]
    public void A_leaderboard_reads_without_colour()
    {
        using HostedEngine engine = new(80) { Location = Checkout.Find("tests", "golden", "batch01") };
        var text = engine.Print("Get-HypothesisLeaderboard out");
        Assert.Contains($"   1 {"league:nba",-31} {"-",-12} {"+25.0 %",7} {"-",13} {"-",7}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PolyTool.Core", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_of_run_roots_shows_all_defects()
    {
        using HostedEngine engine = new(100) { Location = Checkout.Find("tests", "golden", "batch01") };
        var text = engine.Print("Resolve-RunRoot roots | Test-RunRoot");
        Assert.Contains("roots/run-a: valid", text, StringComparison.Ordinal);
        Assert.Contains("roots/run-d: 1 defect\n  coverage_reconciliation_report.json: the file is missing", text, StringComparison.Ordinal);
    }

    private static IEnumerable<XElement> ViewsOf(string type) =>
        s_views.Descendants("View").Where(view => view.Descendants("TypeName").Any(name => name.Value == type));
}
