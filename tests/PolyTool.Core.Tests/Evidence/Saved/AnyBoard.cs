using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Evidence.Saved;

/// <summary>A board with some value in every member that the file has, those of later versions too: it is filled by reflection.</summary>
internal sealed class AnyBoard(ulong seed)
{
    private static readonly string[] s_texts = ["", "league:nba", "pre_event", "a \"b\" \\ c", "tab\tline\nend\r", "Zoë \u007f \ufb01 \U0001F600", "\u2028", "<&'+>"];

    private static readonly double[] s_numbers = [0, 0.5, -0.25, 12345.678912345, 1e-7, -1e99, 1e-150, 5e-324, 17, 123456789012];

    private SplitMix64 _random = new(seed);

    /// <summary>The board; its rule is the default one, and its segments stand in order.</summary>
    public EvidenceBoard Make(int segments)
    {
        var rows = Enumerable.Range(0, segments).Select(i => (SegmentEvidence)Make(typeof(SegmentEvidence)) with { SegmentKey = $"{Text()}:{i}", Variant = i % 2 == 0 ? "pre_event" : Text() });
        return (EvidenceBoard)Make(typeof(EvidenceBoard)) with
        {
            Form = EvidenceBoard.FormVersion,
            Rule = EvidenceRule.Default with { MergeOwners = _random.NextDouble() < 0.5, ClusterBy = ClusterPeriod.Week, Covers = [Text(), Text()], MinUsers = 7, Level = 0.9 },
            Segments = [.. rows.OrderBy(static row => row.SegmentKey, CodePointOrder.Comparer).ThenBy(static row => row.Variant, CodePointOrder.Comparer)],
        };
    }

    private object Make(Type type)
    {
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite))
        {
            property.SetValue(record, Value(property));
        }

        return record;
    }

    private object? Value(PropertyInfo property)
    {
        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var mayBeNull = underlying is not null || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        return mayBeNull && _random.NextDouble() < 0.3 ? null : Value(underlying ?? property.PropertyType);
    }

    private object Value(Type type)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(Below(values.Length))!;
        }

        if (type.IsGenericType)
        {
            return type.GetGenericArguments() is [var item] ? Many(item) : Named(type.GetGenericArguments()[1]);
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => _random.NextDouble() < 0.5,
            TypeCode.Int32 => Below(2) == 0 ? Below(1000) : -Below(3),
            TypeCode.Int64 => Below(2) == 0 ? Below(1000) : 123_456_789_012L,
            TypeCode.Double => s_numbers[Below(s_numbers.Length)],
            TypeCode.String => Text(),
            _ => Make(type),
        };
    }

    private Array Many(Type item)
    {
        var list = Array.CreateInstance(item, Below(4));
        for (var i = 0; i < list.Length; i++)
        {
            list.SetValue(Value(item), i);
        }

        return list;
    }

    private IDictionary Named(Type item)
    {
        var named = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item))!;
        for (var i = Below(3); i > 0; i--)
        {
            named[Text()] = Value(item);
        }

        return named;
    }

    private string Text() => s_texts[Below(s_texts.Length)];

    private int Below(int limit) => (int)(limit * _random.NextDouble());
}
