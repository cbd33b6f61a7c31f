using System.Text.Json.Serialization;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>CLOB <c>/prices-history</c>.</summary>
internal sealed record HistoryAnswer : Answer
{
    public IReadOnlyList<HistoryPoint?>? History { get; set; }
}

internal sealed record HistoryPoint
{
    [JsonPropertyName("t")]
    public long? Time { get; set; }

    [JsonPropertyName("p")]
    public double? Price { get; set; }
}

/// <summary>What is posted to the CLOB's <c>/batch-prices-history</c>: tokens, a window in seconds since 1970, minutes a point.</summary>
internal sealed record WindowsRequest(
    [property: JsonPropertyName("markets")] IReadOnlyList<string> Markets,
    [property: JsonPropertyName("start_ts")] long Start,
    [property: JsonPropertyName("end_ts")] long End,
    [property: JsonPropertyName("fidelity")] int Fidelity);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(LenientNumberConverter), typeof(LenientIntegerConverter), typeof(LenientTextConverter)])]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(WindowsRequest))]
internal sealed partial class ClobJson : JsonSerializerContext;
