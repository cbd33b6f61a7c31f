namespace PolyTool.Core.Json;

/// <summary>
/// Numbers out of an object of objects, packed: a row for each member that is an object, in the order of code points, and a
/// column for each wanted name. A million small values would be as many objects.
/// </summary>
internal sealed class NumberTable
{
    private readonly string[] _rows;
    private readonly double[] _numbers;
    private readonly int _columns;
    private readonly ulong _seen;

    /// <summary>A table of numbers that stand row by row.</summary>
    /// <param name="rows">The rows' names in the order of code points, each once.</param>
    /// <param name="numbers">NaN where there is no finite number.</param>
    /// <param name="seen">A bit for each column that any row has, with whatever value.</param>
    public NumberTable(string[] rows, double[] numbers, ulong seen)
    {
        (_rows, _numbers, _seen) = (rows, numbers, seen);
        _columns = rows.Length == 0 ? 0 : numbers.Length / rows.Length;
    }

    /// <summary>The rows' names.</summary>
    public IReadOnlyList<string> Rows => _rows;

    /// <summary>A row's numbers by column; NaN where it has none that is finite.</summary>
    public ReadOnlySpan<double> this[int row] => _numbers.AsSpan(row * _columns, _columns);

    /// <summary>Whether any row has a member of that column, whatever its value.</summary>
    public bool HasColumn(int column) => (_seen & (1UL << column)) != 0;

    /// <summary>The table of an object that was read whole.</summary>
    /// <param name="members">The object's members by code point, each once.</param>
    /// <param name="columns">What is wanted of each.</param>
    public static NumberTable Of(IReadOnlyList<KeyValuePair<string, JsonValue>> members, NumberColumns columns)
    {
        List<string> rows = [];
        List<double> numbers = [];
        ulong seen = 0;
        foreach (var (name, value) in members)
        {
            if (value.Kind != JsonKind.Object)
            {
                continue;
            }

            rows.Add(name);
            for (var column = 0; column < columns.Names.Count; column++)
            {
                var cell = value[columns.Names[column]];
                seen |= cell is null ? 0 : 1UL << column;
                numbers.Add(cell?.AsNumber ?? double.NaN);
            }
        }

        return new([.. rows], [.. numbers], seen);
    }
}
