namespace PolyTool.Core.Batches.Journal;

/// <summary>What the journal of a part of a batch says of the whole.</summary>
/// <param name="Shard">Which part it is.</param>
/// <param name="BatchId">The id of the whole batch.</param>
/// <param name="ListLength">How many users the whole list has.</param>
/// <param name="ListDigest">The hash of the whole list.</param>
internal sealed record JournalShard(BatchShard Shard, string BatchId, int ListLength, string ListDigest)
{
    public static JournalShard? Of(ShardPart? part) => part is null ? null : new(part.Shard, part.BatchId, part.ListLength, part.ListDigest);
}
