using System.Text.RegularExpressions;

namespace PolyTool.Core.Tests.Leaderboards;

/// <summary>A folder of inputs with the files that the original wrote for them.</summary>
internal sealed partial class GoldenCase(string name)
{
    public static readonly DateTimeOffset Clock = DateTimeOffset.FromUnixTimeSeconds(1771610400);

    public string Name { get; } = name;

    public string Folder { get; } = Path.Combine(Repository.Golden, name);

    public static IEnumerable<string> Aggregations => Names("batch*").Concat(Names("case*")).Concat(Names("board*"));

    public static IEnumerable<string> Scans => Names("scan05*");

    private static string OutputRoot => Path.Combine("out", "2026-02-20");

    /// <summary>The batch root as recorded.</summary>
    public string BatchRoot => $"out/2026-02-20/{Name}";

    /// <summary>Compares the files of a batch root with the original's, but for the places where ours differ on purpose.</summary>
    public void AssertSame(string batchRoot)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, OutputRoot, Name)))
        {
            var expected = Comparable(file);
            var actual = Comparable(Path.Combine(batchRoot, Path.GetFileName(file)));
            if (expected != actual)
            {
                Assert.Fail($"{Name}: {Path.GetFileName(file)} differs: {FirstDifference(expected, actual)}");
            }
        }
    }

    private static IEnumerable<string> Names(string pattern) =>
        Directory.GetDirectories(Repository.Golden, pattern).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    private static string Comparable(string file)
    {
        // Latin-1 keeps every byte apart from every other.
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
        if (file.EndsWith(".md", StringComparison.Ordinal))
        {
            // What steers a terminal or turns a line around stands there escaped, in ours.
            text = Steering().Replace(File.ReadAllText(file), static match => $"\\u{(int)match.Value[0]:X4}");
            var lines = text.Split('\n');
            lines[2] = "(our own sentence)";
            return string.Join('\n', lines);
        }

        return ErrorText().Replace(text, "\"error\": \"(our own words)\"");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var at = expected.AsSpan().CommonPrefixLength(actual);
        return $"expected …{Around(expected, at)}… but found …{Around(actual, at)}…";
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}-[\n\t\u200C\u200D]]", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Steering();

    [GeneratedRegex("\"error\": \"[^\"\\\\]+(?:\\\\.[^\"\\\\]*)*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ErrorText();
}
