using PolyTool.Core.Dossiers.Write;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

public class GroundTruthServerTests
{
    private const double Exact = 1e-6;

    [Fact]
    public async Task Every_position_gets_the_entry_and_the_prices_that_are_true()
    {
        await using var served = await ServedWorld.StartAsync();
        var scan = served.Scan();
        var (lines, markouts, payouts, later, inPlay) = (0, 0, 0, 0, 0);
        foreach (var user in served.World.Users)
        {
            var (read, positions) = await scan.ReadAllAsync(user.Name, lite: false);
            Assert.Equal((user.Wallet, user.Positions.Sum(p => p.Fills.Count)), (read.User.Wallet, read.Fills));
            Assert.Equal(user.Positions.Select(p => p.Token).Order(StringComparer.Ordinal), positions.Select(p => p.TokenId).Order(StringComparer.Ordinal));
            foreach (var held in user.Positions)
            {
                var truth = new TruePosition(held, new WorldOptions().Now);
                var found = positions.Single(p => p.TokenId == held.Token);
                Assert.Equal((held.Market.Slug, held.Market.WasCalledOff ? null : held.Market.TrueStart), (held.Market.Slug, found.ClosingLine.Anchor?.ToUnixTimeSeconds()));
                CompareEntry(held, truth, found);
                Same(truth.Close, found.ClosingLine.Price, held, "line");
                Assert.Equal(found.ClosingLine.Price is null, found.ClosingLine.MissingReason is not null);
                var isCombo = held.Market.ConditionId.StartsWith("0x03", StringComparison.Ordinal);
                Assert.Equal((held.Market.Slug, truth.HasStart), (held.Market.Slug, found.Markouts is null));
                Same(truth.Markout, found.Markouts?.Day.Price, held, "markout");
                Same(truth.HourMarkout, found.Markouts?.Hour.Price, held, "hour");
                Same(truth.WeekMarkout, found.Markouts?.Week.Price, held, "week");
                Assert.Equal(truth.MarkoutIsPayout, found.Markouts?.Day.Source == Markout.Payout);
                for (var i = 0; i < PositionEntryContext.Delays.Count && !isCombo && held.Fills.Count > 0; i++)
                {
                    Same(truth.After(PositionEntryContext.Delays[i]), found.EntryContext!.After[i].Price, held, $"after {PositionEntryContext.Delays[i]}");
                }

                lines += truth.Close is null ? 0 : 1;
                markouts += truth.Markout is null ? 0 : 1;
                payouts += truth.MarkoutIsPayout ? 1 : 0;
                later += found.EntryContext?.After[1].Price is null ? 0 : 1;
                inPlay += truth.InPlayBuys > 0 ? 1 : 0;
            }
        }

        Assert.True(lines > 60 && markouts > 20 && payouts > 5 && later > 80 && inPlay > 5, $"{lines} lines, {markouts} markouts, {payouts} of them payouts, {later} prices after entry, {inPlay} in play");
    }

    [Fact]
    public async Task A_line_and_a_price_before_entry_are_found_for_every_position_that_has_them()
    {
        // With what the services keep of old prices: minutes here, three hours there.
        var world = WorldGenerator.Make(new WorldOptions { Users = 8, Markets = 60, Seed = 7, OldestDays = 200 });
        await using var served = await ServedWorld.StartAsync(world);
        var scan = served.Scan();
        var (lines, contexts) = (0, 0);
        foreach (var user in world.Users)
        {
            var (_, positions) = await scan.ReadAllAsync(user.Name, lite: false);
            foreach (var held in user.Positions)
            {
                var truth = new TruePosition(held, new WorldOptions().Now);
                var found = positions.Single(p => p.TokenId == held.Token);
                Same(truth.Close, found.ClosingLine.Price, held, "line");
                lines += truth.Close is null ? 0 : 1;
                if (truth.FirstBuyTime is { } first && held.Market.Prices[held.Outcome].Points.Any(p => p.Time <= first && p.Time >= first - 7200) && !held.Market.ConditionId.StartsWith("0x03", StringComparison.Ordinal))
                {
                    Assert.NotNull(found.EntryContext!.AtEntry.Price);
                    contexts++;
                }
            }
        }

        Assert.True(lines > 40 && contexts > 80, $"{lines} lines, {contexts} contexts");
    }

    [Fact]
    public async Task Outcomes_and_profits_are_those_of_the_payouts()
    {
        await using var served = await ServedWorld.StartAsync();
        var scan = served.Scan();
        foreach (var user in served.World.Users)
        {
            var (_, positions) = await scan.ReadAllAsync(user.Wallet);
            foreach (var truth in user.Positions.Where(p => p.Market.Closed && p.AvgPrice > 0 && !p.Market.ConditionId.StartsWith("0x03", StringComparison.Ordinal)))
            {
                var found = positions.Single(p => p.TokenId == truth.Token);
                var payout = truth.Market.Payouts![truth.Outcome];
                var left = truth.Fills.Sum(f => f.Size);
                var split = truth.Status == "CLOSED" ? 0 : truth.CurrentSize - left;
                // What came in less what was paid; shares of a split cost nothing and pay like the others.
                var profit = ((left + split) * payout) - truth.Fills.Sum(f => f.Size * f.Price);
                Assert.Equal(profit, found.GrossPnl!.Value, 1e-3);
                var expected = left + split < 1e-6 ? profit > 0 ? "PROFIT_EXIT" : "LOSS_EXIT" : payout switch { 1 => "WIN", 0 => "LOSS", _ => "UNKNOWN_RESOLUTION" };
                if (Math.Abs(profit) > 1e-3)
                {
                    Assert.Equal((truth.Market.Slug, expected), (found.MarketSlug, found.ResolutionOutcome));
                }

                Assert.Equal(payout, found.SettlementPrice);
                Assert.Equal(split > 0.01, found.Missing.Contains("SHARES_NOT_BOUGHT", StringComparer.Ordinal));
            }
        }
    }

    private static void CompareEntry(FakePosition held, TruePosition truth, DossierPosition found)
    {
        Same(truth.Average, found.EntryPrice, held, "average");
        Assert.Equal(truth.FirstBuyTime ?? held.FirstEntryAt, found.EntryTime?.ToUnixTimeSeconds());
        Same(truth.FirstBuyPrice, found.Entry!.FirstBuyPrice, held, "first buy");
        Assert.Equal((held.Market.Slug, held.Market.TrueGame), (held.Market.Slug, found.Game));
        if (held.Fills.Count == 0)
        {
            return;
        }

        Assert.True(found.Entry.IsFromFills);
        Same(truth.CostBefore, found.Entry.CostBefore, held, "cost");
        Same(truth.BoughtBefore, found.Entry.BoughtBefore, held, "bought");
        Same(truth.HeldAt, found.Entry.HeldAt, held, "held");
        Assert.Equal((held.Market.Slug, truth.InPlayBuys), (held.Market.Slug, found.Entry.InPlayBuys));
    }

    private static void Same(double? expected, double? found, FakePosition held, string what) =>
        Assert.True(expected is { } value ? Math.Abs(value - (found ?? double.NaN)) < Exact : found is null, $"{what} of {held.Market.Slug} {held.Outcome} ({held.Market.TrueStart}; {string.Join(", ", held.Fills)}): {expected?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? "none"} expected, {found?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? "none"} found");
}
