using System.Reflection;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Architecture;

/// <summary>Dependencies point one way: the table in docs/architecture.md says which, this holds it.</summary>
public class DependencyTests
{
    private static readonly Assembly s_core = typeof(ScanFlags).Assembly;

    private static readonly Dictionary<string, string[]> s_allowed = File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
        .SkipWhile(static line => !line.StartsWith("| folder |", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(static line => line.StartsWith('|'))
        .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(static row => row[1].Trim('`'), static row => row[3] == "–" ? [] : row[3].Split(", "), StringComparer.Ordinal);

    /// <summary>Rooms side by side that still use each other: a held position carries its fills and its lines.</summary>
    private static readonly string[] s_stillTied = ["Polymarket.ClosingLines and Polymarket.Positions", "Polymarket.Fills and Polymarket.Positions"];

    [Fact]
    public void Each_folder_of_the_core_uses_what_it_may_and_nothing_is_allowed_that_is_not_used()
    {
        var uses = NamespaceReferences.Of(s_core)
            .Select(static r => (From: Folder(r.From), To: Folder(r.To), r.Type))
            .Where(static r => r.From != r.To)
            .ToLookup(static r => $"[{r.From}] uses {r.To}", static r => r.Type, StringComparer.Ordinal);
        var allowed = s_allowed.SelectMany(static rule => rule.Value.Select(to => $"[{rule.Key}] uses {to}")).ToHashSet(StringComparer.Ordinal);
        string[] wrong = [.. uses.Where(use => !allowed.Contains(use.Key)).Select(static use => $"not allowed: {use.Key} in {use.First()}")];
        string[] idle = [.. allowed.Where(rule => !uses.Contains(rule)).Select(static rule => $"allowed, but not so: {rule}")];
        Assert.True(wrong.Length + idle.Length == 0, string.Join('\n', [.. wrong, .. idle]));
    }

    [Fact]
    public void Folders_in_a_folder_go_in_no_circle_either()
    {
        // A folder and what lies in it are one room: the whole is above its parts, and its words beside them.
        var uses = NamespaceReferences.Of(s_core).ToLookup(static r => r.From, StringComparer.Ordinal);
        var circles = uses.SelectMany(static from => from)
            .Where(use => string.CompareOrdinal(use.From, use.To) < 0 && !use.To.StartsWith(use.From + ".", StringComparison.Ordinal) && uses[use.To].Any(back => back.To == use.From))
            .GroupBy(static use => $"{use.From} and {use.To}", StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, group => $"{group.Key} use each other: {group.First().Type}, and back {uses[group.First().To].First(back => back.To == group.First().From).Type}", StringComparer.Ordinal);
        string[] found = [.. circles.Where(circle => !s_stillTied.Contains(circle.Key)).Select(static circle => circle.Value)];
        Assert.True(found.Length == 0, string.Join('\n', found));
        Assert.All(s_stillTied, tie => Assert.True(circles.ContainsKey(tie), $"{tie} no longer use each other: take them off the list"));
    }

    [Fact]
    public void Rules_go_in_no_circle()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (s_allowed.Keys.Except(known, StringComparer.Ordinal).ToList() is { Count: > 0 } rest)
        {
            var free = rest.FindAll(f => s_allowed[f].All(known.Contains));
            Assert.NotEmpty(free);
            known.UnionWith(free);
        }
    }

    [Fact]
    public void Uses_inside_method_bodies_are_seen()
    {
        Assert.Contains(NamespaceReferences.Of(s_core), r => r is { From: "Leaderboards", To: "Json" });
    }

    [Fact]
    public void The_core_knows_no_PowerShell_and_no_console()
    {
        string[] names = [.. s_core.GetReferencedAssemblies().Select(a => a.Name!)];
        Assert.DoesNotContain(names, n => n.StartsWith("System.Management.Automation", StringComparison.Ordinal));
        Assert.DoesNotContain("System.Console", names);
    }

    private static string Folder(string room) => room.Split('.')[0];
}
