using System.Text.Json;
using System.Xml.Linq;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Packages;

/// <summary>What is shipped beside our own libraries: each package has a licence that we may ship, and its notice is shipped.</summary>
public class LicenceTests
{
    private static readonly Dictionary<string, string> s_headings = new(StringComparer.Ordinal) { ["MIT"] = "MIT licence", ["BSD-3-Clause"] = "BSD 3-Clause licence" };

    // Its package gives an address in place of a licence; what stands there was read.
    private static readonly Dictionary<string, string> s_read = new(StringComparer.OrdinalIgnoreCase) { ["K4os.Compression.LZ4"] = "MIT" };

    [Fact]
    public void Every_library_that_is_shipped_has_a_licence_that_we_may_ship_and_its_heading_in_the_notices()
    {
        var notices = File.ReadAllText(Path.Join(Checkout.ModuleFolder, "THIRD-PARTY-NOTICES.txt"));
        var packages = Shipped().ToList();
        Assert.Equal(Directory.GetFiles(Path.Join(Checkout.ModuleFolder, "dependencies"), "*.dll").Length - 1, packages.Count);
        foreach ((var name, var version) in packages)
        {
            var licence = s_read.GetValueOrDefault(name) ?? Licence(name, version);
            Assert.True(s_headings.TryGetValue(licence, out var heading), $"{name} {version} is under '{licence}'.");
            var section = notices.Split("\n== ").Single(text => text.StartsWith(heading, StringComparison.Ordinal) && text.Contains(name, StringComparison.Ordinal));
            Assert.Contains("Copyright", section, StringComparison.Ordinal);
        }
    }

    /// <summary>The packages of the core, its own and what they need, without those that only a build uses.</summary>
    private static IEnumerable<(string Name, string Version)> Shipped()
    {
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Checkout.Find("src", "PolyTool.Core", "packages.lock.json")));
        foreach (var package in locked.RootElement.GetProperty("dependencies").EnumerateObject().Single().Value.EnumerateObject().ToList())
        {
            if (!package.Name.EndsWith(".Analyzer", StringComparison.Ordinal))
            {
                yield return (package.Name, package.Value.GetProperty("resolved").GetString()!);
            }
        }
    }

    private static string Licence(string name, string version)
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var id = name.ToLowerInvariant();
        var metadata = XDocument.Load(Path.Join(cache, id, version, id + ".nuspec")).Root!.Elements().First();
        return metadata.Elements().FirstOrDefault(static e => e.Name.LocalName == "license" && (string?)e.Attribute("type") == "expression")?.Value ?? "none given";
    }
}
