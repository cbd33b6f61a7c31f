using PolyTool.Core.Files;

namespace PolyTool.Core.Batches;

/// <summary>What a part of a batch knows of the whole: its id, its list of users, and which of them are its own.</summary>
public sealed record ShardPart
{
    private ShardPart(BatchShard shard, string batchId, IReadOnlyList<string> list, PackedTexts users, List<int> positions)
    {
        Shard = shard;
        BatchId = batchId;
        ListLength = list.Count;
        ListDigest = Journal.JournalHeader.DigestOf(list);
        Users = users;
        Positions = positions;
    }

    /// <summary>Which part it is.</summary>
    public BatchShard Shard { get; }

    /// <summary>The id of the whole batch.</summary>
    public string BatchId { get; }

    /// <summary>How many users the whole list has.</summary>
    public int ListLength { get; }

    /// <summary>The hash of the whole list.</summary>
    public string ListDigest { get; }

    /// <summary>The users of this part, in the list's order; there may be none.</summary>
    public IReadOnlyList<string> Users { get; }

    /// <summary>The place of each of them in the whole list, from 1.</summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>Takes a part out of a list.</summary>
    /// <param name="shard">Which part.</param>
    /// <param name="batchId">The id of the whole batch.</param>
    /// <param name="list">All users of the batch in order, without doubles.</param>
    public static ShardPart Of(BatchShard shard, string batchId, IReadOnlyList<string> list)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(list);
        PackedTexts users = new();
        List<int> positions = [];
        var position = 0;
        foreach (var user in list)
        {
            position++;
            if (shard.Holds(user))
            {
                users.Add(user);
                positions.Add(position);
            }
        }

        return new(shard, batchId, list, users, positions);
    }
}
