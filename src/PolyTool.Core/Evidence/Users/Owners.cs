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
        var owners = Of([.. users.Select(static u => (u.Signature, u.SignedPositions))]);
        return [.. Enumerable.Range(0, users.Count).GroupBy(owners.Root).OrderBy(static g => g.Key).Select(g => g.Select(i => users[i]).ToList())];
    }

    /// <summary>Which wallets are one owner's, by their numbers.</summary>
    /// <param name="wallets">Their signatures, in the order that decides whom a crowded band compares.</param>
    public static DisjointSets Of((uint[]? Signature, long Positions)[] wallets)
    {
        DisjointSets owners = new(wallets.Length);
        int[] signed = [.. Enumerable.Range(0, wallets.Length).Where(i => wallets[i].Signature is { Length: OwnerSignature.Length } && wallets[i].Positions >= Positions)];
        Dictionary<ulong, int> first = new(signed.Length);
        Dictionary<ulong, List<int>> together = [];
        for (var band = 0; band < OwnerSignature.Length; band += 2)
        {
            first.Clear();
            together.Clear();
            foreach (var wallet in signed)
            {
                var signature = wallets[wallet].Signature!;
                var key = ((ulong)signature[band] << 32) | signature[band + 1];
                if (!first.TryAdd(key, wallet))
                {
                    ref var all = ref CollectionsMarshal.GetValueRefOrAddDefault(together, key, out _);
                    (all ??= [first[key]]).Add(wallet);
                }
            }

            foreach (var all in together.Values)
            {
                Compare(wallets, owners, all);
            }
        }

        return owners;
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
    private static void Compare((uint[]? Signature, long Positions)[] wallets, DisjointSets owners, List<int> together)
    {
        for (var i = 1; i < together.Count; i++)
        {
            var one = wallets[together[i]];
            for (var j = 0; j < Math.Min(i, MostCompared); j++)
            {
                var other = wallets[together[j]];
                if (owners.Root(together[j]) != owners.Root(together[i]) && AreOne(other.Signature!, other.Positions, one.Signature!, one.Positions))
                {
                    owners.Join(together[j], together[i]);
                }
            }
        }
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

/// <summary>Which of the numbers from 0 on belong together, along chains; the least of a set stands for it.</summary>
/// <param name="count">How many there are.</param>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _root = [.. Enumerable.Range(0, count)];

    public void Join(int a, int b)
    {
        var (one, other) = (Root(a), Root(b));
        _root[Math.Max(one, other)] = Math.Min(one, other);
    }

    public int Root(int i)
    {
        while (_root[i] != i)
        {
            i = _root[i] = _root[_root[i]];
        }

        return i;
    }
}
