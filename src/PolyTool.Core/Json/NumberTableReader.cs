using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PolyTool.Core.Json;

/// <summary>
/// Makes a <see cref="NumberTable"/> of an object's bytes, without tokens and without a tree. As <see cref="JsonSkimmer"/>, it
/// words no faults: whatever is out of the ordinary, sound or not, it leaves to the reader. One instance serves one thread at a time.
/// </summary>
internal sealed class NumberTableReader(JsonNames names)
{
    private const int Unsure = -1;

    private readonly List<string> _rows = [];
    private double[] _numbers = new double[256];

    // How the members of the first row start: from behind the value before to the value, and which column that is. Rows of one
    // table start their members alike, and bytes that were found sound once need only be compared.
    private readonly List<Start> _starts = [];

    /// <summary>How many bytes stand between an object's two brackets; negative where they are not surely objects of plain values alone.</summary>
    /// <param name="json">What follows the opening bracket. Whether it is UTF-8 is not looked at.</param>
    /// <param name="columns">What is wanted of each object.</param>
    /// <param name="table">The table; null where the answer is negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Inside(ReadOnlySpan<byte> json, NumberColumns columns, out NumberTable? table)
    {
        table = null;
        _rows.Clear();
        _starts.Clear();
        ulong seen = 0;
        ReadOnlySpan<byte> before = default;
        var at = JsonBytes.White(json, 0);
        while (true)
        {
            if (!TryName(json, ref at, out var name) || at >= json.Length || json[at] != (byte)'{' || (_rows.Count > 0 && before.SequenceCompareTo(name) >= 0))
            {
                return Unsure;
            }

            before = name;
            _rows.Add(names.Get(name));
            at = Row(json, at + 1, columns, ref seen);
            if ((uint)at >= (uint)json.Length)
            {
                return Unsure;
            }

            if (json[at] == (byte)'}')
            {
                table = new([.. _rows], _numbers[..(_rows.Count * columns.Names.Count)], seen);
                return at;
            }

            if (json[at] != (byte)',')
            {
                return Unsure;
            }

            at = JsonBytes.White(json, at + 1);
        }
    }

    // From behind a row's opening bracket to what follows its closing one and the white space there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Row(ReadOnlySpan<byte> json, int at, NumberColumns columns, ref ulong seen)
    {
        var row = NewRow(columns.Names.Count);
        for (var member = 0; ; member++)
        {
            if (!TryStart(json, ref at, member, columns, out var column))
            {
                return Unsure;
            }

            var end = JsonBytes.Scalar(json, at);
            if (end < 0)
            {
                return Unsure;
            }

            if (column >= 0)
            {
                // Of two members with one name the last stays.
                seen |= 1UL << column;
                row[column] = Number(json[at..end]);
            }

            at = JsonBytes.White(json, end);
            if (at < json.Length && json[at] == (byte)'}')
            {
                return JsonBytes.White(json, at + 1);
            }

            at = end;
        }
    }

    // From behind a bracket or a value to the next member's value.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryStart(ReadOnlySpan<byte> json, scoped ref int at, int member, NumberColumns columns, out int column)
    {
        if (member < _starts.Count)
        {
            var start = _starts[member];
            if (json[at..].StartsWith(json.Slice(start.At, start.Length)) && at + start.Length < json.Length)
            {
                at += start.Length;
                column = start.Column;
                return true;
            }
        }

        column = 0;
        var from = at;
        at = JsonBytes.White(json, at);
        if (member > 0)
        {
            if (at >= json.Length || json[at] != (byte)',')
            {
                return false;
            }

            at = JsonBytes.White(json, at + 1);
        }

        if (!TryName(json, ref at, out var name) || at >= json.Length)
        {
            return false;
        }

        column = columns.Of(name);
        if (member == _starts.Count)
        {
            _starts.Add(new(from, at - from, column));
        }

        return true;
    }

    private Span<double> NewRow(int columns)
    {
        var start = (_rows.Count - 1) * columns;
        if (start + columns > _numbers.Length)
        {
            Array.Resize(ref _numbers, Math.Max(start + columns, _numbers.Length * 2));
        }

        var row = _numbers.AsSpan(start, columns);
        row.Fill(double.NaN);
        return row;
    }

    // A member's name without escapes, and its colon; where its value starts.
    private static bool TryName(ReadOnlySpan<byte> json, scoped ref int at, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (at >= json.Length || json[at] != (byte)'"')
        {
            return false;
        }

        var start = at + 1;
        var behind = JsonBytes.Text(json, start, out var isEscaped);
        if (behind < 0 || isEscaped)
        {
            return false;
        }

        name = json[start..(behind - 1)];
        at = JsonBytes.Colon(json, behind);
        return at >= 0;
    }

    // As the tree has it: an integer knows no minus zero, and what is beyond the range of a double is no number.
    private static double Number(ReadOnlySpan<byte> scalar)
    {
        if (scalar[0] is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9')))
        {
            return double.NaN;
        }

        var number = scalar.SequenceEqual("-0"u8) ? 0 : DoubleParser.Parse(scalar);
        return double.IsFinite(number) ? number : double.NaN;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Start(int At, int Length, int Column);
}
