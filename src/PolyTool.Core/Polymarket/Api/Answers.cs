using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Reads answers into rows. A null element of a list is dropped: the services send such.</summary>
internal static class Answers
{
    public static T Read<T>(byte[] body, JsonTypeInfo<T> shape)
        where T : class =>
        JsonSerializer.Deserialize(WithoutMark(body), shape) ?? throw new JsonException("the answer is null");

    public static IReadOnlyList<T> Rows<T>(IReadOnlyList<T?>? rows)
        where T : class =>
        rows is null ? throw new JsonException("the answer has no rows") : [.. rows.Where(r => r is not null).Select(r => r!)];

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body is [0xEF, 0xBB, 0xBF, ..] ? body[3..] : body;
}
