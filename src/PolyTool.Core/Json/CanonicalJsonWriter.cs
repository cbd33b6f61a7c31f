using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace PolyTool.Core.Json;

/// <summary>
/// Writes canonical JSON: two blanks a level, one member or item a line, members in ascending code-point order, ASCII with
/// lower-case escapes, <c>\n</c> as the line end, and none at the end of the text. It holds no buffer of its own.
/// </summary>
/// <remarks>Starts a text, or the inside of one.</remarks>
/// <param name="output">Where the bytes go.</param>
/// <param name="depth">How many containers the caller has already opened around what is written here.</param>
public sealed class CanonicalJsonWriter(IBufferWriter<byte> output, int depth = 0)
{
    private const int LongestRun = 4096;
    private const int LongestInteger = 20;

    // Printable ASCII but the quote and the backslash.
    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c).Where(static c => c is not ('"' or '\\'))]);

    private readonly IBufferWriter<byte> _output = output;
    private int _depth = depth;
    private bool _empty = true;
    private bool _afterKey = true;

    // A comma, a line end, the blanks.
    private int LongestSeparator => 2 + (2 * _depth);

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
        WriteQuoted(name, ": "u8);
        _afterKey = true;
    }

    /// <summary>Writes a member's name and its value, a string.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The text or null.</param>
    public void WriteString(string name, string? value) => Named(name).WriteString(value);

    /// <summary>Writes a member's name and its value, an integer.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The integer or null.</param>
    public void WriteInteger(string name, BigInteger? value) => Named(name).WriteInteger(value);

    /// <summary>Writes a member's name and its value, a double.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The number or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    public void WriteDouble(string name, double? value) => Named(name).WriteDouble(value);

    /// <summary>Writes a member's name and its value, a boolean.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The boolean or null.</param>
    public void WriteBoolean(string name, bool? value) => Named(name).WriteBoolean(value);

    /// <summary>Writes a member's name and its value, whatever it is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    public void WriteValue(string name, JsonValue value) => Named(name).WriteValue(value);

    /// <summary>Writes a string; null is written as <c>null</c>.</summary>
    /// <param name="value">The text or null.</param>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            WriteQuoted(value, []);
        }
    }

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The integer.</param>
    public void WriteInteger(long value)
    {
        var span = _output.GetSpan(LongestSeparator + LongestInteger);
        var at = Separate(span);
        Utf8Formatter.TryFormat(value, span[at..], out var length);
        _output.Advance(at + length);
    }

    /// <summary>Writes an integer of any size; null is written as <c>null</c>.</summary>
    /// <param name="value">The integer or null.</param>
    public void WriteInteger(BigInteger? value)
    {
        if (value is not { } integer)
        {
            WriteNull();
        }
        else if (integer >= long.MinValue && integer <= long.MaxValue)
        {
            WriteInteger((long)integer);
        }
        else
        {
            WriteDigits(integer.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes a finite double; null is written as <c>null</c>.</summary>
    /// <param name="value">The number or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteDouble(double? value)
    {
        if (value is not { } number)
        {
            WriteNull();
            return;
        }

        var span = _output.GetSpan(LongestSeparator + NumberText.MaxLength);
        var at = Separate(span);
        _output.Advance(at + NumberText.Format(number, span[at..]));
    }

    /// <summary>Writes a boolean; null is written as <c>null</c>.</summary>
    /// <param name="value">The boolean or null.</param>
    public void WriteBoolean(bool? value) => WriteSeparated(value switch { true => "true"u8, false => "false"u8, null => "null"u8 });

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNull() => WriteSeparated("null"u8);

    /// <summary>Writes a whole value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number in it is not finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
            case JsonKind.Integer when value.TryGetInt64(out var small):
                WriteInteger(small);
                break;
            case JsonKind.Integer:
                WriteDigits(value.IntegerText);
                break;
            case JsonKind.Double:
                WriteDouble(value.Number);
                break;
            case JsonKind.String:
                WriteString(value.Text);
                break;
            case JsonKind.Array:
                WriteStartArray();
                var items = value.Items;
                for (var i = 0; i < items.Count; i++)
                {
                    WriteValue(items[i]);
                }

                WriteEndArray();
                break;
            default:
                WriteStartObject();
                foreach (ref readonly var member in value.MemberSpan)
                {
                    WriteKey(member.Key);
                    WriteValue(member.Value);
                }

                WriteEndObject();
                break;
        }
    }

    /// <summary>How many bytes a text takes between its quotes.</summary>
    internal static long EscapedLength(string text)
    {
        long length = 0;
        foreach (var c in text)
        {
            length += s_plain.Contains(c) ? 1 : EscapeLetter(c) == (byte)'u' ? 6 : 2;
        }

        return length;
    }

    /// <summary>Writes bytes that are already canonical JSON for a value at this depth.</summary>
    internal void WriteRendered(ReadOnlySpan<byte> canonical) => WriteSeparated(canonical);

    private CanonicalJsonWriter Named(string name)
    {
        WriteKey(name);
        return this;
    }

    private void Open(byte bracket)
    {
        var span = _output.GetSpan(LongestSeparator + 1);
        var at = Separate(span);
        span[at] = bracket;
        _output.Advance(at + 1);
        _depth++;
        _empty = true;
    }

    private void Close(byte bracket)
    {
        _depth--;
        var span = _output.GetSpan(LongestSeparator + 1);
        var at = _empty ? 0 : NewLine(span);
        span[at] = bracket;
        _output.Advance(at + 1);
        _empty = false;
    }

    private void WriteSeparated(ReadOnlySpan<byte> bytes)
    {
        var span = _output.GetSpan(LongestSeparator + bytes.Length);
        var at = Separate(span);
        bytes.CopyTo(span[at..]);
        _output.Advance(at + bytes.Length);
    }

    private void WriteDigits(string digits)
    {
        var span = _output.GetSpan(LongestSeparator + digits.Length);
        var at = Separate(span);
        Ascii.FromUtf16(digits, span[at..], out var length);
        _output.Advance(at + length);
    }

    // Before a value: nothing after its key, else a comma (unless it is the first) and a new line.
    private int Separate(Span<byte> span)
    {
        if (_afterKey)
        {
            _afterKey = false;
            return 0;
        }

        if (_empty)
        {
            _empty = false;
            return NewLine(span);
        }

        span[0] = (byte)',';
        return 1 + NewLine(span[1..]);
    }

    private int NewLine(Span<byte> span)
    {
        var length = 1 + (2 * _depth);
        var start = "\n                                                                "u8;
        start[..Math.Min(length, start.Length)].CopyTo(span);
        if (length > start.Length)
        {
            span[start.Length..length].Fill((byte)' ');
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteQuoted(string text, ReadOnlySpan<byte> after)
    {
        // Nearly all texts are short and plain: they go out in one piece.
        if (text.Length > LongestRun || text.AsSpan().ContainsAnyExcept(s_plain))
        {
            WriteEscaped(text, after);
            return;
        }

        var span = _output.GetSpan(LongestSeparator + text.Length + 2 + after.Length);
        var at = Separate(span);
        span[at++] = (byte)'"';
        Ascii.FromUtf16(text, span[at..], out var length);
        at += length;
        span[at++] = (byte)'"';
        after.CopyTo(span[at..]);
        _output.Advance(at + after.Length);
    }

    private void WriteEscaped(string text, ReadOnlySpan<byte> after)
    {
        WriteSeparated("\""u8);
        ReadOnlySpan<char> rest = text;
        while (rest.Length > 0)
        {
            var run = rest[..Math.Min(rest.Length, LongestRun)];
            var plain = run.IndexOfAnyExcept(s_plain);
            if (plain == 0)
            {
                WriteEscape(rest[0]);
                rest = rest[1..];
                continue;
            }

            plain = plain < 0 ? run.Length : plain;
            Ascii.FromUtf16(rest[..plain], _output.GetSpan(plain), out _);
            _output.Advance(plain);
            rest = rest[plain..];
        }

        Raw("\""u8);
        Raw(after);
    }

    // Surrogates are escaped one by one, so a pair becomes two escapes and a lone one stays what it is.
    private void WriteEscape(char c)
    {
        var span = _output.GetSpan(6);
        span[0] = (byte)'\\';
        var letter = EscapeLetter(c);
        span[1] = letter;
        if (letter != (byte)'u')
        {
            _output.Advance(2);
            return;
        }

        Utf8Formatter.TryFormat((int)c, span[2..], out _, new('x', 4));
        _output.Advance(6);
    }

    private static byte EscapeLetter(char c) => c switch
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

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output.GetSpan(bytes.Length));
        _output.Advance(bytes.Length);
    }
}
