using System.Text.Json;

namespace PolyTool.Core.Polymarket.Probing;

/// <summary>A field that a scan reads: its place in a row, and the kinds that it can be of.</summary>
/// <param name="Field">Its name; <c>a.b</c> goes into objects.</param>
/// <param name="Kinds">What it may be: <c>text</c>, <c>number</c>, <c>list</c>, <c>flag</c>, <c>object</c>. Null is always allowed.</param>
/// <param name="Optional">It may be absent.</param>
internal sealed record ShapeRule(string Field, string Kinds, bool Optional = false)
{
    /// <summary>What is wrong with a row, or null.</summary>
    public string? Check(JsonElement row)
    {
        var value = row;
        foreach (var name in Field.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return Optional ? null : $"{Field} is missing";
        }

        var kind = value.ValueKind switch
        {
            JsonValueKind.String => "text",
            JsonValueKind.Number => "number",
            JsonValueKind.Array => "list",
            JsonValueKind.True or JsonValueKind.False => "flag",
            JsonValueKind.Object => "object",
            _ => "null",
        };
        return kind == "null" || Kinds.Split('|').Contains(kind, StringComparer.Ordinal) ? null : $"{Field} is a {kind}, not a {Kinds.Replace("|", " or ", StringComparison.Ordinal)}";
    }
}
