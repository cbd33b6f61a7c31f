using System.Text.RegularExpressions;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests;

/// <summary>As much of JSON Schema 2020-12 as the project's schemas use; a keyword that it does not know is an error.</summary>
internal sealed class JsonSchema(JsonValue root)
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "$schema", "$defs", "$ref", "title", "description", "type", "const", "enum", "required", "properties",
        "additionalProperties", "prefixItems", "items", "minItems", "minimum", "maximum", "minLength", "pattern", "anyOf",
    };

    public static JsonSchema Load(string name) =>
        new(JsonText.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "schemas", $"{name}.schema.json"))));

    public IReadOnlyList<string> Errors(JsonValue value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonValue schema, JsonValue value, string place)
    {
        if (schema.Kind is JsonKind.True or JsonKind.False)
        {
            return schema.Kind == JsonKind.True ? [] : [$"{place}: not allowed"];
        }

        if (schema.Members.FirstOrDefault(m => !s_known.Contains(m.Key)).Key is { } unknown)
        {
            throw new InvalidOperationException($"The schema keyword '{unknown}' is not known here.");
        }

        if (schema["$ref"] is { } reference)
        {
            return Check(root["$defs"]![reference.Text["#/$defs/".Length..]]!, value, place);
        }

        return Plain(schema, value, place).Concat(Members(schema, value, place)).Concat(Items(schema, value, place));
    }

    private IEnumerable<string> Plain(JsonValue schema, JsonValue value, string place)
    {
        if (schema["type"] is { } type && !(type.Kind == JsonKind.Array ? type.Items : [type]).Any(t => IsOf(value, t.Text)))
        {
            yield return $"{place}: {value.Kind} is not of type {type}";
        }

        if (schema["const"] is { } wanted && wanted.ToString() != value.ToString())
        {
            yield return $"{place}: {wanted} wanted";
        }

        if (schema["enum"] is { } values && !values.Items.Any(v => v.ToString() == value.ToString()))
        {
            yield return $"{place}: {value} is none of {values}";
        }

        if (value.Kind is JsonKind.Integer or JsonKind.Double && (value.Number < schema["minimum"]?.Number || value.Number > schema["maximum"]?.Number))
        {
            yield return $"{place}: {value} is out of range";
        }

        if (value.Kind == JsonKind.String
            && (value.Text.Length < schema["minLength"]?.Number || (schema["pattern"] is { } pattern && !Regex.IsMatch(value.Text, pattern.Text, RegexOptions.None, TimeSpan.FromSeconds(1)))))
        {
            yield return $"{place}: '{value.Text}' has not the form wanted";
        }

        if (schema["anyOf"] is { } any && !any.Items.Any(s => !Check(s, value, place).Any()))
        {
            yield return $"{place}: fits none of the forms";
        }
    }

    private IEnumerable<string> Members(JsonValue schema, JsonValue value, string place)
    {
        if (value.Kind != JsonKind.Object)
        {
            yield break;
        }

        foreach (var name in schema["required"]?.Items.Where(n => value[n.Text] is null) ?? [])
        {
            yield return $"{place}: '{name.Text}' is missing";
        }

        foreach (var member in value.Members)
        {
            var rule = schema["properties"]?[member.Key] ?? schema["additionalProperties"];
            foreach (var error in rule is null ? [] : Check(rule, member.Value, $"{place}.{member.Key}"))
            {
                yield return error;
            }
        }
    }

    private IEnumerable<string> Items(JsonValue schema, JsonValue value, string place)
    {
        if (value.Kind != JsonKind.Array)
        {
            return [];
        }

        IEnumerable<string> few = value.Items.Count < schema["minItems"]?.Number ? [$"{place}: too few items"] : [];
        var first = schema["prefixItems"]?.Items ?? [];
        return few.Concat(value.Items.SelectMany((item, i) => (i < first.Count ? first[i] : schema["items"]) is { } rule ? Check(rule, item, $"{place}[{i}]") : []));
    }

    private static bool IsOf(JsonValue value, string type) => type switch
    {
        "object" => value.Kind == JsonKind.Object,
        "array" => value.Kind == JsonKind.Array,
        "string" => value.Kind == JsonKind.String,
        "integer" => value.Kind == JsonKind.Integer,
        "number" => value.Kind is JsonKind.Integer or JsonKind.Double,
        "boolean" => value.Kind is JsonKind.True or JsonKind.False,
        "null" => value.IsNull,
        _ => throw new InvalidOperationException($"The type '{type}' is not known here."),
    };
}
