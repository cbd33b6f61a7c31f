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
internal readonly struct Field
{
    private const int LongestQuote = 40;
    private const int LongestPath = 400;
    private const string BeyondDouble = "a number beyond the range of a double";
    private const string TooLong = "it takes more than 16 MB in a leaderboard, which is ASCII with escapes";
    private readonly DefectSink _defects;
    private readonly Place? _around;
    private readonly string _name;
    private readonly int _index;

    // A container's own, once somebody looks inside: most values are not looked into, and there are many.
    private readonly Place? _place;

    /// <summary>A whole file.</summary>
    public Field(string file, JsonValue? value, DefectSink defects)
        : this(defects, new(null, file, Place.NoIndex), "$", Place.NoIndex, value)
    {
    }

    private Field(DefectSink defects, Place? around, string name, int index, JsonValue? value, Place? place = null)
    {
        _defects = defects;
        _around = around;
        _name = name;
        _index = index;
        _place = place;
        Value = value;
    }

    public JsonValue? Value { get; }

    public bool IsPresent => Value is { IsNull: false };

    private Place Own => _place ?? new(_around, _name, _index);

    // Nothing is wrong with a value that is not there, so nobody asks for its place.
    public Field this[string name] => Value is null ? this : new(_defects, Own, name, Place.NoIndex, Value[name]);

    public Field At(int index) => new(_defects, Own, "", index, Value!.Items[index]);

    /// <summary>An object; null and absent are none.</summary>
    public Field AsObject() => Container(JsonKind.Object, "object");

    /// <summary>A list; null and absent are none.</summary>
    public Field AsList() => Container(JsonKind.Array, "list");

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

        for (var i = 0; i < value.AsItems.Count; i++)
        {
            At(i).RequireWritable(around + 1);
        }

        foreach (var member in value.AsMembers)
        {
            this[member.Key].RequireWritable(around + 1);
        }
    }

    /// <summary>Reports the value as defective.</summary>
    /// <returns>None, which it counts as from now on.</returns>
    public T? Defect<T>(string reason)
    {
        if (!_defects.IsFull)
        {
            _defects.Add(new(Own.File, VisibleText.Of(Own.Path, LongestPath), reason));
        }

        return default;
    }

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

    private Field Container(JsonKind kind, string name)
    {
        var field = Is(kind, name);
        return field.IsPresent ? new(_defects, _around, _name, _index, Value, Own) : field;
    }

    private Field Is(JsonKind kind, string name) =>
        !IsPresent || Value!.Kind == kind ? this : new(_defects, _around, _name, _index, Defect<JsonValue>(Unlike(name)));

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

/// <summary>Where a value stands in its file: spelled out for a defect only, and nearly all values have none.</summary>
/// <param name="Around">Of the container; the file's name is around the whole document.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Index">The item's place in a list, or <see cref="NoIndex"/>.</param>
internal sealed record Place(Place? Around, string Name, int Index)
{
    public const int NoIndex = -1;

    /// <summary>The file's name.</summary>
    public string File => Around is null ? Name : Around.File;

    /// <summary>The path in the file, <c>$</c> for all of it.</summary>
    public string Path => Around?.Around is null ? Name
        : Index == NoIndex ? $"{Around.Path}.{Name}"
        : $"{Around.Path}[{Index.ToString(CultureInfo.InvariantCulture)}]";
}
