using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Text;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>
/// What a scan read: sorted by name, each once. A busy user has a hundred thousand answers, so names are kept as UTF-8 and hashes
/// as numbers. Not safe for several threads at once.
/// </summary>
internal sealed class RunInputs : IReadOnlyCollection<RunInput>
{
    private readonly List<Entry> _entries = [];
    private bool _sorted = true;

    public int Count
    {
        get
        {
            Sort();
            return _entries.Count;
        }
    }

    /// <summary>Adds an input; one of the same name that is there already, with the same hash, stays one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sha256">Hex of the hash.</param>
    /// <param name="bytes">Its length.</param>
    public void Add(string name, string sha256, long bytes)
    {
        ReadOnlySpan<byte> hash = Convert.FromHexString(sha256);
        _entries.Add(new(Encoding.UTF8.GetBytes(name), BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]), bytes));
        _sorted = false;
    }

    public IEnumerator<RunInput> GetEnumerator()
    {
        Sort();
        return _entries.Select(static e => e.ToInput()).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Sort()
    {
        if (_sorted)
        {
            return;
        }

        _entries.Sort(Compare);
        var kept = 0;
        for (var i = 0; i < _entries.Count; i++)
        {
            if (kept == 0 || !_entries[kept - 1].Name.AsSpan().SequenceEqual(_entries[i].Name))
            {
                _entries[kept++] = _entries[i];
            }
        }

        _entries.RemoveRange(kept, _entries.Count - kept);
        _sorted = true;
    }

    // By name, and of one name by hash, so that which one stays does not hang on who was first.
    private static int Compare(Entry a, Entry b) => a.Name.AsSpan().SequenceCompareTo(b.Name) is not 0 and var order ? order
        : a.High != b.High ? a.High.CompareTo(b.High)
        : a.Low.CompareTo(b.Low);

    private readonly record struct Entry(byte[] Name, UInt128 High, UInt128 Low, long Bytes)
    {
        public RunInput ToInput() =>
            new(Encoding.UTF8.GetString(Name), High.ToString("x32", CultureInfo.InvariantCulture) + Low.ToString("x32", CultureInfo.InvariantCulture), Bytes);
    }
}
