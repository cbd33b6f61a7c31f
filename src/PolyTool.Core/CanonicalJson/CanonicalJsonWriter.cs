using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;

namespace PolyTool.Core.CanonicalJson;

/// <summary>
/// Writes canonical JSON: two blanks a level, one member or item a line, members in ascending code-point order, ASCII with
/// lower-case escapes, <c>\n</c> as the line end, and none at the end of the text. It holds no buffer of its own.
/// </summary>
public sealed class CanonicalJsonWriter
{
    private const int LongestRun = 4096;
    private readonly IBufferWriter<byte> _output;
    private int _depth;
    private bool _empty = true;
    private bool _afterKey;

    /// <summary>Starts a text, or the inside of one.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="depth">How many containers the caller has already opened around what is written here.</param>
    public CanonicalJsonWriter(IBufferWriter<byte> output, int depth = 0)
    {
        _output = output;
        _depth = depth;
        _afterKey = true;
    }

    /// <summary>Opens an object.</summary>
    public void WriteStartObject() => Open((byte)'{');

    /// <summary>Closes the object.</summary>
    public void WriteEndObject() => Close((byte)'}');

    /// <summary>Opens an array.</summary>
    public void WriteStartArray() => Open((byte)'[');

    /// <summary>Closes the array.</summary>
    public void WriteEndArray() => Close((byte)']');

    /// <summary>Writes a member's name. Names come in ascending code-point order; that is the caller's part.</summary>
    /// <param name="name">The name.</param>
    public void WriteKey(string name)
    {
        Separate();
        WriteQuoted(name);
        Raw(": "u8);
        _afterKey = true;
    }

    /// <summary>Writes a string; null is written as <c>null</c>.</summary>
    /// <param name="value">The text or null.</param>
    public void WriteString(string? value)
    {
        Separate();
        if (value is null)
        {
            Raw("null"u8);
        }
        else
        {
            WriteQuoted(value);
        }
    }

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The integer.</param>
    public void WriteInteger(long value)
    {
        Separate();
        Span<byte> span = _output.GetSpan(20);
        Utf8Formatter.TryFormat(value, span, out int length);
        _output.Advance(length);
    }

    /// <summary>Writes an integer of any size.</summary>
    /// <param name="value">The integer.</param>
    public void WriteInteger(BigInteger value)
    {
        Separate();
        WriteAscii(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a finite double; null is written as <c>null</c>.</summary>
    /// <param name="value">The number or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public void WriteDouble(double? value)
    {
        Separate();
        if (value is not { } number)
        {
            Raw("null"u8);
            return;
        }

        _output.Advance(NumberText.Format(number, _output.GetSpan(NumberText.MaxLength)));
    }

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The boolean.</param>
    public void WriteBoolean(bool value)
    {
        Separate();
        Raw(value ? "true"u8 : "false"u8);
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNull()
    {
        Separate();
        Raw("null"u8);
    }

    /// <summary>Writes a whole value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number in it is not finite.</exception>
    public void WriteValue(JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.Null:
                WriteNull();
                break;
            case JsonKind.False or JsonKind.True:
                WriteBoolean(value.Kind == JsonKind.True);
                break;
            case JsonKind.Integer:
                Separate();
                WriteAscii(value.IntegerText);
                break;
            case JsonKind.Double:
                WriteDouble(value.Number);
                break;
            case JsonKind.String:
                WriteString(value.Text);
                break;
            case JsonKind.Array:
                WriteStartArray();
                IReadOnlyList<JsonValue> items = value.Items;
                for (int i = 0; i < items.Count; i++)
                {
                    WriteValue(items[i]);
                }

                WriteEndArray();
                break;
            default:
                WriteStartObject();
                IReadOnlyList<KeyValuePair<string, JsonValue>> members = value.Members;
                for (int i = 0; i < members.Count; i++)
                {
                    WriteKey(members[i].Key);
                    WriteValue(members[i].Value);
                }

                WriteEndObject();
                break;
        }
    }

    /// <summary>Writes bytes that are already canonical JSON for a value at this depth.</summary>
    internal void WriteRendered(ReadOnlySpan<byte> canonical)
    {
        Separate();
        Raw(canonical);
    }

    private void Open(byte bracket)
    {
        Separate();
        RawByte(bracket);
        _depth++;
        _empty = true;
    }

    private void Close(byte bracket)
    {
        _depth--;
        if (!_empty)
        {
            NewLine();
        }

        RawByte(bracket);
        _empty = false;
    }

    // Before a value: nothing after its key, else a comma (unless it is the first) and a new line.
    private void Separate()
    {
        if (_afterKey)
        {
            _afterKey = false;
            return;
        }

        if (!_empty)
        {
            RawByte((byte)',');
        }

        NewLine();
        _empty = false;
    }

    private void NewLine()
    {
        int length = 1 + (2 * _depth);
        Span<byte> span = _output.GetSpan(length)[..length];
        span.Fill((byte)' ');
        span[0] = (byte)'\n';
        _output.Advance(length);
    }

    private void WriteQuoted(string text)
    {
        RawByte((byte)'"');
        ReadOnlySpan<char> rest = text;
        while (rest.Length > 0)
        {
            int plain = PlainLength(rest);
            if (plain > 0)
            {
                WriteAscii(rest[..plain]);
                rest = rest[plain..];
            }
            else
            {
                WriteEscaped(rest[0]);
                rest = rest[1..];
            }
        }

        RawByte((byte)'"');
    }

    private static int PlainLength(ReadOnlySpan<char> text)
    {
        int i = 0;
        while (i < text.Length && i < LongestRun && text[i] is >= ' ' and <= '~' and not '"' and not '\\')
        {
            i++;
        }

        return i;
    }

    // Surrogates are escaped one by one, so a pair becomes two escapes and a lone one stays what it is.
    private void WriteEscaped(char c)
    {
        Span<byte> span = _output.GetSpan(6);
        span[0] = (byte)'\\';
        byte letter = c switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            _ => (byte)'u',
        };
        span[1] = letter;
        if (letter != (byte)'u')
        {
            _output.Advance(2);
            return;
        }

        Utf8Formatter.TryFormat((int)c, span[2..], out _, new('x', 4));
        _output.Advance(6);
    }

    private void WriteAscii(ReadOnlySpan<char> text)
    {
        Span<byte> span = _output.GetSpan(text.Length);
        System.Text.Encoding.ASCII.GetBytes(text, span);
        _output.Advance(text.Length);
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output.GetSpan(bytes.Length));
        _output.Advance(bytes.Length);
    }

    private void RawByte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }
}
