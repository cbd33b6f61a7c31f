using PolyTool.Core.Tests.Polymarket.Serving;

namespace PolyTool.Core.Tests.Polymarket.Scanning;

public class GroundTruthServerTests
{
    private const double Exact = 1e-6;

    [Fact]
    public async Task Every_position_gets_the_entry_price_and_the_closing_line_that_are_true()
    {
        await using var served = await ServedWorld.StartAsync();
        var scan = served.Scan();
        var lines = 0;
        foreach (var user in served.World.Users)
        {
            var (read, positions) = await scan.ReadAllAsync(user.Name);
            Assert.Equal(user.Wallet, read.User.Wallet);
            Assert.Equal(user.Positions.Select(p => p.Token).Order(StringComparer.Ordinal), positions.Select(p => p.TokenId).Order(StringComparer.Ordinal));
            foreach (var truth in user.Positions)
            {
                var found = positions.Single(p => p.TokenId == truth.Token);
                Assert.Equal(truth.AvgPrice == 0 ? (double?)null : truth.AvgPrice, found.EntryPrice is { } price ? Math.Round(price, 6) : (double?)null);
                Assert.Equal(truth.FirstEntryAt, found.EntryTime?.ToUnixTimeSeconds());
                if (truth.TrueClose is { } close)
                {
                    lines++;
                    Assert.True(found.ClosingLine.Price is not null, $"{truth.Market.Slug}: {found.ClosingLine}");
                    Assert.Equal(close, found.ClosingLine.Price!.Value, Exact);
                }
                else
                {
                    Assert.True(found.ClosingLine.Price is null || found.EntryPrice is null, $"{truth.Market.Slug}: {found.ClosingLine}");
                    Assert.NotNull(found.ClosingLine.MissingReason);
                }
            }
        }

        Assert.True(lines > 60);
    }

    [Fact]
    public async Task Outcomes_and_profits_are_those_of_the_payouts()
    {
        await using var served = await ServedWorld.StartAsync();
        var scan = served.Scan();
        foreach (var user in served.World.Users)
        {
            var (_, positions) = await scan.ReadAllAsync(user.Wallet);
            foreach (var truth in user.Positions.Where(p => p.Market.Closed && p.AvgPrice > 0 && p.Market.ConditionId.Length == 66))
            {
                var found = positions.Single(p => p.TokenId == truth.Token);
                var payout = truth.Market.Payouts![truth.Outcome];
                var sold = truth.Status == "CLOSED" && truth.LastEventAt < truth.Market.ResolvedAt;
                var expected = sold ? truth.RealizedPnl > 0 ? "PROFIT_EXIT" : "LOSS_EXIT" : payout switch { 1 => "WIN", 0 => "LOSS", _ => "UNKNOWN_RESOLUTION" };
                Assert.Equal((truth.Market.Slug, expected), (found.MarketSlug, found.ResolutionOutcome));
                Assert.Equal(payout, found.SettlementPrice);
                var profit = truth.Status == "CLOSED" ? truth.RealizedPnl : truth.TotalSize * (payout - truth.AvgPrice);
                Assert.Equal(profit, found.GrossPnl!.Value, 1e-3);
            }
        }
    }
}
