using System.Text.Json;
using System.Text.Json.Serialization;
using PolyTool.Core.CanonicalJson;
using PolyTool.Core.Evidence.Analysis;

namespace PolyTool.Core.Evidence;

/// <summary>Writes and reads <c>segment_evidence.json</c>. All numbers have ten significant digits at most.</summary>
public static class EvidenceFile
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(), new TenDigits() },
    };

    /// <summary>The file's bytes: canonical JSON, the same for the same board.</summary>
    /// <param name="board">The board.</param>
    public static byte[] ToBytes(EvidenceBoard board) =>
        JsonText.Parse(JsonSerializer.SerializeToUtf8Bytes(board, s_options)).ToCanonicalBytes();

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <exception cref="EvidenceFileException">They are not such a file.</exception>
    public static EvidenceBoard Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<EvidenceBoard>(utf8, s_options) is { Form: 1 } board
                ? board
                : throw new EvidenceFileException("segment evidence of form 1 was expected");
        }
        catch (JsonException e)
        {
            throw new EvidenceFileException($"not segment evidence: {e.Path ?? "$"} (line {e.LineNumber + 1})", e);
        }
    }

    private sealed class TenDigits : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteRawValue(NumberText.Of(Figures.Round(value)), skipInputValidation: true);
    }
}

/// <summary>A file is not segment evidence; the message says why.</summary>
/// <param name="message">What is wrong, and where.</param>
/// <param name="inner">The cause.</param>
public sealed class EvidenceFileException(string message, Exception? inner = null) : Exception(message, inner);
