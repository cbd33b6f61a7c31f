namespace PolyTool.FakePolymarket.World;

/// <summary>Makes a world of traders whose edge is known: each buys at the closing price less an edge of their own, with noise.</summary>
public static class WorldGenerator
{
    private static readonly string[] First = ["amber", "brisk", "calm", "dusty", "eager", "frosty", "gentle", "hollow", "idle", "jolly", "keen", "lucky", "mellow", "nimble", "odd", "proud", "quiet", "rapid", "silver", "tidy"];
    private static readonly string[] Second = ["badger", "crane", "dolphin", "egret", "falcon", "gecko", "heron", "ibis", "jackal", "kestrel", "lynx", "marten", "newt", "otter", "puffin", "quail", "raven", "stoat", "tern", "vole"];

    public static FakeWorld Make(WorldOptions? given = null)
    {
        var options = given ?? new WorldOptions();
        var random = new Random(options.Seed);
        var generator = new MarketGenerator(random, options);
        var markets = Enumerable.Range(0, options.Markets).Select(generator.Make).ToList();
        var odd = options.Quirks ? OddMarkets.Make(generator, options) : [];
        var users = new List<FakeUser>();
        for (var i = 0; i < options.Users; i++)
        {
            var edge = (random.NextDouble() * 0.12) - 0.04;
            var count = Math.Min(random.Next(options.FewestPositions, options.MostPositions + 1), markets.Count);
            var positions = Pick(random, markets, count).Select(m => Trade(random, m, random.Next(2), edge, options)).ToList();
            if (options.Quirks)
                positions.AddRange(OddPositions.For(i, random, markets, odd, edge, options));
            users.Add(new FakeUser(NameOf(i), "0x" + generator.Hex(40), [.. positions.DistinctBy(p => p.Token, StringComparer.Ordinal)]));
        }

        // The market of a combo bet is not among those that Gamma knows.
        return new FakeWorld(users, [.. markets.Select(m => m.Market), .. odd.Where(m => m.Market.ConditionId.Length == 66).Select(m => m.Market)]);
    }

    /// <summary>The name of the n-th user.</summary>
    public static string NameOf(int number) =>
        $"{First[number % First.Length]}-{Second[number * 7 % Second.Length]}{(number < First.Length ? "" : $"{number}")}";

    internal static FakePosition Trade(Random random, TrueMarket truth, int outcome, double edge, WorldOptions options)
    {
        var market = truth.Market;
        var close = truth.Closes[outcome];
        var price = Math.Round(Math.Clamp(close - edge + ((random.NextDouble() - 0.5) * 0.06), 0.01, 0.99), 4);
        var entry = (market.Closed ? truth.Anchor : options.Now) - random.Next(2 * 3600, 2 * 86_400);
        var size = Math.Round(20 + (random.NextDouble() * 980), 2);
        var isOpen = !market.Closed;
        var payout = market.Payouts?[outcome] ?? 0;
        var sold = !isOpen && random.NextDouble() < 0.2;
        var redeemed = !isOpen && random.NextDouble() < 0.7;
        var exit = Math.Round(Math.Clamp(close + ((random.NextDouble() - 0.5) * 0.05), 0.01, 0.99), 4);
        var status = isOpen ? "OPEN"
            : sold || (redeemed && payout > 0) ? "CLOSED"
            : payout > 0 ? "REDEEMABLE" : "REDEEMABLE_LOST";
        return new FakePosition
        {
            Market = market,
            Outcome = outcome,
            Status = status,
            CurrentSize = status == "CLOSED" ? 0 : size,
            TotalSize = size,
            AvgPrice = price,
            EntryFees = Math.Round(size * 0.02 * price * (1 - price), 5),
            RealizedPnl = status != "CLOSED" ? 0 : Math.Round(size * ((sold ? exit : payout) - price), 4),
            FirstEntryAt = entry,
            LastEventAt = sold ? entry + 3600 : status == "CLOSED" ? market.ResolvedAt!.Value + 7200 : entry,
            TrueClose = market.Closed && truth.CloseTime > entry ? close : null,
        };
    }

    private static List<TrueMarket> Pick(Random random, List<TrueMarket> markets, int count)
    {
        var pool = markets.ToArray();
        random.Shuffle(pool);
        return [.. pool.Take(count)];
    }
}
