using System.Formats.Cbor;
using System.Security.Cryptography;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Files;

namespace PolyTool.Core.Batches.Reuse;

/// <summary>
/// Writes a file of kept run roots: what is new as it comes, then what is taken over from the old file, then the index. Where nothing
/// is new and nobody went, the old file stays as it is.
/// </summary>
/// <param name="evidence">Whether the batch makes evidence.</param>
/// <param name="create">Starts the file, among the batch's others.</param>
internal sealed class KeptWriter(bool evidence, Func<Stream> create)
{
    private readonly List<(TextKey Key, KeptPlace Place)> _written = [];
    private readonly List<KeptEntry> _carried = [];
    private byte[] _header = [];
    private Stream? _stream;
    private long _position;

    /// <summary>Adds a run root.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(KeptEntry entry)
    {
        if (entry.Item is null)
        {
            _carried.Add(entry);
        }
        else
        {
            Write(entry.Key, entry.Item, KeptPlace.HashOf(entry.Item));
        }
    }

    /// <summary>Writes the rest.</summary>
    /// <param name="old">The file that run roots were taken from; null where there is none.</param>
    /// <param name="staysAt">The full path of the batch's file: where the old one is it and nothing changed, it stays.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Finish(KeptReader? old, string staysAt)
    {
        if (_stream is null && old is not null && _carried.Count == old.Count && string.Equals(old.Path, staysAt, StringComparison.Ordinal))
        {
            return;
        }

        foreach (var entry in _carried)
        {
            // What broke off meanwhile is read again next time.
            if (old?.Read(entry.Place) is { } item)
            {
                Write(entry.Key, item, entry.Place.Hash);
            }
        }

        var stream = Stream();
        var start = _position;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_header);
        foreach (var entries in _written.Chunk(KeptForm.BlockEntries))
        {
            var block = Block(entries);
            hash.AppendData(block);
            stream.Write(block);
        }

        stream.Write(KeptForm.EndOf(_written.Count, start, hash.GetHashAndReset()));
    }

    private static byte[] Block((TextKey Key, KeptPlace Place)[] entries)
    {
        var bytes = new byte[entries.Length * KeptPlace.EntrySize];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i].Place.WriteTo(bytes.AsSpan(i * KeptPlace.EntrySize), entries[i].Key);
        }

        CborWriter writer = new(CborConformanceMode.Lax, initialCapacity: bytes.Length + 16);
        writer.WriteByteString(bytes);
        return KeptForm.Framed(writer.Encode());
    }

    private void Write(TextKey key, byte[] item, UInt128 hash)
    {
        var stream = Stream();
        Span<byte> frame = stackalloc byte[ShardWriter.FrameSize];
        KeptForm.Frame(frame, item.Length);
        stream.Write(frame);
        stream.Write(item);
        _written.Add((key, new(_position + frame.Length, item.Length, hash)));
        _position += frame.Length + item.Length;
    }

    private Stream Stream()
    {
        if (_stream is null)
        {
            _stream = create();
            _header = KeptForm.Header(evidence);
            _stream.Write(_header);
            _position = _header.Length;
        }

        return _stream;
    }
}
