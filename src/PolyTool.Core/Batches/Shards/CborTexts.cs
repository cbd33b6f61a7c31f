using System.Formats.Cbor;
using System.Numerics;
using System.Runtime.InteropServices;
using PolyTool.Core.Files;

namespace PolyTool.Core.Batches.Shards;

/// <summary>What the CBOR library has no words for: values that can be missing, texts that are no Unicode, integers of any size.</summary>
internal static class CborTexts
{
    /// <summary>A text; one with half a character, which UTF-8 cannot hold, as the bytes of its UTF-16.</summary>
    public static void WriteText(this CborWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNull();
        }
        else if (PythonText.HasLoneSurrogate(text))
        {
            writer.WriteByteString(MemoryMarshal.AsBytes(text.AsSpan()));
        }
        else
        {
            writer.WriteTextString(text);
        }
    }

    public static string? ReadTextOrNull(this CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.Null:
                reader.ReadNull();
                return null;
            case CborReaderState.ByteString:
                return new(MemoryMarshal.Cast<byte, char>(reader.ReadByteString()));
            default:
                return reader.ReadTextString();
        }
    }

    public static string ReadText(this CborReader reader) => reader.ReadTextOrNull() ?? throw new FormatException("a text is missing");

    public static void WriteBytes(this CborWriter writer, byte[]? bytes)
    {
        if (bytes is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteByteString(bytes);
        }
    }

    public static byte[]? ReadBytesOrNull(this CborReader reader)
    {
        if (reader.PeekState() != CborReaderState.Null)
        {
            return reader.ReadByteString();
        }

        reader.ReadNull();
        return null;
    }

    public static void WriteNumber(this CborWriter writer, long? number)
    {
        if (number is { } value)
        {
            writer.WriteInt64(value);
        }
        else
        {
            writer.WriteNull();
        }
    }

    public static long? ReadNumberOrNull(this CborReader reader)
    {
        if (reader.PeekState() != CborReaderState.Null)
        {
            return reader.ReadInt64();
        }

        reader.ReadNull();
        return null;
    }

    public static void WriteReal(this CborWriter writer, double? number)
    {
        if (number is { } value)
        {
            writer.WriteDouble(value);
        }
        else
        {
            writer.WriteNull();
        }
    }

    public static double? ReadRealOrNull(this CborReader reader)
    {
        if (reader.PeekState() != CborReaderState.Null)
        {
            return reader.ReadDouble();
        }

        reader.ReadNull();
        return null;
    }

    public static void WriteInteger(this CborWriter writer, BigInteger number)
    {
        if (number >= long.MinValue && number <= long.MaxValue)
        {
            writer.WriteInt64((long)number);
        }
        else
        {
            writer.WriteBigInteger(number);
        }
    }

    public static BigInteger ReadInteger(this CborReader reader) =>
        reader.PeekState() == CborReaderState.Tag ? reader.ReadBigInteger() : reader.ReadInt64();
}
