using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches.Shards;

/// <summary>
/// The shard file of a finished part, read from front to back in blocks. Between two blocks it is closed, so any number of them can be
/// read side by side; the hash at its end tells when another file came into its place meanwhile.
/// </summary>
internal sealed class ShardReader
{
    private const int FirstBlock = 64 * 1024;
    private const int LongestItem = 1 << 30;

    private ShardReader(string batchRoot, string typed, ShardHeader header) => (BatchRoot, Typed, Header) = (batchRoot, typed, header);

    /// <summary>Full path of the part's batch root.</summary>
    public string BatchRoot { get; }

    /// <summary>The same as the user gave it.</summary>
    public string Typed { get; }

    public ShardHeader Header { get; }

    /// <summary>Opens the shard file of a batch root.</summary>
    /// <exception cref="Failure"><c>ShardDamaged</c> or <c>ShardUnreadable</c>.</exception>
    public static ShardReader Open(GivenPath batchRoot)
    {
        using var items = Items(batchRoot.Full, FirstBlock).GetEnumerator();
        try
        {
            return items.MoveNext()
                ? new(batchRoot.Full, batchRoot.Typed, ShardHeader.Read(new(items.Current.Bytes, CborConformanceMode.Lax)))
                : throw Damaged(batchRoot.Full, "it is empty");
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw Damaged(batchRoot.Full, error.Message);
        }
    }

    /// <summary>The users, each with its position in the whole list, which ascends. After the last one the file's end has been checked.</summary>
    /// <param name="blockSize">Bytes that are read at a time.</param>
    /// <exception cref="Failure"><c>ShardDamaged</c> or <c>ShardUnreadable</c>.</exception>
    public IEnumerable<ShardUser> Users(int blockSize)
    {
        var users = 0;
        var last = 0;
        var isFirst = true;
        var ended = false;
        foreach (var (bytes, hash) in Items(BatchRoot, blockSize))
        {
            if (isFirst)
            {
                isFirst = false;
                continue;
            }

            if (ended)
            {
                throw Damaged(BatchRoot, "something follows its end");
            }

            if (Start(bytes) is not { } user)
            {
                ended = IsEnd(bytes, users, hash) ? true : throw Damaged(BatchRoot, "its hash is another");
                continue;
            }

            users++;
            last = user.Position > last && user.Position <= Header.Part.ListLength ? user.Position : throw Damaged(BatchRoot, $"user '{user.User}' stands at a wrong place");
            yield return user;
        }

        if (!ended)
        {
            throw Damaged(BatchRoot, "its end is missing");
        }
    }

    /// <summary>What came of a user.</summary>
    /// <exception cref="Failure"><c>ShardDamaged</c>.</exception>
    public WorkResult Read(ShardUser user)
    {
        try
        {
            return UserItem.Read(user.Bytes);
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw Damaged(BatchRoot, error.Message);
        }
    }

    private ShardUser? Start(byte[] bytes)
    {
        try
        {
            CborReader reader = new(bytes, CborConformanceMode.Lax);
            reader.ReadStartArray();
            return reader.PeekState() == CborReaderState.TextString ? null : new(reader.ReadInt32(), reader.ReadText(), bytes);
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw Damaged(BatchRoot, error.Message);
        }
    }

    private bool IsEnd(byte[] bytes, int users, byte[] hash)
    {
        try
        {
            CborReader reader = new(bytes, CborConformanceMode.Lax);
            reader.ReadStartArray();
            return reader.ReadTextString() == ShardWriter.End && reader.ReadInt32() == users && reader.ReadByteString().AsSpan().SequenceEqual(hash);
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw Damaged(BatchRoot, error.Message);
        }
    }

    /// <summary>The items, each a copy, with the hash of all before it where it is the last one.</summary>
    private static IEnumerable<(byte[] Bytes, byte[] HashBefore)> Items(string batchRoot, int blockSize)
    {
        var path = Path.Combine(batchRoot, LeaderboardFileNames.Shard);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[blockSize];
        long position = 0;
        var (start, held) = (0, 0);
        while (true)
        {
            var item = ItemLength(batchRoot, buffer.AsSpan(start, held));
            if (item is not { } length || held < length)
            {
                buffer.AsSpan(start, held).CopyTo(buffer);
                start = 0;
                var read = Fill(batchRoot, path, ref buffer, held, item ?? 0, position);
                if (read == 0)
                {
                    if (held > 0)
                    {
                        throw Damaged(batchRoot, "it ends in the middle");
                    }

                    yield break;
                }

                position += read;
                held += read;
                continue;
            }

            var bytes = buffer.AsSpan(start + ShardWriter.FrameSize, length - ShardWriter.FrameSize).ToArray();
            yield return (bytes, bytes is [0x83, 0x63, ..] ? hash.GetCurrentHash() : []);
            hash.AppendData(buffer, start, length);
            start += length;
            held -= length;
        }
    }

    // With its frame; null where the frame is not whole yet.
    private static int? ItemLength(string batchRoot, ReadOnlySpan<byte> at)
    {
        if (at.Length < ShardWriter.FrameSize)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(at[ShardWriter.Frame.Length..]);
        return at.StartsWith(ShardWriter.Frame) && length is > 0 and <= LongestItem ? (int)length + ShardWriter.FrameSize : throw Damaged(batchRoot, "it is no such file");
    }

    private static int Fill(string batchRoot, string path, ref byte[] buffer, int held, int wanted, long position)
    {
        try
        {
            using var file = ForeignFile.Open(path);
            if (file is null)
            {
                return 0;
            }

            if (wanted > buffer.Length)
            {
                // A length is a claim until the file is as long.
                Array.Resize(ref buffer, position - held + wanted <= RandomAccess.GetLength(file) ? wanted : throw Damaged(batchRoot, "it ends in the middle"));
            }

            return RandomAccess.Read(file, buffer.AsSpan(held), position);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Failure("ShardUnreadable", $"The shard file '{path}' cannot be read: {error.Message}", batchRoot, cause: error);
        }
    }

    /// <summary>Whether an error says that bytes are not of this form.</summary>
    public static bool IsDamage(Exception error) =>
        error is CborContentException or JsonException or JsonTextException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException;

    private static Failure Damaged(string batchRoot, string reason) => new(
        "ShardDamaged",
        $"The {LeaderboardFileNames.Shard} in '{batchRoot}' is damaged or was changed while it was read ({reason}). Run that shard again with -Resume, which writes it anew.",
        batchRoot);
}

/// <summary>A user of a shard file whose start was read.</summary>
/// <param name="Position">Its place in the whole list, from 1.</param>
/// <param name="User">Its name.</param>
/// <param name="Bytes">The whole item.</param>
internal sealed record ShardUser(int Position, string User, byte[] Bytes);
