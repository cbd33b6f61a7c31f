namespace PolyTool.Core.CanonicalJson;

/// <summary>
/// Which members of a document are wanted. What is not wanted is checked like the rest and then forgotten, so that of a big
/// file only a handful of values is kept.
/// </summary>
internal sealed class JsonShape
{
    private readonly KeyValuePair<string, JsonShape>[]? _members;

    private JsonShape(KeyValuePair<string, JsonShape>[]? members, JsonShape? items = null)
    {
        _members = members;
        StreamedItems = items;
    }

    /// <summary>The whole value.</summary>
    public static JsonShape All { get; } = new(null);

    /// <summary>Only what kind of value it is: a container comes back empty.</summary>
    public static JsonShape KindOnly { get; } = new([]);

    public bool IsAll => _members is null;

    /// <summary>Of a list whose items are handed out one by one: what is wanted of each; else null.</summary>
    public JsonShape? StreamedItems { get; }

    /// <summary>Of an object these members; of another container only its kind.</summary>
    public static JsonShape Members(params (string Name, JsonShape Shape)[] members) =>
        new(System.Array.ConvertAll(members, static m => KeyValuePair.Create(m.Name, m.Shape)));

    /// <summary>Of a list each item, handed out as soon as it is read; the list itself comes back empty.</summary>
    public static JsonShape Stream(JsonShape items) => new([], items);

    /// <summary>The shape wanted of a member, or null where it is not wanted.</summary>
    public JsonShape? Of(string name)
    {
        if (_members is null)
        {
            return this;
        }

        foreach (KeyValuePair<string, JsonShape> member in _members)
        {
            if (string.Equals(member.Key, name, StringComparison.Ordinal))
            {
                return member.Value;
            }
        }

        return null;
    }
}
