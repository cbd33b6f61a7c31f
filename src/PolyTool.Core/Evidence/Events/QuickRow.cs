using System.Buffers.Binary;
using System.Text;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// Reads rows that are written as this tool writes them: no spaces, no escapes. A large batch has four million rows of 35
/// columns, and a general JSON reader spends most of its time on what cannot be there. Whatever is otherwise is left to
/// <see cref="SegmentEventRow"/>, which also says what is wrong with it; both give the same rows.
/// </summary>
internal ref struct QuickRow
{
    private const long MaxCount = 1_000_000_000_000;

    private const int KnownNames = 4096;

    [ThreadStatic]
    private static string?[]? s_names;

    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private bool _isOther; // something that the general reader has to see

    private QuickRow(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>Reads rows from the opening bracket of the first on.</summary>
    /// <param name="text">The text after the opening bracket of the list of rows.</param>
    /// <param name="events">Takes the rows.</param>
    /// <returns>How much was read: what is left begins with the bracket of a row or that which closes the list.</returns>
    public static int Read(ReadOnlySpan<byte> text, List<SegmentEvent> events)
    {
        var row = new QuickRow(text);
        var read = 0;
        while (row.TryRead(out var found))
        {
            if (row.At(row._at) == ']')
            {
                events.Add(found);
                return row._at;
            }

            if (row.At(row._at) != ',' || row.At(row._at + 1) != '[')
            {
                break;
            }

            events.Add(found);
            read = ++row._at;
        }

        return read;
    }

    private bool TryRead(out SegmentEvent row)
    {
        row = default;
        if (At(_at) != '[' || At(_at + 1) != '"')
        {
            return false;
        }

        _at += 2;
        row = new SegmentEvent
        {
            EventId = Text(),
            Day = (int?)Whole(UtcDay.Most),
            Positions = Count(),
            Notional = Amount(),
            ClvPositions = Count(),
            ClvNotional = Amount(),
            First = new FirstPosition
            {
                Buy = Whole(MaxCount),
                Price = RealOrNull(1),
                Average = RealOrNull(1),
                After1 = RealOrNull(1),
                After5 = RealOrNull(1),
                After30 = RealOrNull(1),
                After120 = RealOrNull(1),
                Close = RealOrNull(1),
                Fee = RealOrNull(100),
                Settled = Flag(),
            },
            PctSum = Real(),
            PctSumOfSquares = Amount(),
            PctNotionalSum = Real(),
            CentsSum = Real(),
            CentsSumOfSquares = Amount(),
            MoneySum = Real(),
            LogOddsPositions = Count(),
            LogOddsSum = Real(),
            LogOddsSumOfSquares = Amount(),
            BeatClose = Count(),
            Ties = Count(),
            Resolved = Count(),
            Wins = Count(),
            FeePositions = Count(),
            EntryFees = Amount(),
            NetPctSum = Real(),
            InPlayPositions = Count(),
            FirstTime = Whole(MaxCount),
            LastTime = Whole(MaxCount, ']'),
        };
        return !_isOther && SegmentEventRow.Holds(row);
    }

    private readonly byte At(int at) => (uint)at < (uint)_text.Length ? _text[at] : (byte)0;

    private string Text()
    {
        var length = _text[_at..].IndexOf((byte)'"');
        if (length < 0 || _text.Slice(_at, length).IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0 || _text.Slice(_at, length).Contains((byte)'\\'))
        {
            _isOther = true;
            return "";
        }

        var text = Name(_text.Slice(_at, length));
        _at += length + 1;
        End(',');
        return text;
    }

    /// <summary>A game stands in every dimension of a file, and in many users' files: its name is kept once.</summary>
    private static string Name(ReadOnlySpan<byte> ascii)
    {
        // Names differ at their ends.
        Span<byte> end = stackalloc byte[sizeof(ulong)];
        end.Clear();
        ascii[^Math.Min(ascii.Length, end.Length)..].CopyTo(end);
        var hash = (BinaryPrimitives.ReadUInt64LittleEndian(end) + (ulong)ascii.Length) * 0x9E3779B97F4A7C15;
        ref var known = ref (s_names ??= new string?[KnownNames])[hash / (ulong.MaxValue / KnownNames + 1)];
        return known is not null && Ascii.Equals(ascii, known) ? known : known = Encoding.ASCII.GetString(ascii);
    }

    private void End(char end)
    {
        _isOther |= At(_at) != end;
        _at++;
    }

    private bool Flag()
    {
        var value = Count();
        _isOther |= value > 1;
        return value == 1;
    }

    private long Count()
    {
        var value = Digits(out var count);
        _isOther |= count is 0 or > 13 || value > MaxCount;
        End(',');
        return value;
    }

    private long? Whole(long most, char end = ',')
    {
        if (Null(end))
        {
            return null;
        }

        var negative = Minus();
        var value = Digits(out var count);
        _isOther |= count is 0 or > 13 || value > most;
        End(end);
        return negative ? -value : value;
    }

    private double Amount()
    {
        var value = Real();
        _isOther |= value < 0;
        return value;
    }

    private double? RealOrNull(double most)
    {
        if (Null(','))
        {
            return null;
        }

        var value = Real();
        _isOther |= value < 0 || value > most;
        return value;
    }

    private double Real()
    {
        var text = _text; // of fields the loop would be half as fast
        var negative = Minus();
        var digits = Digits(out var count);
        _isOther |= count == 0;
        var power = 0;
        var at = _at;
        if ((uint)at < (uint)text.Length && text[at] == '.')
        {
            var from = ++at;
            for (uint digit; (uint)at < (uint)text.Length && (digit = (uint)(text[at] - '0')) <= 9 && count <= 15; at++, count++)
            {
                digits = (digits * 10) + digit;
            }

            power = from - at;
            _isOther |= power == 0;
            _at = at;
        }

        if ((At(at) | 0x20) == 'e')
        {
            power += Exponent();
        }

        End(',');
        _isOther |= !DoubleParser.TryScale(digits, count, power, out var value) || value > RowNumbers.MaxReal;
        return negative ? -value : value;
    }

    private int Exponent()
    {
        _at++;
        var negative = At(_at) == '-';
        _at += negative || At(_at) == '+' ? 1 : 0;
        int value = 0, from = _at;
        for (uint digit; (digit = (uint)(At(_at) - '0')) <= 9 && _at - from < 3; _at++)
        {
            value = (value * 10) + (int)digit;
        }

        _isOther |= _at == from;
        return negative ? -value : value;
    }

    /// <summary>A whole number without leading zeros; 16 digits at most are looked at.</summary>
    private long Digits(out int count)
    {
        var text = _text;
        long value = 0;
        int from = _at, at = from;
        for (uint digit; (uint)at < (uint)text.Length && (digit = (uint)(text[at] - '0')) <= 9 && at - from < 16; at++)
        {
            value = (value * 10) + digit;
        }

        count = at - from;
        _isOther |= count > 1 && text[from] == '0';
        _at = at;
        return value;
    }

    private bool Minus()
    {
        var negative = At(_at) == '-';
        _at += negative ? 1 : 0;
        return negative;
    }

    private bool Null(char end)
    {
        if (At(_at) != 'n')
        {
            return false;
        }

        _isOther |= _at + 4 > _text.Length || !_text.Slice(_at, 4).SequenceEqual("null"u8);
        _at += 4;
        End(end);
        return true;
    }
}
