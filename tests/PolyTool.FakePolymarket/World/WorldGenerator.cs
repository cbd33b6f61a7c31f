namespace PolyTool.FakePolymarket.World;

/// <summary>Makes a world of traders whose edge is known: each buys at the closing price less an edge of their own, with noise.</summary>
public static class WorldGenerator
{
    private static readonly string[] s_first = ["amber", "brisk", "calm", "dusty", "eager", "frosty", "gentle", "hollow", "idle", "jolly", "keen", "lucky", "mellow", "nimble", "odd", "proud", "quiet", "rapid", "silver", "tidy"];
    private static readonly string[] s_second = ["badger", "crane", "dolphin", "egret", "falcon", "gecko", "heron", "ibis", "jackal", "kestrel", "lynx", "marten", "newt", "otter", "puffin", "quail", "raven", "stoat", "tern", "vole"];

    public static FakeWorld Make(WorldOptions? given = null)
    {
        var options = given ?? new WorldOptions();
        var random = new Random(options.Seed);
        var generator = new MarketGenerator(random, options);
        var markets = Enumerable.Range(0, options.Markets).Select(generator.Make).ToList();
        var odd = options.Quirks ? OddMarkets.Make(generator, markets, options) : [];
        var users = new List<FakeUser>();
        for (var i = 0; i < options.Users; i++)
        {
            var edge = (random.NextDouble() * 0.12) - 0.04;
            var count = Math.Min(random.Next(PlantedTruth.Fewest(i, options), options.MostPositions + 1), markets.Count);
            var trader = i;
            var positions = PlantedTruth.IsCopy(i, options) ? PlantedTruth.Copy(PlantedTruth.First(users), i)
                : Pick(random, markets, count).Select(m => Trade(random, m, random.Next(2), edge, options, options.Planted ? entry => PlantedTruth.Side(trader, random, m, entry) : null)).ToList();
            if (options.Quirks)
            {
                positions.AddRange(OddPositions.For(i, random, markets, odd, edge, options));
            }

            users.Add(new FakeUser(NameOf(i), "0x" + generator.Hex(40), [.. positions.DistinctBy(p => p.Token, StringComparer.Ordinal)]));
        }

        // The market of a combo bet is not among those that Gamma knows.
        return new FakeWorld(users, [.. markets.Select(m => m.Market), .. odd.Where(m => !m.Market.ConditionId.StartsWith("0x03", StringComparison.Ordinal)).Select(m => m.Market)], options.Now);
    }

    /// <summary>The name of the n-th user.</summary>
    public static string NameOf(int number) =>
        $"{s_first[number % s_first.Length]}-{s_second[number * 7 % s_second.Length]}{(number < s_first.Length ? "" : $"{number}")}";

    /// <summary>
    /// A position as somebody would build it: a first buy at the closing price less the edge, with noise; now and then in two fills of one second, with more
    /// bought later, before the start or in play, with part or all of it sold before, with shares of a split on top.
    /// </summary>
    internal static FakePosition Trade(Random random, TrueMarket truth, int outcome, double edge, WorldOptions options, Func<long, int?>? knows = null)
    {
        var market = truth.Market;
        double Near(double price) => Math.Round(Math.Clamp(price + ((random.NextDouble() - 0.5) * 0.06), 0.01, 0.99), 3);
        var entry = (market.Closed ? truth.Anchor : options.Now) - random.Next(2 * 3600, 2 * 86_400);
        outcome = knows?.Invoke(entry) ?? outcome;
        var close = truth.Closes[outcome];
        var size = Math.Round(20 + (random.NextDouble() * 980), 2);
        var isOpen = !market.Closed;
        var payout = market.Payouts?[outcome] ?? 0;
        var fills = new List<FakeFill> { new(entry, size, Near(close - edge)) };
        var kind = options.Fills ? random.Next(10) : 0;
        var end = isOpen ? options.Now : truth.Anchor;
        if (kind == 1)
        {
            fills.Add(new FakeFill(entry, Math.Round(size / 2, 2), Near(close - edge)));
        }

        if (kind is 2 or 3)
        {
            fills.Add(new FakeFill(entry + ((end - entry) / 2), Math.Round(size / 3, 2), Near(close - edge)));
        }

        if (kind is 3 or 4 && !isOpen)
        {
            fills.Add(new FakeFill(truth.Anchor + 1200, 9 * size, Near(close / 10)));
        }

        if (kind is 5 && !isOpen)
        {
            fills.Add(new FakeFill(end - 1800, -Math.Round(size / 2, 2), Near(close)));
        }

        var bought = fills.Where(f => f.Size > 0).Sum(f => f.Size);
        var left = fills.Sum(f => f.Size);
        var sold = kind != 6 && !isOpen && random.NextDouble() < 0.2;
        var redeemed = !isOpen && random.NextDouble() < 0.7;
        if (sold)
        {
            fills.Add(new FakeFill(Math.Max(fills[^1].Time, entry) + 3600, -left, Near(close)));
        }

        var status = isOpen ? "OPEN"
            : sold || (redeemed && payout > 0) ? "CLOSED"
            : payout > 0 ? "REDEEMABLE" : "REDEEMABLE_LOST";
        // Half as many again came of a split, in which nobody paid a price.
        var split = kind == 6 && status != "CLOSED" ? Math.Round(size / 2, 2) : 0;
        var average = fills.Where(f => f.Size > 0).Sum(f => f.Size * f.Price) / bought;
        var proceeds = fills.Where(f => f.Size < 0).Sum(f => -f.Size * (f.Price - average));
        return new FakePosition
        {
            Market = market,
            Outcome = outcome,
            Status = status,
            CurrentSize = status == "CLOSED" ? 0 : left + split,
            TotalSize = bought,
            AvgPrice = average,
            EntryFees = Math.Round(size * 0.02 * average * (1 - average), 5),
            RealizedPnl = status == "CLOSED" && !sold ? Math.Round((left * (payout - average)) + proceeds, 6) : Math.Round(proceeds, 6),
            FirstEntryAt = entry,
            LastEventAt = status == "CLOSED" && !sold ? market.ResolvedAt!.Value + 7200 : fills[^1].Time,
            OwnFills = fills,
        };
    }

    private static List<TrueMarket> Pick(Random random, List<TrueMarket> markets, int count)
    {
        var pool = markets.ToArray();
        random.Shuffle(pool);
        return [.. pool.Take(count)];
    }
}
