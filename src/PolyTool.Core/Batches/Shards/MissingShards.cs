using System.Buffers;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches.Shards;

/// <summary>Writes and reads <c>batch_missing_shards.json</c>, which a joined batch has that lacks parts.</summary>
internal static class MissingShards
{
    private const long LargestFile = 1 << 20;

    public static void Write(Stream stream, ShardSet shards)
    {
        ArrayBufferWriter<byte> output = new();
        CanonicalJsonWriter writer = new(output);
        writer.WriteValue(JsonValue.Object(
            ("batch_id", JsonValue.Of(shards.BatchId)),
            ("missing_shards", JsonValue.Array([.. shards.Missing.Select(static number => JsonValue.Of(number))])),
            ("shards", JsonValue.Of(shards.Count)),
            ("users_listed", JsonValue.Of(shards.ListLength))));
        stream.Write(output.WrittenSpan);
    }

    /// <summary>The numbers of the parts that a batch lacks; none where it has no such file, or one that cannot be read.</summary>
    public static IReadOnlyList<int> In(string batchRoot)
    {
        try
        {
            var path = Path.Combine(batchRoot, LeaderboardFileNames.MissingShards);
            if (FileAt.Find(path) is not { Exists: true })
            {
                return [];
            }

            return [.. (JsonText.Parse(ForeignFile.ReadAllBytes(path, LargestFile))["missing_shards"]?.AsItems ?? []).Select(static number => number.AsCount).OfType<int>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonTextException)
        {
            return [];
        }
    }
}
