using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using PolyTool.Core.Files;

namespace PolyTool.Core.Json;

/// <summary>An immutable JSON value that keeps what canonical JSON needs: integers of any size apart from doubles, members sorted by code point.</summary>
public sealed class JsonValue
{
    // Above it a sort in n log n is quicker than insertion.
    private const int FewMembers = 24;

    // Counts are small and many: these are made once.
    private static readonly JsonValue[] s_small = [.. Enumerable.Range(0, 256).Select(static value => new JsonValue(JsonKind.Integer, null, value))];

    // Strings, containers, the table that an object became, and the digits of integers beyond 64 bits.
    private readonly object? _content;

    // A double's bits, or an integer that fits.
    private readonly long _bits;

    private JsonValue(JsonKind kind, object? content = null, long bits = 0)
    {
        Kind = kind;
        _content = content;
        _bits = bits;
    }

    /// <summary><c>null</c>.</summary>
    public static JsonValue Null { get; } = new(JsonKind.Null);

    /// <summary><c>true</c>.</summary>
    public static JsonValue True { get; } = new(JsonKind.True);

    /// <summary><c>false</c>.</summary>
    public static JsonValue False { get; } = new(JsonKind.False);

    /// <summary><c>[]</c>.</summary>
    public static JsonValue EmptyArray { get; } = new(JsonKind.Array, System.Array.Empty<JsonValue>());

    /// <summary><c>{}</c>.</summary>
    public static JsonValue EmptyObject { get; } = new(JsonKind.Object, System.Array.Empty<KeyValuePair<string, JsonValue>>());

    /// <summary>What kind of value this is.</summary>
    public JsonKind Kind { get; }

    /// <summary>Whether this is <c>null</c>.</summary>
    public bool IsNull => Kind == JsonKind.Null;

    /// <summary>An integer's digits, with a minus sign where it is negative.</summary>
    /// <exception cref="InvalidOperationException">The value is no integer.</exception>
    public string IntegerText => Kind == JsonKind.Integer
        ? (string?)_content ?? _bits.ToString(CultureInfo.InvariantCulture)
        : throw Wrong(JsonKind.Integer);

    /// <summary>An integer's value where it has 64 bits or fewer.</summary>
    internal bool TryGetInt64(out long value)
    {
        value = _bits;
        return Kind == JsonKind.Integer && _content is null;
    }

    /// <summary>An integer's value.</summary>
    /// <exception cref="InvalidOperationException">The value is no integer.</exception>
    public BigInteger Integer => Kind == JsonKind.Integer && _content is null
        ? _bits
        : BigInteger.Parse(IntegerText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A number's nearest double. A number too large for a double gives an infinity: whoever uses it must check.</summary>
    /// <exception cref="InvalidOperationException">The value is no number.</exception>
    public double Number => Kind switch
    {
        JsonKind.Double => BitConverter.Int64BitsToDouble(_bits),
        JsonKind.Integer when _content is null => _bits,
        JsonKind.Integer => double.Parse((string)_content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => throw Wrong(JsonKind.Double),
    };

    /// <summary>A string's text; it can hold lone surrogates.</summary>
    /// <exception cref="InvalidOperationException">The value is no string.</exception>
    public string Text => Kind == JsonKind.String ? (string)_content! : throw Wrong(JsonKind.String);

    /// <summary>An array's items.</summary>
    /// <exception cref="InvalidOperationException">The value is no array.</exception>
    public IReadOnlyList<JsonValue> Items => Kind == JsonKind.Array ? (IReadOnlyList<JsonValue>)_content! : throw Wrong(JsonKind.Array);

    /// <summary>An object's members, sorted by code point; none of an object that was read as a table.</summary>
    /// <exception cref="InvalidOperationException">The value is no object.</exception>
    public IReadOnlyList<KeyValuePair<string, JsonValue>> Members =>
        Kind == JsonKind.Object ? _content as KeyValuePair<string, JsonValue>[] ?? [] : throw Wrong(JsonKind.Object);

    /// <summary>The same for loops that run for each value of a file: no call through an interface for each member.</summary>
    internal ReadOnlySpan<KeyValuePair<string, JsonValue>> MemberSpan =>
        Kind == JsonKind.Object ? _content as KeyValuePair<string, JsonValue>[] ?? [] : throw Wrong(JsonKind.Object);

    /// <summary>The member of that name; null where there is none or the value is no object.</summary>
    /// <param name="name">The member's name.</param>
    public JsonValue? this[string name]
    {
        get
        {
            if (Kind != JsonKind.Object)
            {
                return null;
            }

            // Objects in these files are small; names differ early, so this beats a dictionary.
            foreach (var member in _content as KeyValuePair<string, JsonValue>[] ?? [])
            {
                if (string.Equals(member.Key, name, StringComparison.Ordinal))
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    /// <summary>A string's text; null for every other kind.</summary>
    public string? AsText => Kind == JsonKind.String ? (string)_content! : null;

    /// <summary>A string's text without white space at its ends; null where none is left, and for every other kind.</summary>
    public string? AsName => AsText is { } text && PythonText.Strip(text) is { Length: > 0 } name ? name : null;

    /// <summary>A number's nearest double where that is finite; else null.</summary>
    public double? AsNumber => Kind is JsonKind.Integer or JsonKind.Double && double.IsFinite(Number) ? Number : null;

    /// <summary>An integer's value; null for every other kind.</summary>
    public BigInteger? AsInteger => Kind == JsonKind.Integer ? Integer : null;

    /// <summary>How many of something: an integer from 0 to 2,147,483,647; else null.</summary>
    public int? AsCount => TryGetInt64(out var value) && value is >= 0 and <= int.MaxValue ? (int)value : null;

    /// <summary>An array's items; none for every other kind.</summary>
    public IReadOnlyList<JsonValue> AsItems => Kind == JsonKind.Array ? Items : [];

    /// <summary>An object's members; none for every other kind.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonValue>> AsMembers => Kind == JsonKind.Object ? Members : [];

    /// <summary>The numbers of an object of objects; null for every other kind.</summary>
    /// <param name="columns">What is wanted of each: where the object was read as a table, the columns of then.</param>
    internal NumberTable? Table(NumberColumns columns) =>
        Kind == JsonKind.Object ? _content as NumberTable ?? NumberTable.Of(Members, columns) : null;

    /// <summary>A boolean.</summary>
    /// <param name="value">The boolean.</param>
    /// <returns>The value.</returns>
    public static JsonValue Of(bool value) => value ? True : False;

    /// <summary>An integer.</summary>
    /// <param name="value">The integer.</param>
    /// <returns>The value.</returns>
    public static JsonValue Of(long value) => (ulong)value < (ulong)s_small.Length ? s_small[value] : new(JsonKind.Integer, null, value);

    /// <summary>An integer; null gives <c>null</c>.</summary>
    /// <param name="value">The integer or null.</param>
    /// <returns>The value.</returns>
    public static JsonValue Of(long? value) => value is { } number ? Of(number) : Null;

    /// <summary>A double.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static JsonValue Of(double value) => double.IsFinite(value)
        ? OfParsedDouble(value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A number in canonical JSON is finite.");

    /// <summary>A string; null gives <c>null</c>.</summary>
    /// <param name="value">The text or null.</param>
    /// <returns>The value.</returns>
    public static JsonValue Of(string? value) => value is null ? Null : new(JsonKind.String, value);

    /// <summary>An array.</summary>
    /// <param name="items">The items; the list is kept, not copied.</param>
    /// <returns>The value.</returns>
    public static JsonValue Array(IReadOnlyList<JsonValue> items) => items.Count == 0 ? EmptyArray : new(JsonKind.Array, items);

    /// <summary>An object: members are sorted by code point, and of two with one name the last stays.</summary>
    /// <param name="members">The members in any order.</param>
    /// <returns>The value.</returns>
    public static JsonValue Object(IEnumerable<KeyValuePair<string, JsonValue>> members) => OfMembers([.. members]);

    /// <summary>An object of the named members.</summary>
    /// <param name="members">Names and values in any order.</param>
    /// <returns>The value.</returns>
    public static JsonValue Object(params (string Name, JsonValue Value)[] members) =>
        OfMembers(System.Array.ConvertAll(members, static m => KeyValuePair.Create(m.Name, m.Value)));

    /// <summary>The canonical JSON text, UTF-8, without a newline at its end.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToCanonicalBytes()
    {
        ArrayBufferWriter<byte> buffer = new();
        new CanonicalJsonWriter(buffer).WriteValue(this);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The canonical JSON text, or words in place of it where a number in it is beyond the range of a double, which has none.</summary>
    public override string ToString() => IsFinite ? Encoding.ASCII.GetString(ToCanonicalBytes()) : "(a number beyond the range of a double)";

    /// <summary>Whether every number in it has a text.</summary>
    internal bool IsFinite => Kind switch
    {
        JsonKind.Double => double.IsFinite(Number),
        JsonKind.Array => Items.All(static item => item.IsFinite),
        JsonKind.Object => Members.All(static member => member.Value.IsFinite),
        _ => true,
    };

    internal static JsonValue OfInteger(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small) ? Of(small) : new(JsonKind.Integer, text);

    /// <summary>A number of its text, which is sound. Nearly all are short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static JsonValue OfNumber(ReadOnlySpan<byte> text)
    {
        if (text.Length <= 18 && Utf8Parser.TryParse(text, out long small, out var used) && used == text.Length)
        {
            return Of(small);
        }

        return IsInteger(text) ? OfInteger(Encoding.ASCII.GetString(text)) : OfParsedDouble(DoubleParser.Parse(text));
    }

    /// <summary>Whether a number's text is that of an integer.</summary>
    internal static bool IsInteger(ReadOnlySpan<byte> number) => number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;

    /// <summary>An array of what has no names.</summary>
    internal static JsonValue OfItems(ReadOnlySpan<KeyValuePair<string, JsonValue>> nameless)
    {
        var items = new JsonValue[nameless.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = nameless[i].Value;
        }

        return Array(items);
    }

    // Unlike Of, this takes what a file says: 1e400 is an infinity until somebody wants to use it.
    internal static JsonValue OfParsedDouble(double value) => new(JsonKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    // An object of which nothing but the table is kept.
    internal static JsonValue OfTable(NumberTable table) => new(JsonKind.Object, table);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static JsonValue OfMembers(KeyValuePair<string, JsonValue>[] members)
    {
        if (members.Length == 0)
        {
            return EmptyObject;
        }

        var sorted = true;
        for (var i = 1; i < members.Length && sorted; i++)
        {
            sorted = CodePointOrder.Comparer.Compare(members[i - 1].Key, members[i].Key) < 0;
        }

        return new(JsonKind.Object, sorted ? members : SortedUnique(members));
    }

    private static KeyValuePair<string, JsonValue>[] SortedUnique(KeyValuePair<string, JsonValue>[] members)
    {
        // Both ways are stable, so of equal names the last one read comes last; nearly all objects are small.
        var sorted = members.Length > FewMembers ? members.OrderBy(static m => m.Key, CodePointOrder.Comparer).ToArray() : Inserted(members);
        var count = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i + 1 == sorted.Length || !string.Equals(sorted[i].Key, sorted[i + 1].Key, StringComparison.Ordinal))
            {
                sorted[count++] = sorted[i];
            }
        }

        return count == sorted.Length ? sorted : sorted[..count];
    }

    private static KeyValuePair<string, JsonValue>[] Inserted(ReadOnlySpan<KeyValuePair<string, JsonValue>> members)
    {
        var sorted = members.ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            var member = sorted[i];
            var at = i;
            for (; at > 0 && CodePointOrder.Comparer.Compare(sorted[at - 1].Key, member.Key) > 0; at--)
            {
                sorted[at] = sorted[at - 1];
            }

            sorted[at] = member;
        }

        return sorted;
    }

    private InvalidOperationException Wrong(JsonKind wanted) => new($"The JSON value is of kind {Kind}, not {wanted}.");
}
