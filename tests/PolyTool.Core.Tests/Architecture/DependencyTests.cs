using System.Reflection;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Architecture;

/// <summary>Dependencies point one way: docs/architecture.md says which, this holds it.</summary>
public class DependencyTests
{
    private static readonly Assembly s_core = typeof(ScanFlags).Assembly;

    private static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["Failures"] = [],
        ["Files"] = ["Failures"],
        ["Json"] = ["Files"],
        ["RunRoots"] = ["Failures", "Files", "Json"],
        ["Leaderboards"] = ["Failures", "Files", "Json", "RunRoots", "Scanning"],
        ["Evidence"] = ["Failures", "Files", "Json", "RunRoots", "Leaderboards"],
        ["SavedBatches"] = ["Failures", "Files", "Json", "RunRoots", "Leaderboards", "Evidence"],
        ["Hypotheses"] = ["Failures", "Json", "RunRoots", "Leaderboards", "Evidence", "SavedBatches"],
        ["Exports"] = ["Failures", "Files", "Json", "Leaderboards", "Evidence", "SavedBatches"],
        ["Scanning"] = ["Failures", "Files", "Json", "RunRoots"],
        ["Batches"] = ["Failures", "Files", "Json", "RunRoots", "Leaderboards", "Evidence", "SavedBatches", "Scanning"],
        // Evidence: a run root holds segment_statistics.json, whose form Evidence owns.
        ["Dossiers"] = ["Failures", "Files", "Json", "Scanning", "Evidence"],
        ["Polymarket"] = ["Failures", "Files", "Json", "Scanning", "Evidence", "Dossiers"],
    };

    [Fact]
    public void Each_folder_of_the_core_uses_only_what_it_may()
    {
        var wrong = NamespaceReferences.Of(s_core)
            .Where(r => !s_allowed[r.From].Contains(r.To, StringComparer.Ordinal))
            .Select(r => $"{r.From} uses {r.To} in {r.Type}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_core_has_a_rule()
    {
        var folders = s_core.GetTypes().Select(NamespaceReferences.Folder).OfType<string>().Distinct(StringComparer.Ordinal);
        Assert.Empty(folders.Except(s_allowed.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_go_in_no_circle()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (s_allowed.Keys.Except(known, StringComparer.Ordinal).ToList() is { Count: > 0 } rest)
        {
            List<string> free = rest.FindAll(f => s_allowed[f].All(known.Contains));
            Assert.NotEmpty(free);
            known.UnionWith(free);
        }
    }

    [Fact]
    public void Uses_inside_method_bodies_are_seen()
    {
        // This class names ScanFlags in an initialiser and nowhere else.
        Assert.Contains(NamespaceReferences.Of(s_core), r => r is { From: "Leaderboards", To: "Json" });
    }

    [Fact]
    public void The_core_knows_no_PowerShell_and_no_console()
    {
        string[] names = [.. s_core.GetReferencedAssemblies().Select(a => a.Name!)];
        Assert.DoesNotContain(names, n => n.StartsWith("System.Management.Automation", StringComparison.Ordinal));
        Assert.DoesNotContain("System.Console", names);
    }
}
