using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolyTool.Core.Json;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Numbers come as integers, as fractions and as text.</summary>
internal sealed class LenientNumberConverter : JsonConverter<double?>
{
    public override bool HandleNull => true;

    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number:
                return Finite(reader.GetDouble());
            case JsonTokenType.String:
                var text = reader.GetString();
                if (string.IsNullOrWhiteSpace(text))
                {
                    return null;
                }

                return DecimalText.Number(text) is { } number
                    ? Finite(number)
                    : throw new JsonException("a text that is no number stands where a number belongs");
            default:
                throw new JsonException("a number belongs here");
        }
    }

    // Answers are only read.
    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static double Finite(double number) =>
        double.IsFinite(number) ? number : throw new JsonException("a number is not finite");
}

/// <summary>Whole numbers (times, indexes) come as numbers or as text; a fraction is cut.</summary>
internal sealed class LenientIntegerConverter : JsonConverter<long?>
{
    private static readonly LenientNumberConverter s_number = new();

    public override bool HandleNull => true;

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var integer))
        {
            return integer;
        }

        return s_number.Read(ref reader, typeof(double?), options) is { } number
            ? Math.Abs(number) < 9e15 ? (long)number : throw new JsonException("a whole number is out of range")
            : null;
    }

    // Answers are only read.
    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Ids come as text, and now and then as numbers; their digits are kept as they are.</summary>
internal sealed class LenientTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => Text(ref reader),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? [.. System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence)] : reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => throw new JsonException("a text belongs here"),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            // A half of a surrogate pair.
            throw new JsonException("a text is not valid Unicode", e);
        }
    }
}

/// <summary>Lists of texts that come as JSON lists, or as a text that holds one.</summary>
internal sealed class NestedListConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                var text = reader.GetString();
                if (string.IsNullOrWhiteSpace(text))
                {
                    return null;
                }

                var inner = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
                return inner.Read() ? Items(ref inner) : null;
            default:
                return Items(ref reader);
        }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static List<string> Items(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("a list of texts belongs here");
        }

        var items = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => throw new JsonException("a text belongs here"),
            });
        }

        return items;
    }
}
