using System.Text;
using CsCheck;

namespace PolyTool.Core.Tests.Json;

/// <summary>Changed bytes of a sound text. Letters of JSON come more often than other bytes: what they make is nearly sound.</summary>
internal static class JsonDamage
{
    /// <summary>Up to so many bytes at places of the text.</summary>
    public static Gen<(int At, byte Value)[]> Of(int most) =>
        Gen.Select(Gen.Int[0, 1000], Gen.OneOf(Gen.Byte, Gen.Int[0, 24].Select(static i => "\"\\{}[],: \nx0-+.eEtu1/\tn]}"u8[i]))).Array[0, most];

    /// <summary>The text with them.</summary>
    public static byte[] In(string text, (int At, byte Value)[] changes)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach ((var at, var value) in changes)
        {
            bytes[at % bytes.Length] = value;
        }

        return bytes;
    }

    /// <summary>A file of them: the document, or its member <c>t</c>; with white space at the end or without.</summary>
    public static byte[] File(byte[] bytes, bool isInside, bool isPadded)
    {
        var rest = Encoding.ASCII.GetBytes(isPadded ? new string(' ', 100) : "");
        return isInside ? [.. "{\"t\":"u8, .. bytes, .. ",\"u\":1"u8, .. rest, (byte)'}'] : [.. bytes, .. rest];
    }
}
