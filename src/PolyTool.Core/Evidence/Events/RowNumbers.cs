using System.Globalization;
using System.Text.Json;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Events;

/// <summary>Reads and writes the numbers of a row, each with its range.</summary>
internal static class RowNumbers
{
    /// <summary>Room for every honest count, and far from an overflow of sums of them.</summary>
    private const long MaxCount = 1_000_000_000_000;

    /// <summary>Squares and products of two such numbers stay finite.</summary>
    public const double MaxReal = 1e60;

    public static long Count(ref Utf8JsonReader json)
    {
        Next(ref json, JsonTokenType.Number, "a count");
        return json.TryGetInt64(out var value) && value is >= 0 and <= MaxCount ? value : throw new FormatException("a count is a whole number from 0 to 10^12");
    }

    public static double Amount(ref Utf8JsonReader json) =>
        Real(ref json) is >= 0 and var value ? value : throw new FormatException("the number must not be negative");

    public static double Real(ref Utf8JsonReader json)
    {
        Next(ref json, JsonTokenType.Number, "a number");
        return DoubleParser.Parse(json.ValueSpan) is var value && Math.Abs(value) <= MaxReal ? value : throw new FormatException("the number is out of range");
    }

    public static bool Flag(ref Utf8JsonReader json) =>
        Count(ref json) is <= 1 and var value ? value == 1 : throw new FormatException("0 or 1 was expected");

    public static double? Price(ref Utf8JsonReader json) => RealOrNull(ref json, "a price or null") is not { } price ? null
        : price is >= 0 and <= 1 ? price : throw new FormatException("a price lies in [0, 1]");

    public static double? Fee(ref Utf8JsonReader json) => RealOrNull(ref json, "a fee or null") is not { } fee ? null
        : fee is >= 0 and <= 100 ? fee : throw new FormatException("a fee lies in [0, 100] cents a share");

    public static long? Time(ref Utf8JsonReader json) => IsNull(ref json, "a time in Unix seconds or null") ? null
        : json.TryGetInt64(out var value) && Math.Abs(value) <= MaxCount ? value : throw new FormatException("the time is out of range");

    public static int? Day(ref Utf8JsonReader json) => IsNull(ref json, "a day or null") ? null
        : json.TryGetInt32(out var value) && Math.Abs(value) <= UtcDay.Most ? value : throw new FormatException("the day is out of range");

    public static void Next(ref Utf8JsonReader json, JsonTokenType type, string what)
    {
        json.Read();
        Expect(ref json, type, what);
    }

    public static void Expect(ref Utf8JsonReader json, JsonTokenType type, string what)
    {
        if (json.TokenType != type)
        {
            throw new FormatException($"{what} was expected");
        }
    }

    /// <summary>Ten significant digits hide the last bits in which platforms may differ, and shorten the file.</summary>
    public static void WriteReal(Utf8JsonWriter json, double value)
    {
        // Ten digits, a sign, a point and an exponent.
        Span<byte> text = stackalloc byte[32];
        (value == 0 ? 0 : value).TryFormat(text, out var length, "G10", CultureInfo.InvariantCulture);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public static void WriteReal(Utf8JsonWriter json, double? value)
    {
        if (value is { } number)
        {
            WriteReal(json, number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    public static void WriteWhole(Utf8JsonWriter json, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static double? RealOrNull(ref Utf8JsonReader json, string what) => IsNull(ref json, what) ? null
        : DoubleParser.Parse(json.ValueSpan) is var value && double.IsFinite(value) ? value : throw new FormatException("the number is out of range");

    private static bool IsNull(ref Utf8JsonReader json, string what) =>
        json.Read() && json.TokenType is JsonTokenType.Number or JsonTokenType.Null ? json.TokenType == JsonTokenType.Null : throw new FormatException($"{what} was expected");
}
