using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>One value of a segment table, with its place, read strictly: whatever is not expected is an error.</summary>
internal sealed class TableNode(JsonValue value, string place)
{
    /// <summary>An object with no other members than these.</summary>
    public TableNode Object(params string[] known)
    {
        if (value.Kind != JsonKind.Object)
        {
            throw Wrong("an object was expected");
        }

        foreach (var member in value.Members)
        {
            if (!known.Contains(member.Key, StringComparer.Ordinal))
            {
                throw Wrong($"'{member.Key}' is no member of it; known are {string.Join(", ", known)}");
            }
        }

        return this;
    }

    /// <summary>A member that must be there.</summary>
    public TableNode this[string name] => Optional(name) ?? throw Wrong($"'{name}' is missing");

    /// <summary>A member that can be missing.</summary>
    public TableNode? Optional(string name) => value[name] is { } member ? new(member, place.Length == 0 ? name : $"{place}.{name}") : null;

    /// <summary>The members of an object whose names are free.</summary>
    public IEnumerable<(string Name, TableNode Value)> Members => value.Kind == JsonKind.Object
        ? value.Members.Select(m => (m.Key, new TableNode(m.Value, $"{place}.{m.Key}")))
        : throw Wrong("an object was expected");

    /// <summary>The items of a list.</summary>
    public IEnumerable<TableNode> Items => value.Kind == JsonKind.Array
        ? value.Items.Select((item, i) => new TableNode(item, $"{place}[{i}]"))
        : throw Wrong("a list was expected");

    /// <summary>Text that says something and has no white space at its ends.</summary>
    public string Text => value.Kind == JsonKind.String && value.Text.Length > 0 && PythonText.Strip(value.Text).Length == value.Text.Length
        ? value.Text
        : throw Wrong("text without white space at its ends was expected");

    /// <summary>Text that is searched for: blanks at its ends are meant.</summary>
    public string SearchText => value.Kind == JsonKind.String && value.Text.Length > 0 && value.Text == CaseText.Lower(value.Text)
        ? value.Text
        : throw Wrong("text in lower case was expected");

    /// <summary>True or false.</summary>
    public bool Flag => value.Kind switch
    {
        JsonKind.True => true,
        JsonKind.False => false,
        _ => throw Wrong("true or false was expected"),
    };

    /// <summary>A finite number.</summary>
    public double Number => value.Kind is JsonKind.Integer or JsonKind.Double && double.IsFinite(value.Number)
        ? value.Number
        : throw Wrong("a finite number was expected");

    /// <summary>A number from a range.</summary>
    public double NumberFrom(double least, double most) =>
        Number is var number && number >= least && number <= most ? number : throw Wrong($"a number from {NumberText.Of(least)} to {NumberText.Of(most)} was expected");

    /// <summary>One of some words.</summary>
    public T OneOf<T>(IReadOnlyDictionary<string, T> words) => words.TryGetValue(Text, out var meaning)
        ? meaning
        : throw Wrong($"one of {string.Join(", ", words.Keys)} was expected");

    /// <summary>The error that this value is.</summary>
    public JsonTextException Wrong(string reason) => new($"{(place.Length == 0 ? "the table" : place)}: {reason}");
}
