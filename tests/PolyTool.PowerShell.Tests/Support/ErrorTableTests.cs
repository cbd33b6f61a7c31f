using System.Text.RegularExpressions;
using PolyTool.Hosting;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Tests.Support;

public partial class ErrorTableTests
{
    [Fact]
    public void Ids_are_in_order_and_each_stands_once() =>
        Assert.Equal(ErrorTable.Ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ErrorTable.Ids);

    [Fact]
    public void Every_id_in_the_sources_is_in_the_table_and_the_other_way_round()
    {
        var sources = Directory.EnumerateFiles(Checkout.Find("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.EndsWith("ErrorTable.cs", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var made = sources.SelectMany(text => MadeWithId().Matches(text)).Select(match => match.Groups["id"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(made.Count > 60, $"{made.Count} ids found");
        Assert.Empty(made.Except(ErrorTable.Ids, StringComparer.Ordinal));
        Assert.All(ErrorTable.Ids, id => Assert.Contains(sources, text => text.Contains($"\"{id}\"", StringComparison.Ordinal)));
    }

    // What makes a failure or a record: the constructor, and the helpers that take an id first.
    [GeneratedRegex(@"(?:new Failure|Failed|ErrorRecords\.Create|Throw)\(\s*""(?<id>[A-Z][A-Za-z]+)""\s*,", RegexOptions.None, 5000)]
    private static partial Regex MadeWithId();
}
