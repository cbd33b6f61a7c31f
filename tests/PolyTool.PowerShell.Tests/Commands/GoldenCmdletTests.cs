using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolyTool.Core.Batches;
using PolyTool.Core.Files;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>The golden cases as a user runs them: in the case's folder, with the original's clock.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class GoldenCmdletTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(EpochClock.Variable);

    public GoldenCmdletTests() => Environment.SetEnvironmentVariable(EpochClock.Variable, "1771610400");

    public static TheoryData<int> Widths => [1, 2, 8];

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(EpochClock.Variable, _before);
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Run_roots_give_the_originals_bytes(int workers)
    {
        foreach (var golden in Cases("batch*", "case*", "board*"))
        {
            var copy = Enter(golden, workers);
            var roots = File.Exists(Path.Join(copy, "roots.txt")) ? "roots.txt" : "roots";
            var run = _engine.Run($"Invoke-BatchRun -AggregateOnly -RunRoots {roots} -OutputRoot out -BatchId {Path.GetFileName(golden)} -Workers {workers} -ErrorAction SilentlyContinue");
            AssertSame(golden, run.Single<BatchRun>());
        }
    }

    [Theory]
    [InlineData(1, "tr-TR")]
    [InlineData(3, "de-DE")]
    [InlineData(64, "ar-SA")]
    [InlineData(64, "en-US")]
    public void Batches_of_scans_give_the_originals_bytes(int workers, string culture)
    {
        foreach (var golden in Cases("scan05*"))
        {
            var copy = Enter(golden, workers);
            using var map = JsonDocument.Parse(File.ReadAllBytes(Path.Join(copy, "map.json")));
            _engine.Set("map", map.RootElement.EnumerateObject().ToDictionary(user => user.Name, user => user.Value.GetString(), StringComparer.Ordinal));
            var run = _engine.Run(
                $$"""
                [Globalization.CultureInfo]::CurrentCulture = '{{culture}}'
                Invoke-BatchRun -Users users.txt -OutputRoot out -BatchId {{Path.GetFileName(golden)}} -Workers {{workers}} {{Flags(copy)}} -ErrorAction SilentlyContinue -ScanScript {
                    param($User, $ScanFlags)
                    $root = ($using:map)[$User]
                    if (-not $root) { throw "no run root for $User" }
                    $root
                }
                """);
            AssertSame(golden, run.Single<BatchRun>());
        }
    }

    private static string[] Cases(params string[] patterns) =>
        [.. patterns.SelectMany(pattern => Directory.GetDirectories(Checkout.Find("tests", "golden"), pattern)).Order(StringComparer.Ordinal)];

    private string Enter(string golden, int workers)
    {
        var copy = _folder.Copy(golden, $"{Path.GetFileName(golden)}-{workers}");
        Directory.Delete(Path.Join(copy, "out"), recursive: true);
        _engine.Location = copy;
        return copy;
    }

    private static string Flags(string folder)
    {
        using var flags = JsonDocument.Parse(File.ReadAllBytes(Path.Join(folder, "flags.json")));
        return string.Concat(flags.RootElement.EnumerateObject().Select(flag => (Name: flag.Name.Replace("_", "", StringComparison.Ordinal), flag.Value) switch
        {
            { Value.ValueKind: JsonValueKind.String } text => $" -{text.Name} '{text.Value.GetString()}'",
            { Value.ValueKind: JsonValueKind.True } isOn => $" -{isOn.Name}",
            _ => "",
        }));
    }

    private static void AssertSame(string golden, BatchRun run)
    {
        var files = Directory.GetFiles(Path.Join(golden, "out"), "*", SearchOption.AllDirectories);
        Assert.Equal(4, files.Length);
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            Assert.True(Comparable(file) == Comparable(Path.Join(run.BatchRoot, name)), $"{Path.GetFileName(golden)}: {name} differs");
        }
    }

    // Three places differ on purpose: the Markdown's third line, what steers a terminal in it, and the words of errors.
    private static string Comparable(string file)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        if (!file.EndsWith(".md", StringComparison.Ordinal))
        {
            return ErrorText().Replace(text, "\"error\": \"\"");
        }

        var lines = Steering().Replace(File.ReadAllText(file), static match => $"\\u{(int)match.Value[0]:X4}").Split('\n');
        lines[2] = "";
        return string.Join('\n', lines);
    }

    [GeneratedRegex("\"error\": \"(?:[^\"\\\\]|\\\\.)+\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ErrorText();

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}-[\n\t\u200C\u200D]]", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Steering();
}
