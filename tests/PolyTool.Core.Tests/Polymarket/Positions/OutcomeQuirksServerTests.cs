using PolyTool.Core.Dossiers.Write;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket.Positions;

/// <summary>How positions end: winners and losers that wait to be redeemed, ties, both sides held, markets that Gamma does not know.</summary>
public class OutcomeQuirksServerTests
{
    private const string Wallet = "0x00000000000000000000000000000000000000aa";
    private const long Settled = 1_771_000_000;
    private static readonly string[] s_names = ["North", "South", "East", "West", "Above", "Below"];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task One_outcome_of_several_wins_and_the_others_lose_though_all_say_redeemable(int outcomes)
    {
        var market = Market([.. Enumerable.Range(0, outcomes).Select(i => i == 1 ? 1.0 : 0)]);
        var (found, _) = await ScanAsync(market, Enumerable.Range(0, outcomes).Select(i => Held(market, i, i == 1 ? "REDEEMABLE" : "REDEEMABLE_LOST")));
        Assert.Equal(market.Tokens, found.Select(p => p.TokenId));
        Assert.All(found, p => Assert.Equal((77, "REDEEMABLE", true), (p.TokenId.Length, p.Status, p.Hedged)));
        Assert.Equal(s_names[..outcomes], found.Select(p => p.OutcomeName));
        Assert.Equal(market.Payouts!.Select(p => (double?)p), found.Select(p => p.SettlementPrice));
        Assert.Equal(market.Payouts!.Select(p => p == 1 ? "WIN" : "LOSS"), found.Select(p => p.ResolutionOutcome));
        // Ten shares at a quarter each.
        Assert.Equal(market.Payouts!.Select(p => p == 1 ? 7.5 : -2.5), found.Select(p => p.GrossPnl!.Value));
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.25, 0.75)]
    [InlineData(0.25, 0.25, 0.5)]
    public async Task A_payout_between_nothing_and_all_is_neither_won_nor_lost(params double[] payouts)
    {
        var market = Market(payouts);
        var (found, _) = await ScanAsync(market, [Held(market, 1, "REDEEMABLE")]);
        var position = Assert.Single(found);
        Assert.Equal(("UNKNOWN_RESOLUTION", payouts[1], false), (position.ResolutionOutcome, position.SettlementPrice, position.Hedged));
        Assert.Equal(10 * (payouts[1] - 0.25), position.GrossPnl!.Value, 1e-9);
    }

    [Fact]
    public async Task A_combos_short_condition_is_asked_of_nobody_and_its_position_kept()
    {
        var market = Market([1, 0]) with { ConditionId = "0x03" + new string('c', 60) };
        var (found, asked) = await ScanAsync(market, [Held(market, 0, "OPEN")]);
        var position = Assert.Single(found);
        Assert.Equal(("PENDING", (double?)null, 0), (position.ResolutionOutcome, position.SettlementPrice, asked));
        Assert.Contains("COMBO_HAS_NO_MARKET", position.Missing);
        Assert.NotNull(position.ClosingLine.MissingReason);
    }

    [Fact]
    public async Task A_short_condition_of_another_kind_is_a_market_like_any_other()
    {
        var market = Market([1, 0]) with { ConditionId = "0x01" + new string('c', 60) };
        var (found, _) = await ScanAsync(market, [Held(market, 0, "REDEEMABLE")]);
        Assert.Equal(("WIN", 1.0), (found[0].ResolutionOutcome, found[0].SettlementPrice));
    }

    [Fact]
    public async Task Where_the_order_of_tokens_and_the_position_differ_the_positions_word_counts_and_it_is_told()
    {
        var market = Market([1, 0]);
        // Gamma lists the tokens the other way round; the row says that its token is North's.
        await using var served = await ServedWorld.StartAsync(
            new FakeWorld([new FakeUser("somebody", Wallet, [Held(market, 0, "REDEEMABLE")])], [market with { Tokens = [market.Tokens[1], market.Tokens[0]] }]));
        var (read, found) = await served.Scan().ReadAllAsync(Wallet);
        Assert.Equal(("North", "WIN"), (found[0].OutcomeName, found[0].ResolutionOutcome));
        Assert.Contains("OUTCOME_DIFFERS", found[0].Missing);
        Assert.Contains(read.Warnings, w => w.StartsWith("outcomes_differ:", StringComparison.Ordinal) && w.Contains("where-will-it-be", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Combos_are_counted_and_named()
    {
        var market = Market([1, 0]);
        var combo = market with { ConditionId = "0x03" + new string('c', 60), Tokens = ["9".PadRight(77, '9'), "8".PadRight(77, '8')] };
        await using var served = await ServedWorld.StartAsync(new FakeWorld([new FakeUser("somebody", Wallet, [Held(market, 0, "REDEEMABLE"), Held(combo, 0, "OPEN")])], [market]));
        var (read, _) = await served.Scan().ReadAllAsync(Wallet);
        Assert.Contains(read.Warnings, w => w.StartsWith("combos: 1 positions", StringComparison.Ordinal));
        Assert.Equal(1, served.Server.Log.Count("/v2/positions/combos"));
    }

    [Fact]
    public async Task A_pending_position_that_was_sold_in_part_keeps_what_that_made()
    {
        var market = Market([1, 0]) with { Closed = false, ClosedTime = null, Payouts = null, ResolvedAt = null, OutcomePrices = ["0.5", "0.5"] };
        var (found, _) = await ScanAsync(market, [Held(market, 0, "OPEN") with { TotalSize = 30, RealizedPnl = 4 }]);
        var position = Assert.Single(found);
        Assert.Equal(("PENDING", 20.0, 9.0, 4.0), (position.ResolutionOutcome, position.TotalSold, position.TotalProceeds, position.GrossPnl));
        // As the reports read it.
        var scanned = new ScannedPositions();
        scanned.Add(position);
        Assert.Equal((4.0, 4.0), (scanned.Rows[0].Fees.GrossPnl, scanned.Rows[0].ReportedNet));
    }

    [Fact]
    public async Task Shares_beyond_those_that_were_bought_are_held_like_the_others()
    {
        // Four were bought at 0.25, six came of a split: the cost of ten is no price of four.
        var market = Market([1, 0]);
        var row = $$"""{"token_id":"{{market.Tokens[0]}}","condition_id":"{{market.ConditionId}}","current_size":10,"total_size":4,"entry_cost_usdc":1,"avg_price":0.25,"first_entry_at":{{Settled - 100_000}},"last_event_at":{{Settled - 100_000}}}""";
        await using var served = await ServedWorld.StartAsync(
            new FakeWorld([], [market]), new FakeServerOptions { Replace = r => r.Path == "/v2/positions" ? r.Query["status"] == "OPEN" ? $$"""{"data":[{{row}}]}""" : """{"data":[]}""" : null });
        var (_, found) = await served.Scan().ReadAllAsync(Wallet);
        // The service counts so too: ten shares pay a dollar each, and a dollar was paid.
        Assert.Equal((9.0, true), (found[0].GrossPnl, found[0].Missing.Contains("SHARES_NOT_BOUGHT", StringComparer.Ordinal)));
        Assert.Equal((0.25, 4.0, 1.0, 10.0, 0.0, "WIN"), (found[0].EntryPrice, found[0].TotalBought, found[0].TotalCost, found[0].PositionRemaining, found[0].TotalSold, found[0].ResolutionOutcome));
    }

    [Fact]
    public async Task An_outcome_numbered_999_is_known_by_its_token()
    {
        var market = Market([0, 1]);
        var (found, _) = await ScanAsync(market, [Held(market, 1, "REDEEMABLE") with { WrittenOutcomeIndex = 999 }]);
        Assert.Equal(("South", "WIN"), (found[0].OutcomeName, found[0].ResolutionOutcome));
    }

    [Fact]
    public async Task Both_sides_are_seen_to_be_held_where_the_rows_name_no_market()
    {
        var market = Market([1, 0]);
        var rows = market.Tokens.Select(t => $$"""{"token_id":"{{t}}","current_size":10,"total_size":10,"entry_cost_usdc":2.5,"first_entry_at":{{Settled - 100_000}}}""");
        var page = $$"""{"data":[{{string.Join(',', rows)}}]}""";
        await using var served = await ServedWorld.StartAsync(
            new FakeWorld([], [market]), new FakeServerOptions { Replace = r => r.Path == "/v2/positions" ? r.Query["status"] == "OPEN" ? page : """{"data":[]}""" : null });
        var (_, found) = await served.Scan().ReadAllAsync(Wallet);
        Assert.Equal([(market.ConditionId, "WIN", true), (market.ConditionId, "LOSS", true)], found.Select(p => (p.ConditionId!, p.ResolutionOutcome, p.Hedged)));
    }

    private static async Task<(List<DossierPosition> Positions, int MarketRequests)> ScanAsync(FakeMarket market, IEnumerable<FakePosition> held)
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([new FakeUser("somebody", Wallet, [.. held])], [market]));
        var (_, positions) = await served.Scan().ReadAllAsync(Wallet);
        return (positions, served.Server.Log.Count("/markets"));
    }

    private static FakeMarket Market(double[] payouts) => new()
    {
        ConditionId = "0x" + new string('a', 64),
        Slug = "where-will-it-be",
        Question = "Where will it be?",
        Outcomes = s_names[..payouts.Length],
        Tokens = [.. payouts.Select((_, i) => $"{i + 1}".PadRight(77, '7'))],
        Prices = [.. payouts.Select(_ => PriceSeries.Empty)],
        EventId = "1",
        EventSlug = "where-will-it-be",
        ClosedTime = "2026-02-13 16:30:00+00",
        Closed = true,
        OutcomePrices = [.. payouts.Select(p => FormattableString.Invariant($"{p}"))],
        Payouts = payouts,
        ResolvedAt = Settled,
    };

    private static FakePosition Held(FakeMarket market, int outcome, string status) => new()
    {
        Market = market,
        Outcome = outcome,
        Status = status,
        CurrentSize = 10,
        TotalSize = 10,
        AvgPrice = 0.25,
        FirstEntryAt = Settled - 100_000,
        LastEventAt = Settled - 100_000,
    };
}
