using System.Text.Json;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket;

public class StatisticsTruthServerTests
{
    private const double Exact = 1e-6;

    [Fact]
    public async Task What_evidence_is_computed_from_is_true_of_every_game_segment_and_variant()
    {
        await using var served = await ServedWorld.StartAsync();
        var scanner = await DirectScannerServerTests.ScannerAsync(served, served.NewFolder());
        var (rows, markouts, games) = (0, 0, 0);
        foreach (var user in served.World.Users)
        {
            var root = await scanner.ScanAsync(user.Name, lite: false, TestContext.Current.CancellationToken);
            using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(root.FullPath, "segment_statistics.json"), TestContext.Current.CancellationToken));
            var columns = file.RootElement.GetProperty("columns").EnumerateArray().Select((c, i) => (Name: c.GetString()!, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
            var positions = user.Positions.Select(p => (Held: p, Truth: new TruePosition(p, new WorldOptions().Now))).ToList();
            foreach (var segment in file.RootElement.GetProperty("segments").EnumerateObject().Where(s => s.Name.StartsWith("league:", StringComparison.Ordinal)))
            {
                foreach (var variant in segment.Value.EnumerateObject())
                {
                    foreach (var row in variant.Value.EnumerateArray())
                    {
                        double? Of(string column) => row[columns[column]] is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
                        var game = row[columns["event"]].GetString();
                        var here = positions.Where(p => p.Held.Market.TrueGame == game && IsIn(p.Held, segment.Name) && p.Truth.HasStart == (variant.Name == "pre_event")).ToList();
                        Assert.Equal((game, (double?)here.Count), (game, Of("positions")));
                        Compare(here, Of, $"{user.Name} {segment.Name} {variant.Name} {game}");
                        rows++;
                        markouts += variant.Name == "markout_24h" ? 1 : 0;
                        games += here.Count > 1 ? 1 : 0;
                    }
                }
            }
        }

        Assert.True(rows > 100 && markouts > 25 && games > 1, $"{rows} rows, {markouts} markouts, {games} with several positions");
    }

    private static void Compare(List<(FakePosition Held, TruePosition Truth)> here, Func<string, double?> of, string place)
    {
        // Prices are true to a millionth of a dollar, to which the dossier rounds them; sums as far as that goes.
        void Same(double? expected, string column, double unit = 1) => Assert.True(
            expected is { } value ? Math.Abs(value - (of(column) ?? double.NaN)) < Exact * unit : of(column) is null, $"{column} of {place}: {expected} expected, {of(column)} found");
        double? Line(TruePosition truth) => truth.Average is null ? null : truth.HasStart ? truth.Close : truth.Markout;
        var lines = here.Where(p => Line(p.Truth) is not null).ToList();
        Same(lines.Count, "clv_positions");
        Same(here.Count(p => p.Truth.InPlayBuys > 0), "in_play_positions");
        double Cents(TruePosition truth) => 100 * (Line(truth)!.Value - truth.Average!.Value);
        Same(lines.Sum(p => Cents(p.Truth)), "cents_sum", 1 + (100 * lines.Count));
        Same(lines.Sum(p => p.Truth.HeldAt * Cents(p.Truth) / 100), "money_sum", 1 + lines.Sum(p => p.Truth.HeldAt));
        var first = lines.OrderBy(p => p.Truth.FirstBuyTime).FirstOrDefault().Truth;
        // Of two bought in one second either may stand for the game.
        if (lines.Count(p => p.Truth.FirstBuyTime == first?.FirstBuyTime) > 1)
        {
            return;
        }

        Same(first?.FirstBuyTime, "first_buy");
        Same(first?.FirstBuyPrice, "first_price");
        Same(first?.Average, "first_average");
        Same(first?.After(1), "first_1m");
        Same(first?.After(5), "first_5m");
        Same(first?.After(30), "first_30m");
        Same(first?.After(120), "first_120m");
        Same(first is null ? null : Line(first), "first_close");
        Same(first is { MarkoutIsPayout: true } ? 1 : 0, "settled");
    }

    private static bool IsIn(FakePosition position, string segment)
    {
        var code = position.Market.Slug.Split('-')[0];
        return segment == $"league:{(code is "nba" or "nfl" or "epl" or "mlb" or "atp" or "nhl" or "lol" or "cs2" ? code : "unknown")}";
    }
}
