namespace PolyTool.Core.Json;

/// <summary>
/// Makes a <see cref="NumberTable"/> of an object's bytes, without tokens and without a tree. As <see cref="JsonSkimmer"/> it
/// words no faults: whatever is out of the ordinary, sound or not, it leaves to the reader. One instance serves one thread at a time.
/// </summary>
internal sealed class NumberTableReader(JsonNames names)
{
    private const int Unsure = -1;

    private readonly List<string> _rows = [];
    private double[] _numbers = new double[256];

    /// <summary>How many bytes stand between an object's two brackets; negative where they are not surely objects of plain values alone.</summary>
    /// <param name="json">What follows the opening bracket. Whether it is UTF-8 is not looked at.</param>
    /// <param name="columns">What is wanted of each object.</param>
    /// <param name="table">The table; null where the answer is negative.</param>
    public int Inside(ReadOnlySpan<byte> json, NumberColumns columns, out NumberTable? table)
    {
        table = null;
        _rows.Clear();
        ulong seen = 0;
        ReadOnlySpan<byte> before = default;
        var at = JsonSkimmer.White(json, 0);
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

            at = JsonSkimmer.White(json, at + 1);
        }
    }

    // From behind a row's opening bracket to what follows its closing one and the white space there.
    private int Row(ReadOnlySpan<byte> json, int at, NumberColumns columns, ref ulong seen)
    {
        var row = NewRow(columns.Names.Count);
        at = JsonSkimmer.White(json, at);
        while (TryName(json, ref at, out var name) && at < json.Length)
        {
            var end = JsonSkimmer.Scalar(json, at);
            if (end < 0)
            {
                return Unsure;
            }

            var column = columns.Of(name);
            if (column >= 0)
            {
                // Of two members with one name the last stays.
                seen |= 1UL << column;
                row[column] = Number(json[at..end]);
            }

            at = JsonSkimmer.White(json, end);
            if ((uint)at >= (uint)json.Length || json[at] != (byte)',')
            {
                return at < json.Length && json[at] == (byte)'}' ? JsonSkimmer.White(json, at + 1) : Unsure;
            }

            at = JsonSkimmer.White(json, at + 1);
        }

        return Unsure;
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
        var end = JsonSkimmer.Plain(json, start);
        if (end >= json.Length || json[end] != (byte)'"' || end - start > JsonLimits.StringBytes)
        {
            return false;
        }

        name = json[start..end];
        at = JsonSkimmer.White(json, end + 1);
        if (at >= json.Length || json[at] != (byte)':')
        {
            return false;
        }

        at = JsonSkimmer.White(json, at + 1);
        return true;
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
}
