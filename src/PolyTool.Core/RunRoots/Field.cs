using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.RunRoots;

/// <summary>
/// One value in a file of a run root, and how it is taken: which kinds pass, what counts as no value, what is a defect. Defects
/// go to the sink of the file, and a defective value is none.
/// </summary>
internal sealed class Field
{
    private const int LongestQuote = 40;
    private const int LongestPath = 400;
    private const int NoIndex = -1;
    private const string BeyondDouble = "a number beyond the range of a double";
    private const string TooLong = "it takes more than 16 MB in a leaderboard, which is ASCII with escapes";
    private readonly string _file;
    private readonly DefectSink _defects;
    private readonly Field? _parent;
    private readonly string _name;
    private readonly int _index;

    public Field(string file, JsonValue? value, DefectSink defects)
        : this(file, defects, null, "$", NoIndex, value)
    {
    }

    private Field(string file, DefectSink defects, Field? parent, string name, int index, JsonValue? value)
    {
        _file = file;
        _defects = defects;
        _parent = parent;
        _name = name;
        _index = index;
        Value = value;
    }

    public JsonValue? Value { get; }

    public bool IsPresent => Value is { IsNull: false };

    // Spelled out for a defect only; nearly all fields have none.
    private string Path => _parent is null ? _name
        : _index == NoIndex ? $"{_parent.Path}.{_name}"
        : $"{_parent.Path}[{_index.ToString(CultureInfo.InvariantCulture)}]";

    public Field this[string name] => new(_file, _defects, this, name, NoIndex, Value?[name]);

    public Field At(int index) => new(_file, _defects, this, "", index, Value!.Items[index]);

    /// <summary>An object; null and absent are none.</summary>
    public Field AsObject() => Is(JsonKind.Object, "object");

    /// <summary>A list; null and absent are none.</summary>
    public Field AsList() => Is(JsonKind.Array, "list");

    /// <summary>A short string without the white space at its ends; null, absent and empty are none.</summary>
    public string? AsText()
    {
        if (!Is(JsonKind.String, "string").IsPresent)
        {
            return null;
        }

        var text = PythonText.Strip(Value!.Text);
        return text.Length switch
        {
            0 => null,
            > JsonLimits.NameLength => Defect<string>($"it is longer than the {JsonLimits.NameLength} characters that a name may have"),
            _ => text,
        };
    }

    /// <summary>Text that becomes a name in the outputs: it must have a UTF-8 form.</summary>
    public string? AsName()
    {
        var text = AsText();
        return text is not null && PythonText.HasLoneSurrogate(text) ? Defect<string>("it holds half of a surrogate pair") : text;
    }

    /// <summary>A finite number: numbers, booleans as 1 and 0, plain decimal text. Null, absent, lists and objects are none.</summary>
    public double? AsNumber()
    {
        var number = Value?.Kind switch
        {
            JsonKind.True => 1,
            JsonKind.False => 0,
            JsonKind.Integer or JsonKind.Double => Value.Number,
            JsonKind.String => DecimalText.Number(Value.Text) ?? Expected("number"),
            _ => null,
        };
        return number is null || double.IsFinite(number.Value) ? number : Expected("finite number");
    }

    /// <summary>An integer: fractions are cut off, text takes a sign and digits only. What <see cref="AsNumber"/> takes beyond that is none.</summary>
    public BigInteger? AsInteger() => Value?.Kind switch
    {
        JsonKind.True => BigInteger.One,
        JsonKind.False => BigInteger.Zero,
        JsonKind.Integer => Value.Integer,
        JsonKind.Double => double.IsFinite(Value.Number) ? (BigInteger?)new BigInteger(Value.Number) : ExpectedInteger("finite number"),
        JsonKind.String => DecimalText.Integer(Value.Text, out var integer) ? integer
            : DecimalText.Number(Value.Text) is null ? ExpectedInteger("number")
            : null,
        _ => null,
    };

    /// <summary>Refuses what could not be written, or not be read back from where it is written.</summary>
    /// <param name="around">How many containers a leaderboard opens around this value.</param>
    public void RequireWritable(int around)
    {
        // Nearly all values are; their paths need not be spelled out.
        if (Value is not { } value || IsWritable(value, around))
        {
            return;
        }

        // What is nested too deep is one fault, not one a level.
        if (Unwritable(value, around) is { } reason)
        {
            Defect<JsonValue>(reason);
            return;
        }

        foreach (var inner in Inside())
        {
            inner.RequireWritable(around + 1);
        }
    }

    /// <summary>Reports the value as defective.</summary>
    /// <returns>None, which it counts as from now on.</returns>
    public T? Defect<T>(string reason)
    {
        if (!_defects.IsFull)
        {
            _defects.Add(new(_file, VisibleText.Of(Path, LongestPath), reason));
        }

        return default;
    }

    private IEnumerable<Field> Inside() => Value?.Kind switch
    {
        JsonKind.Array => Enumerable.Range(0, Value.Items.Count).Select(At),
        JsonKind.Object => Value.Members.Select(member => this[member.Key]),
        _ => [],
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsWritable(JsonValue value, int around)
    {
        if (Unwritable(value, around) is not null)
        {
            return false;
        }

        if (value.Kind == JsonKind.Array)
        {
            var items = value.Items;
            for (var i = 0; i < items.Count; i++)
            {
                if (!IsWritable(items[i], around + 1))
                {
                    return false;
                }
            }
        }
        else if (value.Kind == JsonKind.Object)
        {
            foreach (ref readonly var member in value.MemberSpan)
            {
                if (!IsWritable(member.Value, around + 1))
                {
                    return false;
                }
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string? Unwritable(JsonValue value, int around) => value.Kind switch
    {
        JsonKind.Double when !double.IsFinite(value.Number) => $"finite number expected, found {BeyondDouble}",
        JsonKind.String when !JsonLimits.Fits(value.Text) => TooLong,
        JsonKind.Array or JsonKind.Object when around >= JsonLimits.Depth => $"nested deeper than {JsonLimits.Depth} levels where a leaderboard holds it",
        JsonKind.Object when !HasFittingNames(value) => "a name in it takes more than 16 MB in a leaderboard, which is ASCII with escapes",
        _ => null,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HasFittingNames(JsonValue value)
    {
        foreach (ref readonly var member in value.MemberSpan)
        {
            if (!JsonLimits.Fits(member.Key))
            {
                return false;
            }
        }

        return true;
    }

    private Field Is(JsonKind kind, string name) =>
        !IsPresent || Value!.Kind == kind ? this : new(_file, _defects, _parent, _name, _index, Defect<JsonValue>(Unlike(name)));

    private double? Expected(string what) => Defect<double?>(Unlike(what));

    private BigInteger? ExpectedInteger(string what) => Defect<BigInteger?>(Unlike(what));

    private string Unlike(string expected) => $"{expected} expected, found {Quote()}";

    private string Quote() => Value!.Kind switch
    {
        JsonKind.Array => "a list",
        JsonKind.Object => "an object",
        JsonKind.Double when !double.IsFinite(Value.Number) => BeyondDouble,
        _ => Value.ToString() is { Length: > LongestQuote } text ? string.Concat(text.AsSpan(0, LongestQuote), "…") : Value.ToString(),
    };
}
