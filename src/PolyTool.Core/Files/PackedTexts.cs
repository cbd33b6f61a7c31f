using System.Buffers.Binary;
using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace PolyTool.Core.Files;

/// <summary>
/// A growing list of texts that keeps each in few bytes: a wallet in 54, where a string and its place in a list take 120.
/// What is taken out is a new string. One thread adds; many may read what was added before they began.
/// </summary>
internal sealed class PackedTexts : IReadOnlyList<string>
{
    // Small enough to stay out of the heap for large objects.
    private const int BlockSize = 64 * 1024;
    private const int HeadSize = sizeof(int);

    // Blocks, not one array that doubles: what doubles leaves its halves behind.
    private const int PlacesABlock = 8 * 1024;

    private readonly List<byte[]> _blocks = [];
    private readonly List<Place[]> _places = [];
    private int _used = BlockSize;

    public int Count { get; private set; }

    public string this[int index]
    {
        get
        {
            var bytes = Bytes(index, out var isAscii);
            return isAscii ? Encoding.Latin1.GetString(bytes) : new string(MemoryMarshal.Cast<byte, char>(bytes));
        }
    }

    /// <summary>What a text is kept as; the same text is always kept as the same bytes.</summary>
    /// <param name="index">The text's place, from 0.</param>
    /// <param name="isAscii">Whether a byte stands for a character; else two do.</param>
    public ReadOnlySpan<byte> Bytes(int index, out bool isAscii)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        var place = _places[index / PlacesABlock][index % PlacesABlock];
        ReadOnlySpan<byte> at = _blocks[place.Block].AsSpan(place.Start);
        var head = BinaryPrimitives.ReadInt32LittleEndian(at);
        isAscii = head >= 0;
        return at.Slice(HeadSize, isAscii ? head : -head * sizeof(char));
    }

    /// <summary>Adds a text: ASCII with a byte a character, any other as it is, halves of characters included.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var isAscii = Ascii.IsValid(text);
        var length = isAscii ? text.Length : text.Length * sizeof(char);
        var at = Reserve(HeadSize + length);
        BinaryPrimitives.WriteInt32LittleEndian(at, isAscii ? text.Length : -text.Length);
        at = at[HeadSize..];
        if (isAscii)
        {
            Encoding.ASCII.GetBytes(text, at);
        }
        else
        {
            MemoryMarshal.AsBytes(text).CopyTo(at);
        }
    }

    /// <summary>Takes the last text out again.</summary>
    public void RemoveLast()
    {
        Count--;
        _used = _places[Count / PlacesABlock][Count % PlacesABlock].Start;
    }

    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Span<byte> Reserve(int size)
    {
        if (_used + size > BlockSize)
        {
            _blocks.Add(new byte[Math.Max(BlockSize, size)]);
            _used = 0;
        }

        if (Count == _places.Count * PlacesABlock)
        {
            _places.Add(new Place[PlacesABlock]);
        }

        _places[^1][Count % PlacesABlock] = new(_blocks.Count - 1, _used);
        Count++;
        var free = _blocks[^1].AsSpan(_used, size);
        _used += size;
        return free;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Block, int Start);
}
