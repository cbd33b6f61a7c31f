using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence;

/// <summary>Writes records as canonical JSON, names in snake case and numbers of ten significant digits, and reads them back.</summary>
internal static class RecordJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,

        // The tree made of it is written as ASCII anyway; escapes here would only make texts longer than they may be.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new TenDigits() },
    };

    public static byte[] ToBytes<T>(T value) => ToTree(value).ToCanonicalBytes();

    public static JsonValue ToTree<T>(T value) => JsonText.Parse(JsonSerializer.SerializeToUtf8Bytes(value, s_options));

    /// <exception cref="JsonException">The text is no such record: also where a number is beyond the doubles, a text is half a character, or null stands where the record has none.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, s_options);
        }
        catch (InvalidOperationException error)
        {
            // What the library says of a lone surrogate.
            throw new JsonException("a text is no Unicode", error);
        }
    }

    private sealed class TenDigits : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDouble() is var number && double.IsFinite(number) ? number : throw new JsonException("a number is not finite");

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteRawValue(NumberText.Of(Figures.Round(value)), skipInputValidation: true);
    }
}
