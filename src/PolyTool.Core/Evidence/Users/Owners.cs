using System.Numerics;
using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Events;

namespace PolyTool.Core.Evidence.Users;

/// <summary>
/// Finds the wallets of one owner: at least half of the signature's numbers equal, and at least ten positions in
/// common, taken together along chains. No pass over all pairs: wallets are compared where two neighbouring numbers of
/// their signatures are equal (64 bands of two), with at most fifty of them.
/// </summary>
internal static class Owners
{
    /// <summary>Numbers that have to be equal.</summary>
    public const int Equal = OwnerSignature.Length / 2;

    /// <summary>Positions in common that it takes: three alike are chance.</summary>
    public const int Positions = 10;

    /// <summary>Wallets of one band that a wallet is compared with, at most.</summary>
    private const int MostCompared = 50;

    /// <summary>The users in groups, one an owner; groups and their users in the order of keys.</summary>
    public static IReadOnlyList<IReadOnlyList<EvidenceUser>> Group(IReadOnlyList<EvidenceUser> users)
    {
        var owner = new int[users.Count];
        for (var i = 0; i < owner.Length; i++)
        {
            owner[i] = i;
        }

        int[] signed = [.. Enumerable.Range(0, users.Count).Where(i => users[i].Signature is { Length: OwnerSignature.Length } && users[i].SignedPositions >= Positions)];
        Dictionary<ulong, int> first = new(signed.Length);
        Dictionary<ulong, List<int>> together = [];
        for (var band = 0; band < OwnerSignature.Length; band += 2)
        {
            first.Clear();
            together.Clear();
            foreach (var user in signed)
            {
                var signature = users[user].Signature!;
                var key = ((ulong)signature[band] << 32) | signature[band + 1];
                if (!first.TryAdd(key, user))
                {
                    ref var all = ref CollectionsMarshal.GetValueRefOrAddDefault(together, key, out _);
                    (all ??= [first[key]]).Add(user);
                }
            }

            foreach (var all in together.Values)
            {
                Compare(users, owner, all);
            }
        }

        return [.. Enumerable.Range(0, users.Count).GroupBy(i => Root(owner, i)).OrderBy(static g => g.Key).Select(g => g.Select(i => users[i]).ToList())];
    }

    /// <summary>Whether two signatures are of one owner.</summary>
    public static bool AreOne(uint[] one, long positionsOfOne, uint[] other, long positionsOfOther)
    {
        var equal = CountEqual(one, other);
        if (equal < Equal)
        {
            return false;
        }

        // Of the Jaccard index J the common part is J / (1 + J) of both together.
        var share = (double)equal / OwnerSignature.Length;
        return share / (1 + share) * (positionsOfOne + positionsOfOther) >= Positions;
    }

    /// <summary>Compares the wallets of one band, each with all before it that are not of its owner yet: chains run over any of them.</summary>
    private static void Compare(IReadOnlyList<EvidenceUser> users, int[] owner, List<int> together)
    {
        for (var i = 1; i < together.Count; i++)
        {
            var user = together[i];
            for (var j = 0; j < Math.Min(i, MostCompared); j++)
            {
                var other = together[j];
                if (Root(owner, other) != Root(owner, user)
                    && AreOne(users[other].Signature!, users[other].SignedPositions, users[user].Signature!, users[user].SignedPositions))
                {
                    Join(owner, other, user);
                }
            }
        }
    }

    private static void Join(int[] owner, int a, int b)
    {
        var (one, other) = (Root(owner, a), Root(owner, b));
        owner[Math.Max(one, other)] = Math.Min(one, other);
    }

    private static int Root(int[] owner, int i)
    {
        while (owner[i] != i)
        {
            i = owner[i] = owner[owner[i]];
        }

        return i;
    }

    private static int CountEqual(uint[] one, uint[] other)
    {
        var equal = 0;
        var i = 0;
        for (; i + Vector<uint>.Count <= one.Length; i += Vector<uint>.Count)
        {
            var same = Vector.Equals(new Vector<uint>(one, i), new Vector<uint>(other, i));
            equal += (int)Vector.Sum(Vector<uint>.One & same);
        }

        for (; i < one.Length; i++)
        {
            equal += one[i] == other[i] ? 1 : 0;
        }

        return equal;
    }
}
