using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Hypotheses;

namespace PolyTool.Core.Tests.Hypotheses;

public class ObservedOwnersTests
{
    [Fact]
    public void A_new_wallet_of_somebody_who_was_seen_is_that_owner()
    {
        var (signature, positions) = Signature(0);
        var seen = new SeenUser("0x1", positions, SeenEvents.PackSignature(signature), SeenEvents.Pack([1]));
        var owner = Assert.Single(ObservedOwners.Of([Run("0x2", signature, positions)], [seen], merge: true));
        Assert.Same(seen, Assert.Single(owner.Seen));
        Assert.Empty(Assert.Single(ObservedOwners.Of([Run("0x2", signature, positions)], [seen], merge: false)).Seen);
        Assert.Empty(Assert.Single(ObservedOwners.Of([Run("0x2", Signature(1000).Numbers, positions)], [seen], merge: true)).Seen);
    }

    [Fact]
    public void A_seen_wallet_is_its_owner_whatever_it_buys_now()
    {
        var (signature, positions) = Signature(0);
        var seen = new SeenUser("0x1", positions, SeenEvents.PackSignature(signature), "");
        Assert.Single(Assert.Single(ObservedOwners.Of([Run("0x1", Signature(1000).Numbers, positions)], [seen], merge: true)).Seen);
    }

    [Fact]
    public void Two_new_wallets_that_only_a_seen_one_ties_together_are_one_owner()
    {
        // One wallet's signature is what the seen one held, another run of the seen wallet is what the second holds.
        var (first, positions) = Signature(0);
        var (second, _) = Signature(1000);
        var seen = new SeenUser("0x1", positions, SeenEvents.PackSignature(first), "");
        var owner = Assert.Single(ObservedOwners.Of([Run("0x1", second, positions), Run("0x2", first, positions), Run("0x3", second, positions)], [seen], merge: true));
        Assert.Equal(3, owner.Runs.Count);
    }

    private static (uint[] Numbers, long Positions) Signature(int from)
    {
        var signature = new OwnerSignature();
        for (var i = 0; i < 30; i++)
        {
            signature.Add($"token{from + i}", $"market{from + i}", 1_700_000_000 + (i * 10_000), isTested: true);
        }

        var (numbers, positions) = signature.Build();
        return (numbers!, positions);
    }

    private static UserRun Run(string key, uint[] signature, long positions) => new()
    {
        Name = key,
        Key = key,
        Wallet = key,
        RunId = "",
        GeneratedAt = "",
        File = "",
        Hash = key,
        Signature = signature,
        SignedPositions = positions,
        Events = new Dictionary<ulong, long>(),
        NewestBuy = 0,
    };
}
