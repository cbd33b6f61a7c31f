using System.Text.Json;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

public class SegmentTruthServerTests
{
    private const double Exact = 1e-6;

    [Fact]
    public async Task Segments_of_simulated_traders_are_those_of_their_true_edges()
    {
        await using var served = await ServedWorld.StartAsync();
        var scanner = await DirectScannerServerTests.ScannerAsync(served, served.NewFolder());
        var compared = 0;
        foreach (var user in served.World.Users)
        {
            var root = await scanner.ScanAsync(user.Name, lite: true, TestContext.Current.CancellationToken);
            using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(root.FullPath, "segment_analysis.json"), TestContext.Current.CancellationToken));
            var analysis = file.RootElement.GetProperty("segment_analysis");
            compared += Compare(analysis.GetProperty("by_entry_price_tier"), user.Positions.GroupBy(Tier, StringComparer.Ordinal));
            compared += Compare(analysis.GetProperty("by_league"), user.Positions.GroupBy(League, StringComparer.Ordinal));
        }

        Assert.True(compared > 60, $"{compared}");
    }

    private static int Compare(JsonElement buckets, IEnumerable<IGrouping<string, FakePosition>> truth)
    {
        var compared = 0;
        foreach (var group in truth)
        {
            var bucket = buckets.GetProperty(group.Key);
            Assert.Equal(group.Count(), bucket.GetProperty("count").GetInt32());
            var lines = group.Select(p => new TruePosition(p, new WorldOptions().Now)).Where(t => t is { Close: not null, Average: not null }).ToList();
            Assert.Equal(lines.Count, bucket.GetProperty("avg_clv_pct_count_used").GetInt32());
            if (lines.Count == 0)
            {
                continue;
            }

            double Clv(TruePosition t) => (t.Close!.Value - t.Average!.Value) / t.Average!.Value;
            Assert.Equal(lines.Average(Clv), bucket.GetProperty("avg_clv_pct").GetDouble(), Exact);
            Assert.Equal(lines.Average(t => t.Average < t.Close ? 1.0 : 0.0), bucket.GetProperty("beat_close_rate").GetDouble(), Exact);
            Assert.Equal(lines.Sum(t => Clv(t) * t.CostBefore) / lines.Sum(t => t.CostBefore), bucket.GetProperty("notional_weighted_avg_clv_pct").GetDouble(), Exact);
            compared++;
        }

        return compared;
    }

    // The first buy alone: what came after it depends on where the price went.
    private static string Tier(FakePosition position) => new TruePosition(position, new WorldOptions().Now).FirstBuyPrice switch
    {
        null => "unknown",
        < 0.30 => "deep_underdog",
        < 0.45 => "underdog",
        < 0.55 => "coinflip",
        _ => "favorite",
    };

    private static string League(FakePosition position)
    {
        var code = position.Market.Slug.Split('-')[0];
        return code is "nba" or "nfl" or "epl" or "mlb" or "atp" or "nhl" or "lol" or "cs2" ? code : "unknown";
    }
}
