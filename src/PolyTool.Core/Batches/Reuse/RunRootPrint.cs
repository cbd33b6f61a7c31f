using System.Formats.Cbor;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Files;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Batches.Reuse;

/// <summary>The fingerprint of a run root: of each file that is read of it, in <see cref="Names"/>' order, how it looked before it was read, and what was read.</summary>
/// <param name="Stamps">How they looked.</param>
/// <param name="Hashes">The SHA-256 of each that was read; null for one that was not, or where none are hashed.</param>
/// <param name="IsHashed">Whether all that was read was hashed.</param>
/// <param name="IsSettled">Whether whatever changes one of them after it was read gives it another time.</param>
internal sealed record RunRootPrint(FileStamp[] Stamps, byte[]?[] Hashes, bool IsHashed, bool IsSettled)
{
    /// <summary>The place of the file of statistics in <see cref="Names"/>, where there is evidence.</summary>
    public const int Statistics = 3;

    // What larger files hold is not worth keeping the check simple for.
    private const long LargestFile = 256L << 20;

    private static readonly string[] s_files = RunRootFileNames.InOrder;
    private static readonly string[] s_filesOfEvidence = [.. s_files, SegmentStatistics.FileName];

    /// <summary>The files that are read of a run root.</summary>
    public static string[] Names(bool evidence) => evidence ? s_filesOfEvidence : s_files;

    /// <summary>Looks at the files of a run root, before anything of it is read.</summary>
    /// <returns>Their stamps; null where one is nothing that could be told apart later.</returns>
    public static FileStamp[]? Look(string runRoot, bool evidence)
    {
        var names = Names(evidence);
        var stamps = new FileStamp[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (FileStamp.Of(Path.Combine(runRoot, names[i])) is not { Length: <= LargestFile } stamp)
            {
                return null;
            }

            stamps[i] = stamp;
        }

        return stamps;
    }

    /// <summary>The fingerprint of a run root that was read; null where it cannot be said what the result came of.</summary>
    /// <param name="stamps">How its files looked before.</param>
    /// <param name="witness">What reading them saw.</param>
    /// <param name="succeeded">Whether it was read to its end: else files behind the defect were not opened, and nothing hangs on them.</param>
    /// <param name="hashed">Whether the witness hashed.</param>
    /// <param name="since">When the reading began, or earlier.</param>
    public static RunRootPrint? Of(FileStamp[] stamps, RunRootWitness witness, bool succeeded, bool hashed, DateTimeOffset since)
    {
        if (witness.HasTrouble)
        {
            return null;
        }

        var names = Names(stamps.Length > Statistics);
        var hashes = new byte[]?[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var (read, missed) = (witness.HasRead(names[i]), witness.HasMissed(names[i]));
            if (stamps[i].IsMissing ? read : missed || (succeeded && !read))
            {
                // It came or went meanwhile.
                return null;
            }

            hashes[i] = witness.HashOf(names[i]);
        }

        return new(stamps, hashes, hashed, AreSettled(stamps, since));
    }

    /// <summary>Whether whatever changes one of these files from now on gives it another time.</summary>
    public static bool AreSettled(FileStamp[] stamps, DateTimeOffset since) => Array.TrueForAll(stamps, stamp => stamp.IsSettledBefore(since));

    /// <summary>Whether files that look so have the bytes that were read, as far as length and time can tell.</summary>
    public bool LooksLike(FileStamp[] stamps) => IsSettled && Stamps.AsSpan().SequenceEqual(stamps);

    public void Write(CborWriter writer)
    {
        writer.WriteStartArray(2 + Stamps.Length);
        writer.WriteBoolean(IsHashed);
        writer.WriteBoolean(IsSettled);
        for (var i = 0; i < Stamps.Length; i++)
        {
            if (Stamps[i].IsMissing)
            {
                writer.WriteNull();
                continue;
            }

            writer.WriteStartArray(4);
            writer.WriteInt64(Stamps[i].Length);
            writer.WriteInt64(Stamps[i].Ticks);
            writer.WriteInt32(Stamps[i].Mode);
            writer.WriteBytes(Hashes[i]);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="Exception">What the CBOR library throws; <see cref="FormatException"/> where it is of other files.</exception>
    public static RunRootPrint Read(CborReader reader, bool evidence)
    {
        var count = Names(evidence).Length;
        if (reader.ReadStartArray() != count + 2)
        {
            throw new FormatException("a fingerprint has other files");
        }

        var (isHashed, isSettled) = (reader.ReadBoolean(), reader.ReadBoolean());
        var stamps = new FileStamp[count];
        var hashes = new byte[]?[count];
        for (var i = 0; i < count; i++)
        {
            if (reader.PeekState() == CborReaderState.Null)
            {
                reader.ReadNull();
                stamps[i] = FileStamp.Missing;
                continue;
            }

            reader.ReadStartArray();
            stamps[i] = new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
            hashes[i] = reader.ReadBytesOrNull();
            reader.ReadEndArray();
        }

        reader.ReadEndArray();
        return new(stamps, hashes, isHashed, isSettled);
    }
}
