using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Saved;

/// <summary>
/// Says of a text whether it is, to the byte, of the form that <see cref="EvidenceWriter"/> writes, and so surely one that
/// <see cref="RecordJson"/> reads. It knows no defect: whatever is written otherwise, by hand or by a later version, it
/// leaves to <see cref="RecordJson"/>.
/// </summary>
/// <remarks>
/// Each hot method is compiled in full when it is first called: what the runtime compiles first would be slower than all it saves,
/// for a file that is read once in a process.
/// </remarks>
/// <param name="text">The text.</param>
/// <param name="at">Where to begin.</param>
internal ref struct CanonicalScan(ReadOnlySpan<byte> text, int at)
{
    // What an int and a long surely hold, and digits that no exponent of two digits makes infinite.
    private const int IntegerDigits = 9;
    private const int LongDigits = 18;
    private const int DoubleLength = 64;

    private static readonly SearchValues<byte> s_hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>The place that was reached.</summary>
    public int At { get; private set; } = at;

    /// <summary>Passes what is expected.</summary>
    public bool Passes(ReadOnlySpan<byte> expected)
    {
        if (!_text[At..].StartsWith(expected))
        {
            return false;
        }

        At += expected.Length;
        return true;
    }

    /// <summary>Passes a record.</summary>
    /// <param name="form">Its form.</param>
    /// <param name="starts">Where the value of each member begins, 0 where it has none; or empty.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool PassesRecord(RecordForm form, scoped Span<int> starts = default)
    {
        if (!Passes("{"u8))
        {
            return false;
        }

        var members = form.Members;
        var comma = 0;
        for (var i = 0; i < members.Length; i++)
        {
            // An older version may not have known the member.
            var member = members[i];
            var start = At + comma;
            if (start > _text.Length || !_text[start..].StartsWith(member.Start))
            {
                if (form.NeedsAll)
                {
                    return false;
                }

                continue;
            }

            if (comma > 0 && _text[At] != (byte)',')
            {
                return false;
            }

            At = start + member.Start.Length;
            if (i < starts.Length)
            {
                starts[i] = At;
            }

            if (!PassesValue(member.Value))
            {
                return false;
            }

            comma = 1;
        }

        return comma > 0 && Passes(form.End);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool PassesValue(ValueForm form)
    {
        if (form.MayBeNull && Passes("null"u8))
        {
            return true;
        }

        return form.Kind switch
        {
            ValueKind.Double => PassesDouble(),
            ValueKind.Integer => PassesInteger(IntegerDigits),
            ValueKind.LongInteger => PassesInteger(LongDigits),
            ValueKind.Text => PassesText(),
            ValueKind.Record => PassesRecord(form.Record!),
            ValueKind.Boolean => Passes("true"u8) || Passes("false"u8),
            ValueKind.Choice => PassesChoice(form.Choices),
            _ => PassesList(form),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool PassesList(ValueForm form)
    {
        var named = form.Kind == ValueKind.Dictionary;
        if (Passes(named ? "{}"u8 : "[]"u8))
        {
            return true;
        }

        if (!Passes(named ? "{"u8 : "["u8))
        {
            return false;
        }

        do
        {
            if (!Passes(form.Separator) || (named && !(PassesText() && Passes(": "u8))) || !PassesValue(form.Item!))
            {
                return false;
            }
        }
        while (Passes(","u8));
        return Passes(form.End);
    }

    private bool PassesChoice(byte[][] choices)
    {
        foreach (var choice in choices)
        {
            if (Passes(choice))
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool PassesInteger(int most)
    {
        var start = At;
        var digits = PassDigits(start < _text.Length && _text[start] == (byte)'-' ? start + 1 : start, out var isWhole);
        return isWhole && digits <= most && EndsValue();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool PassesDouble()
    {
        var start = At;
        PassDigits(start < _text.Length && _text[start] == (byte)'-' ? start + 1 : start, out var isNumber);
        if (isNumber && At < _text.Length && _text[At] == (byte)'.')
        {
            isNumber = PassDigits(At + 1, out _) > 0;
        }

        if (isNumber && At < _text.Length && _text[At] == (byte)'e')
        {
            // Towards zero an exponent can be as long as a double's ever is.
            var sign = At + 1 < _text.Length ? _text[At + 1] : default;
            isNumber = PassDigits(At + (sign is (byte)'-' or (byte)'+' ? 2 : 1), out _) is var digits && digits > 0 && digits <= (sign == (byte)'-' ? 3 : 2);
        }

        return isNumber && At - start <= DoubleLength && EndsValue();
    }

    // A whole number has no zero before another digit.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int PassDigits(int start, out bool isWhole)
    {
        var end = start;
        while (end < _text.Length && _text[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }

        At = end;
        isWhole = end == start + 1 || (end > start && _text[start] != (byte)'0');
        return end - start;
    }

    private readonly bool EndsValue() => At < _text.Length && _text[At] is (byte)',' or (byte)'\n';

    // Printable ASCII; what is not is escaped.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool PassesText()
    {
        if (!Passes("\""u8))
        {
            return false;
        }

        for (var end = At; end < _text.Length && end - At <= JsonLimits.StringBytes; end++)
        {
            var b = _text[end];
            if (b == (byte)'"')
            {
                At = end + 1;
                return true;
            }

            if (b is < (byte)' ' or > (byte)'~')
            {
                return false;
            }

            if (b == (byte)'\\')
            {
                var length = EscapeAt(_text[end..]);
                if (length == 0)
                {
                    return false;
                }

                end += length - 1;
            }
        }

        return false;
    }

    // How long an escape is; 0 where it is none, or half a character.
    private static int EscapeAt(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[1] != (byte)'u')
        {
            return text.Length >= 2 && "\"\\/bfnrt"u8.Contains(text[1]) ? 2 : 0;
        }

        return Unit(text) switch
        {
            null or (>= 0xDC00 and <= 0xDFFF) => 0,
            >= 0xD800 and <= 0xDBFF => text.Length > 6 && Unit(text[6..]) is >= 0xDC00 and <= 0xDFFF ? 12 : 0,
            _ => 6,
        };
    }

    // The digits are looked at: the library's number reader takes zero bytes behind a number for nothing.
    private static int? Unit(ReadOnlySpan<byte> text) =>
        text.Length >= 6 && text[0] == (byte)'\\' && text[1] == (byte)'u' && text.Slice(2, 4).IndexOfAnyExcept(s_hexadecimal) < 0
            ? ushort.Parse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;
}
