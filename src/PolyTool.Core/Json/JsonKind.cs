namespace PolyTool.Core.Json;

/// <summary>The kinds of JSON value. Integers and doubles are kept apart, because their canonical texts differ.</summary>
public enum JsonKind
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>false</c>.</summary>
    False,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary>A number without fraction and exponent, of any size.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent, as the nearest binary64.</summary>
    Double,

    /// <summary>A string.</summary>
    String,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object; its members are unique and sorted by code point.</summary>
    Object,
}
