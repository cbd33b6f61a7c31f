using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace PolyTool.Core.Json;

/// <summary>Decodes a string token, lone surrogate escapes included, which the framework's reader refuses.</summary>
internal static class JsonStrings
{
    /// <summary>The text of the string or name that a reader stands on.</summary>
    public static string Decode(ref Utf8JsonReader reader, JsonNames? names) => Decode(reader.ValueSpan, reader.ValueIsEscaped, names);

    /// <summary>The text of what stands between two quotes.</summary>
    /// <param name="raw">The bytes; their escapes are sound.</param>
    /// <param name="isEscaped">Whether there is an escape in them.</param>
    /// <param name="names">Where names are looked up; null for a value.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static string Decode(ReadOnlySpan<byte> raw, bool isEscaped, JsonNames? names)
    {
        if (!isEscaped)
        {
            return names is null ? Encoding.UTF8.GetString(raw) : names.Get(raw);
        }

        StringBuilder text = new(raw.Length);
        while (raw.Length > 0)
        {
            var escape = raw.IndexOf((byte)'\\');
            if (escape < 0)
            {
                text.Append(Encoding.UTF8.GetString(raw));
                break;
            }

            text.Append(Encoding.UTF8.GetString(raw[..escape]));
            raw = raw[(escape + 1)..];
            raw = raw[Append(text, raw)..];
        }

        return text.ToString();
    }

    // The reader has checked the escape's form; returns how many bytes it takes after the backslash.
    private static int Append(StringBuilder text, ReadOnlySpan<byte> escape)
    {
        if (escape[0] != (byte)'u')
        {
            text.Append(escape[0] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                byte same => (char)same,
            });
            return 1;
        }

        text.Append((char)ushort.Parse(escape.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return 5;
    }
}
