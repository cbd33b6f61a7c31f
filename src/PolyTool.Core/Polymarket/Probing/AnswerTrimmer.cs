using System.Text.Json;

namespace PolyTool.Core.Polymarket.Probing;

/// <summary>Cuts an answer down to what shows its shape: the first items of each list, the beginning of long texts.</summary>
internal static class AnswerTrimmer
{
    private const int MostItems = 3;
    private const int LongestText = 300;

    public static void Write(Utf8JsonWriter output, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                output.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    output.WritePropertyName(member.Name);
                    Write(output, member.Value);
                }

                output.WriteEndObject();
                break;
            case JsonValueKind.Array:
                output.WriteStartArray();
                foreach (var item in value.EnumerateArray().Take(MostItems))
                {
                    Write(output, item);
                }

                output.WriteEndArray();
                break;
            case JsonValueKind.String when value.GetString() is { Length: > LongestText } text:
                var cut = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
                output.WriteStringValue(text[..cut] + "…");
                break;
            default:
                value.WriteTo(output);
                break;
        }
    }
}
