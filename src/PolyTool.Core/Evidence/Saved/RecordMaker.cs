using System.Collections;
using System.Runtime.CompilerServices;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Saved;

/// <summary>
/// Makes a record of the tree of a text that <see cref="CanonicalScan"/> passed. <see cref="RecordJson"/> makes the same; but it compiles some
/// four hundred methods first, which takes longer than reading a large board, and of the head of a board there is one.
/// </summary>
internal static class RecordMaker
{
    /// <summary>The record; what the text leaves out is as in a new one.</summary>
    public static object Make(RecordForm form, JsonValue text)
    {
        var record = form.NeedsAll ? RuntimeHelpers.GetUninitializedObject(form.Type) : Activator.CreateInstance(form.Type)!;
        foreach (var member in form.Members)
        {
            if (text[member.Name] is { } value)
            {
                member.Property.SetValue(record, Make(member.Value, value));
            }
        }

        return record;
    }

    private static object? Make(ValueForm form, JsonValue value) => value.IsNull ? null : form.Kind switch
    {
        ValueKind.Boolean => value.Kind == JsonKind.True,
        ValueKind.Integer => (int)value.Integer,
        ValueKind.LongInteger => (long)value.Integer,
        ValueKind.Double => value.Number,
        ValueKind.Text => value.Text,
        ValueKind.Choice => Enum.Parse(form.Type, value.Text),
        ValueKind.Record => Make(form.Record!, value),
        ValueKind.List => MakeList(form.Item!, value.Items),
        _ => MakeDictionary(form.Item!, value.Members),
    };

    private static Array MakeList(ValueForm item, IReadOnlyList<JsonValue> values)
    {
        var list = Array.CreateInstance(item.Type, values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            list.SetValue(Make(item, values[i]), i);
        }

        return list;
    }

    private static IDictionary MakeDictionary(ValueForm item, IReadOnlyList<KeyValuePair<string, JsonValue>> values)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item.Type), StringComparer.Ordinal)!;
        foreach (var (name, value) in values)
        {
            dictionary[name] = Make(item, value);
        }

        return dictionary;
    }
}
