using System.Collections.Concurrent;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>
/// Reads items by id in batches, each kept in the cache by itself, so that users share them. An id that another user is asking
/// for at this moment is waited for, not asked twice.
/// </summary>
internal sealed class ItemReader<T>(AnswerSource source, string keyPrefix, int batchSize, ItemReader<T>.Fetch fetch, Func<byte[], T?> parse, Func<T, bool> isPermanent)
    where T : class
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<SourcedAnswer<T?>?>> _inFlight = new(StringComparer.Ordinal);

    /// <summary>Asks for a batch of ids; answers the items found with their bytes, by id. An id that is not there is not in the answer.</summary>
    public delegate Task<IReadOnlyDictionary<string, byte[]>> Fetch(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>The items of the ids, in the ids' order; null values for ids that nobody knows.</summary>
    /// <exception cref="ApiException">A batch gave no answer.</exception>
    public async Task<IReadOnlyDictionary<string, SourcedAnswer<T?>>> ReadAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, SourcedAnswer<T?>>(StringComparer.Ordinal);
        var open = ids.Distinct(StringComparer.Ordinal).ToList();
        while (open.Count > 0)
        {
            var mine = new Dictionary<string, TaskCompletionSource<SourcedAnswer<T?>?>>(StringComparer.Ordinal);
            var others = new Dictionary<string, Task<SourcedAnswer<T?>?>>(StringComparer.Ordinal);
            foreach (var id in open)
            {
                var claim = new TaskCompletionSource<SourcedAnswer<T?>?>(TaskCreationOptions.RunContinuationsAsynchronously);
                var holder = _inFlight.GetOrAdd(id, claim);
                if (ReferenceEquals(holder, claim))
                {
                    mine.Add(id, claim);
                }
                else
                {
                    others.Add(id, holder.Task);
                }
            }

            try
            {
                await ReadMineAsync(mine, found, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                foreach (var (id, claim) in mine)
                {
                    _inFlight.TryRemove(id, out _);
                    // Null tells those who wait to ask themselves: this user's failure is not theirs.
                    claim.TrySetResult(found.GetValueOrDefault(id));
                }
            }

            foreach (var (id, task) in others)
            {
                if (await task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } answer)
                {
                    found[id] = answer;
                }
            }

            open.RemoveAll(found.ContainsKey);
        }

        return found;
    }

    private async Task ReadMineAsync(Dictionary<string, TaskCompletionSource<SourcedAnswer<T?>?>> mine, Dictionary<string, SourcedAnswer<T?>> found, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var id in mine.Keys)
        {
            if (await source.FindAsync(Key(id), parse, cancellationToken).ConfigureAwait(false) is { } known)
            {
                found[id] = known;
            }
            else
            {
                missing.Add(id);
            }
        }

        foreach (var batch in missing.Chunk(batchSize))
        {
            var items = await fetch(batch, cancellationToken).ConfigureAwait(false);
            foreach (var id in batch)
            {
                var body = items.GetValueOrDefault(id) ?? "null"u8.ToArray();
                var item = parse(body);
                var input = await source.KeepAsync(Key(id), body, item is not null && isPermanent(item), cancellationToken).ConfigureAwait(false);
                found[id] = new SourcedAnswer<T?>(item, input);
            }
        }
    }

    private string Key(string id) => keyPrefix + id;
}
