using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Events;

namespace PolyTool.Core.Evidence.Users;

/// <summary>
/// One event of one user in a segment: the prices of the first position. Four million of these are kept, so prices are
/// whole billionths, fees millionths of a cent and times unsigned seconds: 48 bytes in all. NaN stands for a value that the
/// event does not have; it never leaves this folder's callers in Analysis.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventPoint
{
    /// <summary>The day of an event whose day is not known.</summary>
    public const int NoDay = int.MinValue;

    /// <summary>A price, fee or time that is not known.</summary>
    private const uint None = uint.MaxValue;

    private readonly uint _average, _close, _after5, _price, _fee, _buy, _time;

    /// <summary>The bytes of one in a file.</summary>
    public const int Size = 48;

    private EventPoint(in SegmentEvent row)
    {
        Id = Hash(row.EventId);
        Notional = row.Notional;
        Day = row.Day ?? NoDay;
        _average = Price(row.First.Average);
        _close = Price(row.First.Close);
        _after5 = Price(row.First.After5);
        _price = Price(row.First.Price);
        _fee = row.First.Fee is { } fee ? (uint)Math.Round(1e6 * fee) : None;
        _buy = Seconds(row.First.Buy);
        _time = Seconds(row.LastTime);
    }

    private EventPoint(ReadOnlySpan<byte> bytes)
    {
        Id = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Notional = BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..]);
        Day = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        _average = BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]);
        _close = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]);
        _after5 = BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]);
        _price = BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]);
        _fee = BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]);
        _buy = BinaryPrimitives.ReadUInt32LittleEndian(bytes[40..]);
        _time = BinaryPrimitives.ReadUInt32LittleEndian(bytes[44..]);
    }

    /// <summary>Names the event across users in eight bytes.</summary>
    public ulong Id { get; }

    /// <summary>Notional of all positions in it, USD.</summary>
    public double Notional { get; private init; }

    /// <summary>UTC day of the anchor, or of the first buy.</summary>
    public int Day { get; }

    /// <summary>Close less average entry, cents.</summary>
    public double Total => Cents(_average);

    /// <summary>Close less the price five minutes after the first buy, cents.</summary>
    public double FollowThrough => Cents(_after5);

    /// <summary>The price five minutes after the first buy less that buy's own, cents: above zero the user bought cheaper.</summary>
    public double Execution => _after5 == None || _price == None ? double.NaN : ((long)_after5 - _price) / 1e7;

    /// <summary>Close less average entry, as a share of the entry.</summary>
    public double Percent => _close == None ? double.NaN : ((double)_close - _average) / _average;

    /// <summary>Change of log-odds from average entry to close; none where one of them is 0 or 1.</summary>
    public double LogOdds
    {
        get
        {
            if (_close is 0 or >= Whole || _average is 0 or >= Whole)
            {
                return double.NaN;
            }

            // Math.Log may differ in its last bit between platforms; nine decimals are the same on all of them.
            double close = _close / 1e9, average = _average / 1e9;
            return Math.Round(Math.Log(close / (1 - close)) - Math.Log(average / (1 - average)), 9);
        }
    }

    /// <summary>Average entry, in (0, 1].</summary>
    public double Average => _average == None ? double.NaN : _average / 1e9;

    /// <summary>The line, or the markout's value.</summary>
    public double Close => _close == None ? double.NaN : _close / 1e9;

    /// <summary>The event has a line.</summary>
    public bool HasLine => _close != None;

    /// <summary>Unix seconds; null where the time is not known.</summary>
    public long? Time => _time == None ? null : _time;

    public static EventPoint Of(in SegmentEvent row) => new(row);

    /// <summary>Of several wallets' positions in one event the first with a line, with the notional of all.</summary>
    public static EventPoint First(IReadOnlyList<EventPoint> points)
    {
        var first = points[0];
        double notional = 0;
        foreach (var point in points)
        {
            notional += point.Notional;
            first = (!first.HasLine && point.HasLine) || (first.HasLine == point.HasLine && point._buy < first._buy) ? point : first;
        }

        return first with { Notional = notional };
    }

    /// <summary>The tested value; NaN where the event does not have it.</summary>
    public double Value(TestMeasure measure) => measure == TestMeasure.FollowThrough ? FollowThrough : Total;

    /// <summary>Follow-through less the taker fee and a spread, cents; NaN where the fee is not known.</summary>
    public double Net(double spread) => _fee == None ? double.NaN : FollowThrough - (_fee / 1e6) - spread;

    /// <summary>The price that the tested value starts from; NaN where the event does not have it.</summary>
    public double Start(TestMeasure measure) => measure == TestMeasure.Total ? Average : _after5 == None ? double.NaN : _after5 / 1e9;

    /// <summary>FNV-1a of 64 bits.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    /// <summary>Everything that statistics see of it, in eight bytes.</summary>
    public ulong Fingerprint() =>
        Id ^ BitConverter.DoubleToUInt64Bits(Notional) ^ (((ulong)_close << 32) | _average) ^ (((ulong)_after5 << 29) + _price);

    /// <summary>Writes it as <see cref="Size"/> bytes, little end first.</summary>
    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Id);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[8..], Notional);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Day);
        ReadOnlySpan<uint> rest = [_average, _close, _after5, _price, _fee, _buy, _time];
        for (var i = 0; i < rest.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(20 + (i * sizeof(uint)))..], rest[i]);
        }
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="FormatException">It is nothing that was written: a price is above 1, a line has no entry, or the notional is no amount.</exception>
    public static EventPoint ReadFrom(ReadOnlySpan<byte> bytes)
    {
        EventPoint point = new(bytes);
        return IsPrice(point._average) && IsPrice(point._close) && IsPrice(point._after5) && IsPrice(point._price)
            && (!point.HasLine || (point._average != None && point._average > 0)) && double.IsFinite(point.Notional) && point.Notional >= 0
            ? point
            : throw new FormatException("an event is out of range");

        static bool IsPrice(uint price) => price is <= Whole or None;
    }

    private const uint Whole = 1_000_000_000;

    private double Cents(uint start) => _close == None || start == None ? double.NaN : ((long)_close - start) / 1e7;

    private static uint Price(double? price) => price is { } value ? (uint)Math.Round(1e9 * value) : None;

    private static uint Seconds(long? time) => time is >= 0 and < None ? (uint)time.Value : None;
}
