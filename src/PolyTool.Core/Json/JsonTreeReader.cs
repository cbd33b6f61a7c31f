using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PolyTool.Core.Json;

/// <summary>
/// Makes the tree of a container of its bytes, without tokens. As <see cref="JsonSkimmer"/>, it words no faults: what it cannot
/// vouch for to the last byte it leaves to the reader. One instance serves one thread at a time.
/// </summary>
internal sealed class JsonTreeReader(JsonNames names)
{
    private const int Unsure = JsonBytes.Unsure;

    // Members and items of all open containers, the innermost last.
    private readonly List<KeyValuePair<string, JsonValue>> _pending = [];
    private int _indent;

    /// <summary>How many bytes stand between a container's two brackets; negative where these are not surely JSON within the limits, or do not end here.</summary>
    /// <param name="json">What follows the opening bracket. Whether it is UTF-8 is not looked at.</param>
    /// <param name="isObject">Which bracket that is.</param>
    /// <param name="value">The container; null where the answer is negative.</param>
    public int Inside(ReadOnlySpan<byte> json, bool isObject, out JsonValue? value)
    {
        _indent = Unsure;
        var end = Container(json, 0, isObject, JsonSkimmer.Levels, out value);
        if (end < 0)
        {
            // What a hostile file filled it with goes at once.
            _pending.Clear();
            value = null;
        }

        return end;
    }

    // From behind the opening bracket to the closing one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Container(ReadOnlySpan<byte> json, int at, bool isObject, int levels, out JsonValue? value)
    {
        value = null;
        var start = _pending.Count;
        var closing = isObject ? (byte)'}' : (byte)']';
        at = JsonBytes.Indent(json, at, ref _indent);
        while ((uint)at < (uint)json.Length)
        {
            if (json[at] == closing && _pending.Count == start)
            {
                break;
            }

            var name = "";
            if (isObject && !TryName(json, ref at, out name))
            {
                return Unsure;
            }

            at = (uint)at < (uint)json.Length ? Value(json, at, levels, out value) : Unsure;
            if ((uint)at >= (uint)json.Length)
            {
                return Unsure;
            }

            _pending.Add(new(name, value!));
            at = JsonBytes.Indent(json, at, ref _indent);
            if ((uint)at >= (uint)json.Length || json[at] == closing)
            {
                break;
            }

            if (json[at] != (byte)',')
            {
                return Unsure;
            }

            at = JsonBytes.Indent(json, at + 1, ref _indent);
            if ((uint)at < (uint)json.Length && json[at] == closing)
            {
                return Unsure;
            }
        }

        if ((uint)at >= (uint)json.Length)
        {
            return Unsure;
        }

        value = Closed(start, isObject);
        return at;
    }

    private JsonValue Closed(int start, bool isObject)
    {
        ReadOnlySpan<KeyValuePair<string, JsonValue>> held = CollectionsMarshal.AsSpan(_pending)[start..];
        var value = isObject ? JsonValue.OfMembers(held.ToArray()) : JsonValue.OfItems(held);
        _pending.RemoveRange(start, held.Length);
        return value;
    }

    // From a value's first byte to behind its last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Value(ReadOnlySpan<byte> json, int at, int levels, out JsonValue? value)
    {
        value = null;
        var first = json[at];
        if (first is (byte)'{' or (byte)'[')
        {
            var closing = levels == 1 ? Unsure : Container(json, at + 1, first == (byte)'{', levels - 1, out value);
            return closing < 0 ? Unsure : closing + 1;
        }

        if (first == (byte)'"')
        {
            var behind = JsonBytes.Text(json, at + 1, out var isEscaped);
            value = behind < 0 ? null : JsonValue.Of(JsonStrings.Decode(json[(at + 1)..(behind - 1)], isEscaped, names: null));
            return behind;
        }

        var end = JsonBytes.Scalar(json, at);
        value = end < 0 ? null : first switch
        {
            (byte)'t' => JsonValue.True,
            (byte)'f' => JsonValue.False,
            (byte)'n' => JsonValue.Null,
            _ => JsonValue.OfNumber(json[at..end]),
        };
        return end;
    }

    // A member's name and colon; where its value starts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryName(ReadOnlySpan<byte> json, ref int at, out string name)
    {
        name = "";
        if (json[at] != (byte)'"')
        {
            return false;
        }

        var start = at + 1;
        var behind = JsonBytes.Text(json, start, out var isEscaped);
        if (behind < 0)
        {
            return false;
        }

        name = JsonStrings.Decode(json[start..(behind - 1)], isEscaped, names);
        at = JsonBytes.Colon(json, behind);
        return at >= 0;
    }
}
