using System.Text.Json;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>
/// Makes an answer readable of which a part has another shape: in its rows, what cannot be read is read otherwise or left out, so that a field costs
/// a field and not a user. Nothing is done around the rows: a page whose cursor cannot be read would pass for the last one.
/// </summary>
internal static class AnswerRepair
{
    // Those after the first ones say no more.
    private const int MostOddities = 20;

    private static readonly string[] s_names = ["slug", "market_slug", "conditionId", "condition_id", "token_id"];

    /// <summary>The answer's text with readable rows; null where that does not help.</summary>
    /// <param name="body">JSON.</param>
    /// <param name="accepts">Whether a text of the answer's form can be read.</param>
    /// <param name="isRow">The answer is one row, rather than lists of rows.</param>
    /// <param name="oddities">Takes what was found.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static string? Repair(ReadOnlyMemory<byte> body, Func<string, bool> accepts, bool isRow, List<string> oddities)
    {
        using var document = JsonDocument.Parse(body, Answers.Deep);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (isRow)
        {
            return Value(root, accepts, new Place(NameOf(root), ""), oddities);
        }

        var members = new List<string>();
        foreach (var member in root.EnumerateObject())
        {
            var name = Quoted(member);
            var value = member.Value.GetRawText();
            bool Accepts(string json) => accepts($"{{{name}:{json}}}");
            if (!Accepts(value))
            {
                if (member.Value.ValueKind != JsonValueKind.Array || !Accepts("[]"))
                {
                    return null;
                }

                value = List(member.Value, Accepts, new Place(null, member.Name), oddities);
            }

            members.Add($"{name}:{value}");
        }

        return Object(members);
    }

    // The value as it can be read; null where it cannot.
    private static string? Value(JsonElement value, Func<string, bool> accepts, Place place, List<string> oddities)
    {
        var text = value.GetRawText();
        if (accepts(text))
        {
            return text;
        }

        if (value.ValueKind == JsonValueKind.Array && accepts("[]"))
        {
            return List(value, accepts, place, oddities);
        }

        if (value.ValueKind == JsonValueKind.Object && accepts("{}"))
        {
            return Object(value.EnumerateObject().Select(m => (Name: Quoted(m), Value: Value(m.Value, json => accepts($"{{{Quoted(m)}:{json}}}"), place.Member(m.Name), oddities)))
                .Where(m => m.Value is not null)
                .Select(m => $"{m.Name}:{m.Value}"));
        }

        if (oddities.Count < MostOddities)
        {
            oddities.Add(place.Says(value.ValueKind));
        }

        return Otherwise(value, accepts, place).FirstOrDefault(accepts);
    }

    private static string List(JsonElement list, Func<string, bool> accepts, Place place, List<string> oddities)
    {
        var items = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            bool Accepts(string json) => accepts($"[{json}]");
            // Where the place in a list has a meaning, something must stand there.
            if (Value(item, Accepts, place.Item(items.Count, NameOf(item)), oddities) is { } value)
            {
                items.Add(value);
            }
            else if (Accepts("null"))
            {
                items.Add("null");
            }
            else if (Accepts("\"\""))
            {
                items.Add("\"\"");
            }
        }

        return $"[{string.Join(',', items)}]";
    }

    // What a value of another kind can only mean.
    private static IEnumerable<string> Otherwise(JsonElement value, Func<string, bool> accepts, Place place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                yield return $"[{value.GetRawText()}]";
                break;
            case JsonValueKind.Number when value.TryGetDouble(out var number) && number is 0 or 1:
                yield return number == 1 ? "true" : "false";
                break;
            case JsonValueKind.String when place.IsTag:
                yield return $"{{\"slug\":{value.GetRawText()}}}";
                break;
            case JsonValueKind.String when value.GetRawText().Trim('"').Trim() is var text:
                if (text.ToLowerInvariant() is "true" or "false" or "1" or "0" or "yes" or "no")
                {
                    yield return text.ToLowerInvariant() is "true" or "1" or "yes" ? "true" : "false";
                }

                if (text.StartsWith('[') && Inner(value, accepts, place) is { } inner)
                {
                    yield return inner;
                }

                break;
        }
    }

    // A text that holds a list.
    private static string? Inner(JsonElement text, Func<string, bool> accepts, Place place)
    {
        try
        {
            using var list = JsonDocument.Parse(text.GetString()!);
            return Value(list.RootElement, accepts, place, []);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Object(IEnumerable<string> members) => $"{{{string.Join(',', members)}}}";

    private static string Quoted(JsonProperty member)
    {
        try
        {
            return $"\"{JsonEncodedText.Encode(member.Name)}\"";
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair; nothing that is read is named so.
            return "\"\"";
        }
    }

    private static string? NameOf(JsonElement row)
    {
        if (row.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in s_names)
            {
                if (row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetRawText().Trim('"') is { Length: > 0 } text)
                {
                    return text;
                }
            }
        }

        return null;
    }

    /// <summary>Where a value stands: in which row, and where in that.</summary>
    private sealed record Place(string? Row, string Path)
    {
        /// <summary>A tag's item in a list of tags.</summary>
        public bool IsTag => Path.EndsWith(']') && Path[..Path.LastIndexOf('[')] is "tags" or "events[0].tags";

        public Place Member(string name) => this with { Path = Path.Length == 0 ? name : $"{Path}.{name}" };

        // A row of a list is named by itself, and what is in it from there on.
        public Place Item(int index, string? name) => Row is null && name is not null ? new Place(name, "") : this with { Path = $"{Path}[{index}]" };

        public string Says(JsonValueKind kind)
        {
            var what = kind switch
            {
                JsonValueKind.Object => "an object",
                JsonValueKind.Array => "a list",
                JsonValueKind.String => "a text",
                JsonValueKind.Number => "a number",
                JsonValueKind.Null => "null",
                _ => "true or false",
            };
            return $"{(Row is null ? "" : Row + ": ")}{(Path.Length == 0 ? "it" : Path)} is {what} and not what belongs there";
        }
    }
}
