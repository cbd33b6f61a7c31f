using System.Globalization;
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
        var root = new int[runs.Count + seen.Count];
        for (var i = 0; i < root.Length; i++)
        {
            root[i] = i;
        }

        string Key(int node) => node < runs.Count ? runs[node].Key : seen[node - runs.Count].Key;
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        for (var i = 0; i < root.Length; i++)
        {
            ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(first, Key(i), out var known);
            at = known ? at : i;
            Join(root, at, i);
        }

        if (merge)
        {
            foreach (var group in Owners.Group(Signed(runs, seen)).Where(static g => g.Count > 1))
            {
                var one = int.Parse(group[0].Name, CultureInfo.InvariantCulture);
                foreach (var other in group)
                {
                    Join(root, one, int.Parse(other.Name, CultureInfo.InvariantCulture));
                }
            }
        }

        return
        [
            .. Enumerable.Range(0, root.Length)
                .GroupBy(node => Root(root, node))
                .Select(group => new ObservedOwner(
                    [.. group.Where(node => node < runs.Count).Select(node => runs[node]).Order(Comparer<UserRun>.Create(UserRun.NewestFirst))],
                    [.. group.Where(node => node >= runs.Count).Select(node => seen[node - runs.Count])]))
                .Where(static owner => owner.Runs.Count > 0)
                .OrderBy(static owner => owner.Runs.Select(static r => r.Key).Min(StringComparer.Ordinal), StringComparer.Ordinal),
        ];
    }

    /// <summary>Each node as a user of its own, by the wallets' order, which decides whom a crowded band compares.</summary>
    private static IReadOnlyList<EvidenceUser> Signed(IReadOnlyList<UserRun> runs, IReadOnlyList<SeenUser> seen) =>
    [
        .. runs.Select(static (run, i) => (run.Key, Node: i, run.Signature, run.SignedPositions))
            .Concat(seen.Select((user, i) => (user.Key, Node: runs.Count + i, Signature: SeenEvents.UnpackSignature(user.Signature), user.SignedPositions)))
            .OrderBy(static node => node.Key, StringComparer.Ordinal)
            .ThenBy(static node => node.Node)
            .Select(static node => new EvidenceUser(new UserFigures
            {
                User = node.Node.ToString(CultureInfo.InvariantCulture),
                Signature = node.Signature,
                SignedPositions = node.SignedPositions,
            })),
    ];

    private static void Join(int[] root, int a, int b)
    {
        var (one, other) = (Root(root, a), Root(root, b));
        root[Math.Max(one, other)] = Math.Min(one, other);
    }

    private static int Root(int[] root, int i)
    {
        while (root[i] != i)
        {
            i = root[i] = root[root[i]];
        }

        return i;
    }
}
