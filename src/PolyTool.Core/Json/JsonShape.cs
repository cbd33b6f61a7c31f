using System.Collections.Frozen;
using System.Text;

namespace PolyTool.Core.Json;

/// <summary>
/// Which members of a document are wanted. What is not wanted is checked like the rest and then forgotten, so that of a big
/// file only a handful of values is kept.
/// </summary>
internal sealed class JsonShape
{
    private const int Marks = 256;

    private readonly FrozenDictionary<string, JsonShape>? _members;

    // Which hashes the wanted names have; null where any name is wanted.
    private readonly bool[]? _marks;
    private readonly JsonShape? _each;

    private JsonShape(FrozenDictionary<string, JsonShape>? members, JsonShape? each = null, JsonShape? items = null, NumberColumns? columns = null)
    {
        _members = members;
        _each = each;
        StreamedItems = items;
        Columns = columns;
        if (members is not null && each is null)
        {
            _marks = new bool[Marks];
            foreach (var name in members.Keys)
            {
                _marks[JsonNames.Hash(Encoding.UTF8.GetBytes(name)) % Marks] = true;
            }
        }
    }

    /// <summary>The whole value.</summary>
    public static JsonShape All { get; } = new(null);

    public bool IsAll => _members is null;

    /// <summary>Of a list whose items are handed out one by one: what is wanted of each; else null.</summary>
    public JsonShape? StreamedItems { get; }

    /// <summary>Of an object that becomes a table: its columns; else null.</summary>
    public NumberColumns? Columns { get; }

    /// <summary>Of an object these members; of another container only its kind.</summary>
    public static JsonShape Members(params (string Name, JsonShape Shape)[] members) =>
        new(members.ToFrozenDictionary(static m => m.Name, static m => m.Shape, StringComparer.Ordinal));

    /// <summary>Of an object every member, whatever its name; of another container only its kind.</summary>
    public static JsonShape Each(JsonShape member) => new(FrozenDictionary<string, JsonShape>.Empty, each: member);

    /// <summary>Of an object of objects a table of numbers (see <see cref="JsonValue.Table"/>); of another container only its kind.</summary>
    public static JsonShape Table(NumberColumns columns) =>
        new(FrozenDictionary<string, JsonShape>.Empty, each: Members([.. columns.Names.Select(static name => (name, All))]), columns: columns);

    /// <summary>Of a list each item, handed out as soon as it is read; the list itself comes back empty.</summary>
    public static JsonShape Stream(JsonShape items) => new(FrozenDictionary<string, JsonShape>.Empty, items: items);

    /// <summary>False where a member of this name, in UTF-8 and without escapes, is surely not wanted: most names end here.</summary>
    public bool MayWant(ReadOnlySpan<byte> name) => _marks is null || _marks[JsonNames.Hash(name) % Marks];

    /// <summary>The shape wanted of a member, or null where it is not wanted.</summary>
    public JsonShape? Of(string name) =>
        _members is null ? this
        : _each ?? (_members.TryGetValue(name, out var shape) ? shape : null);
}
