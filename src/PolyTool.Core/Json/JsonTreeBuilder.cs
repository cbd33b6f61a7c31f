using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolyTool.Core.Json;

/// <summary>Makes a <see cref="JsonValue"/> of the tokens of a <see cref="Utf8JsonReader"/>, as far as a <see cref="JsonShape"/> wants it.</summary>
internal sealed class JsonTreeBuilder
{
    private readonly JsonNames _names;
    private readonly NumberTableReader _tables;
    private readonly JsonTreeReader _trees;
    private readonly Stack<Container> _open = new();

    // Members and items of all open containers, the innermost last.
    private readonly List<KeyValuePair<string, JsonValue>> _pending = [];

    // The depth of the container that is being passed over, or -1.
    private int _skipDepth = -1;
    private bool _skims;
    private bool _triesWhole;

    // Whether the container that was just opened becomes a table, or is wanted whole; and that, once it is read.
    private bool _opensTable;
    private NumberTable? _table;
    private bool _opensWhole;
    private JsonValue? _whole;
    private string _name = "";
    private JsonShape? _wanted = JsonShape.All;

    public JsonTreeBuilder()
    {
        _names = new();
        _tables = new(_names);
        _trees = new(_names);
    }

    /// <summary>The finished value, once all tokens are consumed.</summary>
    public JsonValue? Result { get; private set; }

    /// <summary>Items of the streamed list that nobody has taken yet.</summary>
    public Queue<JsonValue> Streamed { get; } = new();

    /// <summary>Whether anything was passed over without the reader, so that a fault's line is not known.</summary>
    public bool HasSkimmed { get; private set; }

    /// <summary>Forgets what was; the next tokens are a new document's.</summary>
    /// <param name="shape">What of the document is wanted.</param>
    /// <param name="skims">Whether what is not wanted may be passed over without the reader.</param>
    public void Begin(JsonShape shape, bool skims = false)
    {
        _skims = skims;
        _triesWhole = skims;
        HasSkimmed = false;
        _open.Clear();
        _pending.Clear();
        _skipDepth = -1;
        _opensTable = false;
        _table = null;
        _opensWhole = false;
        _whole = null;
        _name = "";
        _wanted = shape;
        Result = null;
        Streamed.Clear();
    }

    /// <summary>Takes all tokens of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="reader">A reader at its start; at the end one of the rest of it.</param>
    /// <returns>Where in the block that rest starts.</returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="JsonTextException">A limit is passed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Consume(ReadOnlySpan<byte> block, ref Utf8JsonReader reader)
    {
        var start = 0;
        if (_skipDepth >= 0 && !Skip(ref reader))
        {
            return start;
        }

        while (reader.Read())
        {
            Take(reader.TokenType, ref reader);
            if (_skipDepth >= 0)
            {
                start += Skim(block[start..], ref reader);
                if (!Skip(ref reader))
                {
                    break;
                }
            }
            else if (_opensTable)
            {
                _opensTable = false;
                start += TakeTable(block[start..], ref reader);
            }
            else if (_opensWhole)
            {
                _opensWhole = false;
                start += TakeWhole(block[start..], ref reader);
            }
        }

        return start;
    }

    // From the bracket that the reader stands on to the one that closes it, where that surely is sound; the reader takes that one.
    private int Skim(ReadOnlySpan<byte> block, ref Utf8JsonReader reader) =>
        MaySkim(reader) ? Pass(block, ref reader, JsonSkimmer.Inside(block[(int)reader.BytesConsumed..], reader.TokenType == JsonTokenType.StartObject)) : 0;

    // The same; what stands between the two is in the table. Where it is not sure, the reader goes on and the tree becomes the table.
    private int TakeTable(ReadOnlySpan<byte> block, ref Utf8JsonReader reader) =>
        MaySkim(reader) ? Pass(block, ref reader, _tables.Inside(block[(int)reader.BytesConsumed..], _open.Peek().Shape.Columns!, out _table)) : 0;

    // The same for a tree. What it is not sure of is faulty, very deep, or longer than the block: no reason to try again inside.
    private int TakeWhole(ReadOnlySpan<byte> block, ref Utf8JsonReader reader)
    {
        if (!_triesWhole || !MaySkim(reader))
        {
            return 0;
        }

        var passed = Pass(block, ref reader, _trees.Inside(block[(int)reader.BytesConsumed..], reader.TokenType == JsonTokenType.StartObject, out _whole));
        _triesWhole = _whole is not null;
        return passed;
    }

    private bool MaySkim(in Utf8JsonReader reader) => _skims && reader.CurrentDepth + JsonSkimmer.Levels <= JsonLimits.Depth;

    private int Pass(ReadOnlySpan<byte> block, ref Utf8JsonReader reader, int length)
    {
        var start = (int)reader.BytesConsumed;
        if (length <= 0)
        {
            return 0;
        }

        HasSkimmed = true;
        reader = new(block[(start + length)..], reader.IsFinalBlock, reader.CurrentState);
        return start + length;
    }

    // It does nothing but check; false where the tokens end before the container does.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Skip(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            var token = reader.TokenType;
            if (token is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                CheckDepth(reader.CurrentDepth);
            }
            else if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                if (reader.CurrentDepth == _skipDepth)
                {
                    _skipDepth = -1;
                    return true;
                }
            }
            else if (reader.ValueSpan.Length > JsonLimits.IntegerDigits)
            {
                CheckValue(token, ref reader);
            }
        }

        return false;
    }

    private static void CheckValue(JsonTokenType token, ref Utf8JsonReader reader)
    {
        if (token == JsonTokenType.Number)
        {
            CheckInteger(reader.ValueSpan);
        }
        else
        {
            CheckString(reader.ValueSpan.Length);
        }
    }

    private static void CheckDepth(int depthBefore)
    {
        if (depthBefore >= JsonLimits.Depth)
        {
            throw new JsonTextException($"nested deeper than {JsonLimits.Depth} levels");
        }
    }

    private static void CheckString(int bytes)
    {
        if (bytes > JsonLimits.StringBytes)
        {
            throw TooLongString();
        }
    }

    internal static JsonTextException TooLongString() => new("a string is longer than 16 MB");

    private static void CheckInteger(ReadOnlySpan<byte> digits)
    {
        if (digits.Length > JsonLimits.IntegerDigits && JsonValue.IsInteger(digits) && digits.TrimStart((byte)'-').Length > JsonLimits.IntegerDigits)
        {
            throw new JsonTextException($"an integer has more than {JsonLimits.IntegerDigits} digits");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(JsonTokenType token, ref Utf8JsonReader reader)
    {
        switch (token)
        {
            case JsonTokenType.PropertyName:
                CheckString(reader.ValueSpan.Length);
                TakeName(ref reader);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                CheckDepth(reader.CurrentDepth);
                Open(token == JsonTokenType.StartObject, reader.CurrentDepth);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close();
                break;
            default:
                CheckValue(token, ref reader);
                if (_wanted is not null)
                {
                    Add(Scalar(token, ref reader));
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeName(ref Utf8JsonReader reader)
    {
        var shape = _open.Peek().Shape;
        if (!reader.ValueIsEscaped && !shape.MayWant(reader.ValueSpan))
        {
            _wanted = null;
            return;
        }

        _name = JsonStrings.Decode(ref reader, _names);
        _wanted = shape.Of(_name);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Open(bool isObject, int depth)
    {
        // An array has no members, so of an array only what is wanted whole is kept, unless its items are streamed.
        if (_wanted is null || (!isObject && !_wanted.IsAll && _wanted.StreamedItems is null))
        {
            if (_wanted is not null)
            {
                Add(JsonValue.EmptyArray);
            }

            _skipDepth = depth;
            return;
        }

        _opensTable = isObject && _wanted.Columns is not null;
        _opensWhole = _wanted.IsAll;
        _open.Push(new(isObject, _name, _wanted, _pending.Count));
        if (!isObject)
        {
            _wanted = ItemsOf(_wanted);
        }
    }

    private static JsonShape ItemsOf(JsonShape list) => list.StreamedItems ?? list;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Close()
    {
        var container = _open.Pop();
        ReadOnlySpan<KeyValuePair<string, JsonValue>> held = CollectionsMarshal.AsSpan(_pending)[container.Start..];
        var value = _whole ?? (container.IsObject ? JsonValue.OfMembers(held.ToArray()) : JsonValue.OfItems(held));
        _whole = null;
        if (container.IsObject && container.Shape.Columns is { } columns)
        {
            value = JsonValue.OfTable(_table ?? NumberTable.Of(value.Members, columns));
            _table = null;
        }

        _pending.RemoveRange(container.Start, held.Length);
        _name = container.Name;
        _wanted = container.Shape;
        Add(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(JsonValue value)
    {
        if (_open.Count == 0)
        {
            Result = value;
            return;
        }

        var around = _open.Peek();
        if (!around.IsObject)
        {
            _wanted = ItemsOf(around.Shape);
        }

        if (!around.IsObject && around.Shape.StreamedItems is not null)
        {
            Streamed.Enqueue(value);
        }
        else
        {
            _pending.Add(KeyValuePair.Create(_name, value));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static JsonValue Scalar(JsonTokenType token, ref Utf8JsonReader reader) => token switch
    {
        JsonTokenType.String => JsonValue.Of(JsonStrings.Decode(ref reader, names: null)),
        JsonTokenType.True => JsonValue.True,
        JsonTokenType.False => JsonValue.False,
        JsonTokenType.Number => JsonValue.OfNumber(reader.ValueSpan),
        _ => JsonValue.Null,
    };

    private readonly record struct Container(bool IsObject, string Name, JsonShape Shape, int Start);
}
