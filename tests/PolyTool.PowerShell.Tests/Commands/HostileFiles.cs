using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Ways in which a file that a stranger wrote is not what belongs in its place, each made of the right one.</summary>
internal static class HostileFiles
{
    /// <summary>The ways, by name.</summary>
    public static IReadOnlyList<(string Name, Action<string, byte[]> Make)> All { get; } =
    [
        ("a pipe", static (path, _) => Pipe(path)),
        ("a link to a pipe", static (path, _) =>
        {
            Pipe(path + ".pipe");
            File.CreateSymbolicLink(path, path + ".pipe");
        }),
        ("a link to a device", static (path, _) => File.CreateSymbolicLink(path, "/dev/zero")),
        ("a link to itself", static (path, _) => File.CreateSymbolicLink(path, path)),
        ("a folder", static (path, _) => Directory.CreateDirectory(path)),
        ("empty", static (path, _) => File.WriteAllBytes(path, [])),
        ("100 GB long", Sparse),
        ("cut", static (path, right) => File.WriteAllBytes(path, right[..(right.Length / 2)])),
        ("zeros", static (path, _) => File.WriteAllBytes(path, new byte[1000])),
        ("no UTF-8", static (path, right) => File.WriteAllBytes(path, [.. right[..^2], 0xFF, .. right[^2..]])),
        ("UTF-16", static (path, right) => File.WriteAllText(path, Encoding.UTF8.GetString(right), Encoding.Unicode)),
        ("with a byte order mark", static (path, right) => File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, .. right])),
        ("nested without end", static (path, _) => File.WriteAllText(path, new string('[', 1_000_000))),
        ("another kind", static (path, _) => File.WriteAllText(path, "[[1]]")),
        ("NUL in every text", Each(static node => node is JsonValue value && value.TryGetValue(out string? text) ? text + "\0" : null)),
        ("escapes in every text", Each(static node => node is JsonValue value && value.TryGetValue(out string? text) ? text + "\u001b[2J\u202e" : null)),
        ("1e999 for every number", Numbers("1e999")),
        ("-0.5 for every number", Numbers("-0.5")),
        ("null for every number", Numbers("null")),
        ("texts for numbers", Numbers("\"7\"")),
        ("null in every list", Lists(static list => list.Add((JsonNode?)null))),
        ("every list's first item twice", Lists(static list =>
        {
            if (list.Count > 0)
            {
                list.Insert(0, list[0]?.DeepClone());
            }
        })),
        ("objects for lists", Each(static node => node is JsonArray ? new JsonObject() : null)),
        ("a list 800 deep as its last member", static (path, right) => Lines(path, right, static line =>
            line.EndsWith('}') ? $"{line[..^1]},\"zzz\":{new string('[', 800)}{new string(']', 800)}}}" : line)),
    ];

    private static void Pipe(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }

    private static void Sparse(string path, byte[] right)
    {
        using var file = File.Create(path);
        file.Write(right);
        file.SetLength(100L << 30);
    }

    private static Action<string, byte[]> Numbers(string text) =>
        (path, right) => Lines(path, right, line => Changed(line, static node => node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? "<number>" : null)
            .Replace("\"\\u003Cnumber\\u003E\"", text, StringComparison.Ordinal));

    private static Action<string, byte[]> Lists(Action<JsonArray> change) => Each(node =>
    {
        if (node is JsonArray list)
        {
            change(list);
        }

        return null;
    });

    private static Action<string, byte[]> Each(Func<JsonNode, JsonNode?> replace) => (path, right) => Lines(path, right, line => Changed(line, replace));

    private static string Changed(string json, Func<JsonNode, JsonNode?> replace) =>
        json[0] is '{' or '[' ? Walk(JsonNode.Parse(json)!, replace).ToJsonString() : json;

    private static JsonNode Walk(JsonNode node, Func<JsonNode, JsonNode?> replace)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Select(static member => member.Key).ToArray())
                {
                    if (members[name] is { } member)
                    {
                        members.Remove(name);
                        members[name] = Walk(member, replace);
                    }
                }

                break;
            case JsonArray items:
                JsonNode?[] kept = [.. items];
                items.Clear();
                foreach (var item in kept)
                {
                    items.Add(item is null ? null : Walk(item, replace));
                }

                break;
        }

        return replace(node) ?? node;
    }

    // Journals hold a document a line, the others one in all.
    private static void Lines(string path, byte[] right, Func<string, string> change)
    {
        var text = Encoding.UTF8.GetString(right);
        var documents = text.StartsWith("{\n", StringComparison.Ordinal) ? new[] { text.TrimEnd() } : text.TrimEnd().Split('\n');
        File.WriteAllText(path, string.Join('\n', documents.Select(change)) + "\n");
    }
}
