using System.Runtime.InteropServices;

namespace PolyTool.Core.Json;

/// <summary>A value that is there, or canonical bytes of ours of which one is made when somebody asks: of most nobody does.</summary>
/// <param name="parsed">The value; null where there are bytes.</param>
/// <param name="bytes">The bytes; a hash vouches for them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct LateJson(JsonValue? parsed, ReadOnlyMemory<byte> bytes)
{
    /// <summary>The value; an empty object where the bytes are none, which only who forged them and their hash can bring about.</summary>
    public JsonValue Value => parsed ?? Parse(bytes.Span);

    /// <summary>A value that is there.</summary>
    public static LateJson Of(JsonValue value) => new(value, default);

    /// <summary>The value's canonical bytes.</summary>
    public ReadOnlySpan<byte> ToCanonicalBytes() => parsed is null ? bytes.Span : parsed.ToCanonicalBytes();

    private static JsonValue Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonText.Parse(bytes) is { Kind: JsonKind.Object } value ? value : JsonValue.EmptyObject;
        }
        catch (JsonTextException)
        {
            return JsonValue.EmptyObject;
        }
    }
}
