using System.Reflection;
using System.Text;

namespace PolyTool.Core.Evidence.Saved;

/// <summary>How the canonical text of a value looks that stands for a property of a record, at one depth of the text.</summary>
internal sealed class ValueForm
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private ValueForm(Type type, int depth, bool mayBeNull, List<RecordForm> made)
    {
        (Type, MayBeNull) = (type, mayBeNull);
        Kind = type.IsEnum ? ValueKind.Choice : OfSimple(type);
        if (Kind == ValueKind.Choice)
        {
            Choices = Array.ConvertAll(Enum.GetNames(type), static name => Encoding.ASCII.GetBytes($"\"{name}\""));
        }
        else if (Kind == ValueKind.Record && type.IsGenericType)
        {
            // A list of items, or texts with a value each.
            var arguments = type.GetGenericArguments();
            Kind = arguments.Length == 1 ? ValueKind.List : ValueKind.Dictionary;
            Item = new(arguments[^1], depth + 1, mayBeNull: false, made);
            Separator = Encoding.ASCII.GetBytes(RecordForm.NewLine(depth + 1));
            End = Encoding.ASCII.GetBytes($"{RecordForm.NewLine(depth)}{(Kind == ValueKind.List ? ']' : '}')}");
        }
        else if (Kind == ValueKind.Record)
        {
            Record = RecordForm.Of(type, depth, made);
        }
    }

    /// <summary>The type of the value; of one that may be null the type without.</summary>
    public Type Type { get; }

    public ValueKind Kind { get; }

    public bool MayBeNull { get; }

    /// <summary>The names of an enumeration, in quotes.</summary>
    public byte[][] Choices { get; } = [];

    /// <summary>The form of the items of a list or a dictionary.</summary>
    public ValueForm? Item { get; }

    public RecordForm? Record { get; }

    /// <summary>What stands before an item of a list or a dictionary: the line's end and the blanks.</summary>
    public byte[] Separator { get; } = [];

    /// <summary>What stands behind the last item: the line's end, the blanks and the bracket.</summary>
    public byte[] End { get; } = [];

    /// <summary>The form of a property's value.</summary>
    /// <param name="property">The property.</param>
    /// <param name="depth">In how many containers the value stands.</param>
    /// <param name="made">The forms of records that were made before.</param>
    public static ValueForm Of(PropertyInfo property, int depth, List<RecordForm> made)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType);
        return new(
            type ?? property.PropertyType,
            depth,
            type is not null || (!property.PropertyType.IsValueType && s_nullability.Create(property).ReadState == NullabilityState.Nullable),
            made);
    }

    private static ValueKind OfSimple(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => ValueKind.Boolean,
        TypeCode.Int32 => ValueKind.Integer,
        TypeCode.Int64 => ValueKind.LongInteger,
        TypeCode.Double => ValueKind.Double,
        TypeCode.String => ValueKind.Text,
        _ => ValueKind.Record,
    };
}

/// <summary>The kinds of values that the evidence's records have.</summary>
internal enum ValueKind
{
    Boolean,
    Integer,
    LongInteger,
    Double,
    Text,
    Choice,
    List,
    Dictionary,
    Record,
}
