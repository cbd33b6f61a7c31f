using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>What a scan says of what it measured, and a user of five-minute markets of why there is nothing.</summary>
public class ShortWindowServerTests
{
    [Fact]
    public async Task A_user_of_five_minute_markets_learns_why_there_are_no_lines()
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world =>
        {
            for (var i = 0; i < 2; i++)
            {
                var start = 1_782_950_400 + (i * 300);
                var (market, position) = (world.Market(i), world.Position("OPEN", i));
                market.Remove("category");
                market.Remove("gameStartTime");
                market.Remove("sportsMarketType");
                position["slug"] = $"btc-updown-5m-{start}";
                market["slug"] = $"btc-updown-5m-{start}";
                market["question"] = "Bitcoin Up or Down";
                market["eventStartTime"] = DateTimeOffset.FromUnixTimeSeconds(start).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
                market.Remove("endDate");
                market["closedTime"] = DateTimeOffset.FromUnixTimeSeconds(start + 300).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
                // In the middle of the window.
                position["first_entry_at"] = start + 100;
                position["last_event_at"] = start + 100;
            }
        });
        var root = await ScanAsync(served);
        Assert.Equal((2, 0, 0, 0.0), (root.Coverage.Positions, root.Coverage.Lines, root.Coverage.Markouts, root.Coverage.MeasuredShare));
        Assert.Equal(["INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE 2"], root.Coverage.Missing.Select(m => $"{m.Reason} {m.Count}"));
        var warning = Assert.Single(root.ScanWarnings, w => w.StartsWith("no_lines: ", StringComparison.Ordinal));
        Assert.Contains("2 of 2 positions have neither a closing line nor a markout: 2 bought at or after the start", warning, StringComparison.Ordinal);
        Assert.Contains("window of minutes", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_lines_is_told_how_many_and_no_more()
    {
        await using var served = await ServedCase.StartAsync("market-category-object", world =>
        {
            world.Position("OPEN", 1)["first_entry_at"] = 1_783_083_600;
            world.Position("OPEN", 1)["last_event_at"] = 1_783_083_600;
        });
        var root = await ScanAsync(served);
        Assert.Equal((2, 1, 0.5), (root.Coverage.Positions, root.Coverage.Lines, root.Coverage.MeasuredShare));
        Assert.Equal(["INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE 1"], root.Coverage.Missing.Select(m => $"{m.Reason} {m.Count}"));
        Assert.DoesNotContain(root.ScanWarnings, w => w.StartsWith("no_lines: ", StringComparison.Ordinal));
    }

    private static async Task<ScannedRunRoot> ScanAsync(ServedCase served)
    {
        var folder = served.World.NewFolder();
        var options = new DirectScanOptions { OutputRoot = new("out", Path.Combine(folder, "out")), CacheFullPath = Path.Combine(folder, "cache") };
        var scanner = await DirectScanner.CreateAsync(options, TimeProvider.System, served.World.Client, TestContext.Current.CancellationToken);
        return await scanner.ScanAsync(ServedCase.Wallet, lite: true, TestContext.Current.CancellationToken);
    }
}
