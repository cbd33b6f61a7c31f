using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>
/// One position of a dossier, read by the original's rules: text where a number belongs counts if it is a number, numbers and
/// booleans where text belongs are written out, and what is null, zero, false or empty counts as empty text.
/// </summary>
internal readonly struct PositionFields
{
    private readonly Dictionary<string, JsonValue> _members;
    private readonly string _place;

    /// <summary>Takes one position.</summary>
    /// <param name="position">An object.</param>
    /// <param name="place">Its JSON path.</param>
    public PositionFields(JsonValue position, string place)
    {
        _place = place;
        _members = new(position.Members.Count, StringComparer.Ordinal);
        foreach (var member in position.Members)
        {
            _members[member.Key] = member.Value;
        }
    }

    /// <summary>The value of a field; null where the field is absent or null.</summary>
    public JsonValue? this[string name] => _members.TryGetValue(name, out var value) && !value.IsNull ? value : null;

    /// <summary>Whether the field is there, null included.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>A finite number, or null.</summary>
    public double? Number(string name) => RawNumber(name) is { } number && double.IsFinite(number) ? number : null;

    /// <summary>A number that can be infinite or NaN; null where the field is neither a number nor text that is one.</summary>
    public double? RawNumber(string name) => this[name] switch
    {
        { Kind: JsonKind.Integer or JsonKind.Double } value => value.Number,
        { Kind: JsonKind.True } => 1,
        { Kind: JsonKind.False } => 0,
        { Kind: JsonKind.String } value => PythonFloat.Parse(value.Text),
        _ => null,
    };

    /// <summary>A real boolean, or null.</summary>
    public bool? Boolean(string name) => this[name]?.Kind switch
    {
        JsonKind.True => true,
        JsonKind.False => false,
        _ => null,
    };

    /// <summary>Text, not stripped; empty for what counts as empty.</summary>
    /// <exception cref="Failure"><c>DossierDefect</c>: The field is a list or an object with something in it.</exception>
    public string Text(string name)
    {
        switch (this[name])
        {
            case null or { Kind: JsonKind.False }:
                return "";
            case { Kind: JsonKind.String } value:
                return value.Text;
            case { Kind: JsonKind.True }:
                return "True";
            case { Kind: JsonKind.Integer } value:
                return value.Number == 0 ? "" : value.IntegerText;
            case { Kind: JsonKind.Double } value:
                return value.Number == 0 ? "" : double.IsFinite(value.Number) ? NumberText.Of(value.Number) : value.Number > 0 ? "inf" : "-inf";
            case { Kind: JsonKind.Array } value when value.Items.Count == 0:
                return "";
            case { Kind: JsonKind.Object } value when value.Members.Count == 0:
                return "";
            default:
                throw Defect(name, "text was expected, not a list or an object");
        }
    }

    /// <summary>Text without white space at its ends.</summary>
    /// <exception cref="Failure"><c>DossierDefect</c>: The field is a list or an object with something in it.</exception>
    public string Stripped(string name) => PythonText.Strip(Text(name));

    /// <summary>A list's texts; what is no text in it, and what is no list, is left out.</summary>
    public IReadOnlyList<string> Texts(string name) => this[name] is { Kind: JsonKind.Array } list
        ? [.. list.Items.Where(static i => i.Kind == JsonKind.String).Select(static i => i.Text)]
        : [];

    /// <summary>The weight of the position: the first that is above 0 of <c>position_notional_usd</c>, <c>total_cost</c>, <c>size</c> times <c>entry_price</c>.</summary>
    /// <returns>USD; null where none is known. The product can be infinite, which the sums then refuse.</returns>
    public double? Notional()
    {
        if (Number(PositionMembers.PositionNotionalUsd) is > 0 and var stated)
        {
            return stated;
        }

        if (Number(PositionMembers.TotalCost) is > 0 and var cost)
        {
            return cost;
        }

        return Number("size") is { } size && Number(PositionMembers.EntryPrice) is > 0 and var price && size * price > 0 ? size * price : null;
    }

    /// <summary>The defect of a field.</summary>
    public Failure Defect(string name, string reason) => DossierDefect.At($"{_place}.{name}", reason);
}
