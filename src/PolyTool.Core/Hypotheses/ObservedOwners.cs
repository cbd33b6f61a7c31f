using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Hypotheses;

/// <summary>Runs of one owner's wallets, with what was seen of that owner before.</summary>
/// <param name="Runs">The runs, newest first.</param>
/// <param name="Seen">The wallets of the same owner that were seen before.</param>
internal sealed record ObservedOwner(IReadOnlyList<UserRun> Runs, IReadOnlyList<SeenUser> Seen);

/// <summary>
/// Finds the owners among the users of batches and those seen before: one wallet is one owner, and so are wallets whose
/// signatures say so, along chains, those of seen wallets as they were then.
/// </summary>
internal static class ObservedOwners
{
    /// <summary>The owners who have a run, by their first wallet.</summary>
    /// <param name="runs">All runs.</param>
    /// <param name="seen">The wallets seen before.</param>
    /// <param name="merge">Whether signatures count; else each wallet is an owner.</param>
    public static IReadOnlyList<ObservedOwner> Of(IReadOnlyList<UserRun> runs, IReadOnlyList<SeenUser> seen, bool merge)
    {
        // Nodes: first all runs, then all seen wallets.
        DisjointSets owners = new(runs.Count + seen.Count);
        int[] nodes = [.. Enumerable.Range(0, runs.Count + seen.Count)];
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(first, Key(node), out var known);
            at = known ? at : node;
            owners.Join(at, node);
        }

        if (merge)
        {
            int[] byWallet = [.. nodes.OrderBy(Key, StringComparer.Ordinal)];
            var signed = Owners.Of(Array.ConvertAll(byWallet, Signed));
            for (var i = 0; i < byWallet.Length; i++)
            {
                owners.Join(byWallet[signed.Root(i)], byWallet[i]);
            }
        }

        return
        [
            .. nodes.GroupBy(owners.Root)
                .Select(group => new ObservedOwner(
                    [.. group.Where(node => node < runs.Count).Select(node => runs[node]).Order(Comparer<UserRun>.Create(UserRun.NewestFirst))],
                    [.. group.Where(node => node >= runs.Count).Select(node => seen[node - runs.Count])]))
                .Where(static owner => owner.Runs.Count > 0)
                .OrderBy(static owner => owner.Runs.Select(static r => r.Key).Min(StringComparer.Ordinal), StringComparer.Ordinal),
        ];

        string Key(int node) => node < runs.Count ? runs[node].Key : seen[node - runs.Count].Key;

        (uint[]? Signature, long Positions) Signed(int node) => node < runs.Count
            ? (runs[node].Signature, runs[node].SignedPositions)
            : (SeenEvents.UnpackSignature(seen[node - runs.Count].Signature), seen[node - runs.Count].SignedPositions);
    }
}
