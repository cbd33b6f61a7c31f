using System.Security.Cryptography;
using PolyTool.Core.Files;

namespace PolyTool.Core.Batches.Reuse;

/// <summary>Says whether the files of a run root have the bytes that were read of them, by reading and hashing them.</summary>
internal static class ContentCheck
{
    private const int BlockSize = 128 * 1024;

    [ThreadStatic]
    private static byte[]? s_block;

    [ThreadStatic]
    private static IncrementalHash? s_hash;

    /// <summary>Whether nothing of it changed.</summary>
    /// <param name="runRoot">The run root.</param>
    /// <param name="print">What was read of it.</param>
    /// <param name="stamps">How its files look now.</param>
    public static bool IsSame(string runRoot, RunRootPrint print, FileStamp[] stamps)
    {
        if (!print.IsHashed)
        {
            return false;
        }

        for (var i = 0; i < stamps.Length; i++)
        {
            if (stamps[i].IsMissing != print.Stamps[i].IsMissing || (print.Hashes[i] is not null && stamps[i].Length != print.Stamps[i].Length))
            {
                return false;
            }
        }

        var names = RunRootPrint.Names(stamps.Length > RunRootPrint.Statistics);
        for (var i = 0; i < stamps.Length; i++)
        {
            // What was not read changed nothing.
            if (print.Hashes[i] is { } hash && !HasHash(Path.Combine(runRoot, names[i]), stamps[i].Length, hash))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasHash(string path, long length, byte[] wanted)
    {
        var hash = s_hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = s_block ??= new byte[BlockSize];
        try
        {
            using var file = ForeignFile.Open(path);
            long position = 0;
            // One byte more than it is to have: one that has grown is another.
            while (file is not null && position <= length && RandomAccess.Read(file, block, position) is > 0 and var read)
            {
                hash.AppendData(block, 0, read);
                position += read;
            }

            // Also what an error left in it.
            Span<byte> found = stackalloc byte[SHA256.HashSizeInBytes];
            hash.GetHashAndReset(found);
            return position == length && found.SequenceEqual(wanted);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            hash.GetHashAndReset();
            return false;
        }
    }
}
