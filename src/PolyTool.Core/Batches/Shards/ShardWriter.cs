using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches.Shards;

/// <summary>
/// Writes a shard file: a CBOR sequence (RFC 8742) of byte strings that each hold one item (tag 24 of RFC 8949): the header, a user at
/// a time in the list's order, and at the end how many they are and the SHA-256 of all before.
/// </summary>
internal sealed class ShardWriter : IDisposable
{
    /// <summary>The word that the last item begins with.</summary>
    public const string End = "end";

    /// <summary>Tag 24 and a byte string with its length in four bytes stand before each item.</summary>
    public const int FrameSize = 7;

    private readonly Stream _stream;
    private readonly CborWriter _item = new(CborConformanceMode.Lax, initialCapacity: 16 * 1024);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _bytes = new byte[16 * 1024];
    private int _users;

    /// <summary>Starts a file with its header.</summary>
    /// <param name="stream">Where it goes; it is not closed.</param>
    /// <param name="header">Which part it is.</param>
    public ShardWriter(Stream stream, ShardHeader header)
    {
        _stream = stream;
        header.Write(_item);
        Next();
    }

    /// <summary>The bytes before every item: its length follows.</summary>
    public static ReadOnlySpan<byte> Frame => [0xD8, 0x18, 0x5A];

    /// <summary>Starts the file among the batch's others.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static ShardWriter Open(LeaderboardArtifacts artifacts, JournalHeader journal, ScanRequest request) =>
        new(artifacts.CreateExtra(LeaderboardFileNames.Shard), ShardHeader.Of(journal, request));

    /// <summary>Adds a user.</summary>
    public bool Add(WorkResult result, int position)
    {
        UserItem.Write(_item, result, position);
        _users++;
        return Next();
    }

    /// <summary>Writes the end; the file appears with the batch's others.</summary>
    public void Finish()
    {
        _item.WriteStartArray(3);
        _item.WriteTextString(End);
        _item.WriteInt32(_users);
        _item.WriteByteString(_hash.GetCurrentHash());
        _item.WriteEndArray();
        Next();
    }

    public void Dispose() => _hash.Dispose();

    private bool Next()
    {
        var length = _item.BytesWritten;
        if (_bytes.Length < FrameSize + length)
        {
            _bytes = new byte[2 * (FrameSize + length)];
        }

        Frame.CopyTo(_bytes);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(Frame.Length), length);
        _item.Encode(_bytes.AsSpan(FrameSize));
        _item.Reset();
        var bytes = _bytes.AsSpan(0, FrameSize + length);
        _hash.AppendData(bytes);
        _stream.Write(bytes);
        return true;
    }
}
