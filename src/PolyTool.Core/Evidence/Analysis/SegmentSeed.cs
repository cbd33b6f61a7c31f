using System.Buffers;
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
    // One call for many users: a large board has 400,000 of them in its rows.
    private const int Block = 1 << 14;

    public static ulong Of(string segmentKey, Member[] members, params UserMean[][] measures)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ArrayBufferWriter<byte> block = new(Block);
        Append(block, segmentKey);
        for (var i = 0; i < members.Length; i++)
        {
            Append(block, members[i].User.Key);
            foreach (var measure in measures)
            {
                var bytes = block.GetSpan(24);
                BinaryPrimitives.WriteInt64LittleEndian(bytes, measure[i].Events);
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[8..], measure[i].Mean);
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[16..], measure[i].SumOfSquares);
                block.Advance(24);
            }

            if (block.WrittenCount >= Block)
            {
                hash.AppendData(block.WrittenSpan);
                block.ResetWrittenCount();
            }
        }

        hash.AppendData(block.WrittenSpan);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }

    private static void Append(ArrayBufferWriter<byte> block, string text)
    {
        Encoding.UTF8.GetBytes(text, block);
        block.Write([(byte)0]);
    }
}
