using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// The seed of a segment's random numbers: a hash of its key and its own users' figures in the order of their keys.
/// The same data give the same numbers, whatever else is on the board and in whatever order it came.
/// </summary>
internal static class SegmentSeed
{
    public static ulong Of(string segmentKey, Member[] members, params UserMean[][] measures)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> buffer = stackalloc byte[24];
        Append(hash, segmentKey);
        for (var i = 0; i < members.Length; i++)
        {
            Append(hash, members[i].User.Key);
            foreach (var measure in measures)
            {
                BinaryPrimitives.WriteInt64LittleEndian(buffer, measure[i].Events);
                BinaryPrimitives.WriteDoubleLittleEndian(buffer[8..], measure[i].Mean);
                BinaryPrimitives.WriteDoubleLittleEndian(buffer[16..], measure[i].SumOfSquares);
                hash.AppendData(buffer);
            }
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }
}
