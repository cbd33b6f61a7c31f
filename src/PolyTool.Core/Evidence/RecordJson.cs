using System.Text.Json;
using System.Text.Json.Serialization;
using PolyTool.Core.Json;
using PolyTool.Core.Evidence.Analysis;

namespace PolyTool.Core.Evidence;

/// <summary>Writes records as canonical JSON, names in snake case and numbers of ten significant digits, and reads them back.</summary>
internal static class RecordJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(), new TenDigits() },
    };

    public static byte[] ToBytes<T>(T value) => ToTree(value).ToCanonicalBytes();

    public static JsonValue ToTree<T>(T value) => JsonText.Parse(JsonSerializer.SerializeToUtf8Bytes(value, s_options));

    /// <exception cref="JsonException">The text is no such record.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<T>(utf8, s_options);

    private sealed class TenDigits : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteRawValue(NumberText.Of(Figures.Round(value)), skipInputValidation: true);
    }
}
