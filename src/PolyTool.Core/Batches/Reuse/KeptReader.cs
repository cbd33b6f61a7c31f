using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Files;

namespace PolyTool.Core.Batches.Reuse;

/// <summary>
/// A file of kept run roots, opened: its index is checked and in memory, its items are read one by one and checked when they are. Safe
/// for many threads.
/// </summary>
internal sealed class KeptReader : IDisposable
{
    // Of the header, which is some hundred bytes, a stranger's claim.
    private const int LongestHeader = 64 * 1024;
    private const int LongestItem = 1 << 30;

    // Entries that are believed before they are read: an endless file of nothing has room for any number.
    private const int LargestClaim = 1 << 16;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<TextKey, KeptPlace> _index;

    private KeptReader(SafeFileHandle file, string path, Dictionary<TextKey, KeptPlace> index) => (_file, Path, _index) = (file, path, index);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>How many run roots it has.</summary>
    public int Count => _index.Count;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="evidence">Whether evidence is made.</param>
    /// <param name="difference">Why it cannot be used, in words, where it is sound and another aggregation's.</param>
    /// <returns>The file; null where it cannot be used.</returns>
    /// <exception cref="FormatException">It is damaged, or no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static KeptReader? Open(string path, bool evidence, out string? difference)
    {
        var file = ForeignFile.Open(path, share: FileShare.Read | FileShare.Delete) ?? throw new FormatException("it is empty");
        KeptReader? opened = null;
        try
        {
            var length = RandomAccess.GetLength(file);
            var header = Header(file, length);
            difference = KeptForm.DifferenceOf(header.AsMemory(ShardWriter.FrameSize), evidence);
            return opened = difference is null ? new(file, path, Index(file, length, header)) : null;
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new FormatException(error.Message, error);
        }
        finally
        {
            if (opened is null)
            {
                file.Dispose();
            }
        }
    }

    /// <summary>Where the item of a run root stands.</summary>
    public bool TryFind(TextKey key, out KeptPlace place) => _index.TryGetValue(key, out place);

    /// <summary>Reads an item.</summary>
    /// <param name="place">Where it stands.</param>
    /// <returns>Its bytes; null where they are not those that were written.</returns>
    public byte[]? Read(KeptPlace place)
    {
        try
        {
            var bytes = GC.AllocateUninitializedArray<byte>(place.Length);
            return ForeignFile.Fill(_file, bytes, place.Offset) == bytes.Length && KeptPlace.HashOf(bytes) == place.Hash ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether an error says that the bytes are not of this form.</summary>
    public static bool IsDamage(Exception error) => error is FormatException || ShardReader.IsDamage(error);

    public void Dispose() => _file.Dispose();

    private static byte[] Header(SafeFileHandle file, long length)
    {
        var frame = Bytes(file, 0, ShardWriter.FrameSize);
        var size = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(ShardWriter.Frame.Length));
        return frame.AsSpan().StartsWith(ShardWriter.Frame) && size is > 0 and <= LongestHeader && size < length
            ? Bytes(file, 0, ShardWriter.FrameSize + (int)size)
            : throw new FormatException("it is no such file");
    }

    private static Dictionary<TextKey, KeptPlace> Index(SafeFileHandle file, long length, byte[] header)
    {
        if (length < header.Length + KeptForm.EndSize)
        {
            throw new FormatException("it ends in the middle");
        }

        var end = length - KeptForm.EndSize;
        var (entries, start, hash) = KeptForm.ReadEnd(Bytes(file, end, KeptForm.EndSize));
        // A number is a claim until the file has room for it.
        if (entries < 0 || start < header.Length || start > end || entries > (end - start) / KeptPlace.EntrySize)
        {
            throw new FormatException("its index lies outside of it");
        }

        Dictionary<TextKey, KeptPlace> index = new(Math.Min(entries, LargestClaim));
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        all.AppendData(header);
        for (var at = start; at < end;)
        {
            var frame = Bytes(file, at, ShardWriter.FrameSize);
            var size = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(ShardWriter.Frame.Length));
            if (!frame.AsSpan().StartsWith(ShardWriter.Frame) || size is 0 or > (2 * KeptForm.BlockEntries * KeptPlace.EntrySize))
            {
                throw new FormatException("its index is damaged");
            }

            var item = Bytes(file, at + ShardWriter.FrameSize, (int)size);
            all.AppendData(frame);
            all.AppendData(item);
            at += frame.Length + item.Length;
            Add(index, new CborReader(item, CborConformanceMode.Lax).ReadByteString(), start);
        }

        return all.GetHashAndReset().AsSpan().SequenceEqual(hash) ? index : throw new FormatException("its hash is another");
    }

    private static void Add(Dictionary<TextKey, KeptPlace> index, ReadOnlySpan<byte> block, long items)
    {
        for (; block.Length >= KeptPlace.EntrySize; block = block[KeptPlace.EntrySize..])
        {
            var (key, place) = KeptPlace.ReadFrom(block);
            if (place.Offset < 0 || place.Length is < 0 or > LongestItem || place.Offset > items - place.Length)
            {
                throw new FormatException("its index is damaged");
            }

            // A run root that was given twice: the first counts.
            index.TryAdd(key, place);
        }
    }

    private static byte[] Bytes(SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        return ForeignFile.Fill(file, bytes, at) == count ? bytes : throw new FormatException("it ends in the middle");
    }
}
