namespace PolyTool.Core.Batches.Shards;

/// <summary>Users of many parts, in the order of the whole list.</summary>
internal static class ShardMerge
{
    // Of all parts together; each gets its share, within bounds.
    private const int Blocks = 64 << 20;
    private const int SmallestBlock = 16 << 10;
    private const int LargestBlock = 1 << 20;

    /// <summary>Merges; one item of each part is held at a time.</summary>
    /// <exception cref="Failures.Failure"><c>ShardDamaged</c> or <c>ShardUnreadable</c>.</exception>
    public static IEnumerable<(ShardReader File, ShardUser User)> InListOrder(IReadOnlyList<ShardReader> files)
    {
        var blockSize = Math.Clamp(Blocks / Math.Max(1, files.Count), SmallestBlock, LargestBlock);
        PriorityQueue<(ShardReader File, IEnumerator<ShardUser> Users), int> next = new();
        List<IEnumerator<ShardUser>> open = [];
        try
        {
            foreach (var file in files)
            {
                var users = file.Users(blockSize).GetEnumerator();
                open.Add(users);
                if (users.MoveNext())
                {
                    next.Enqueue((file, users), users.Current.Position);
                }
            }

            while (next.TryDequeue(out var first, out _))
            {
                yield return (first.File, first.Users.Current);
                if (first.Users.MoveNext())
                {
                    next.Enqueue(first, first.Users.Current.Position);
                }
            }
        }
        finally
        {
            open.ForEach(static users => users.Dispose());
        }
    }
}
