using System.Text;

namespace PolyTool.Core.Json;

/// <summary>Names of members whose numbers are wanted, found by their UTF-8 bytes without making strings.</summary>
internal sealed class NumberColumns
{
    /// <summary>As many columns as there are bits to note which ones were seen.</summary>
    public const int Most = 64;

    private const int Slots = 256;
    private const int None = -1;

    private readonly byte[][] _names;

    // The column of a hash, or the first of those that share one: they follow in the next slots.
    private readonly int[] _slots = new int[Slots];

    /// <summary>Columns of these names, in this order.</summary>
    /// <param name="names">At most <see cref="Most"/> different names.</param>
    public NumberColumns(params IReadOnlyList<string> names)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(names.Count, Most, nameof(names));
        Names = names;
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _slots.AsSpan().Fill(None);
        for (var i = 0; i < _names.Length; i++)
        {
            _slots[FreeSlot(_names[i])] = i;
        }
    }

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Which column a name without escapes is; negative where it is none.</summary>
    public int Of(ReadOnlySpan<byte> name)
    {
        for (var slot = JsonNames.Hash(name) % Slots; ; slot = (slot + 1) % Slots)
        {
            var column = _slots[slot];
            if (column == None || name.SequenceEqual(_names[column]))
            {
                return column;
            }
        }
    }

    private uint FreeSlot(ReadOnlySpan<byte> name)
    {
        var slot = JsonNames.Hash(name) % Slots;
        while (_slots[slot] != None)
        {
            slot = (slot + 1) % Slots;
        }

        return slot;
    }
}
