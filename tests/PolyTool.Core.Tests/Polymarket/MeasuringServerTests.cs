using System.Text.Json.Nodes;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket;
using PolyTool.FakePolymarket.Server;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>Worlds whose entries and lines were once wrong, with the right values, and worlds like them.</summary>
public class MeasuringServerTests
{
    private const double Exact = 1e-6;

    // 4 July 2026, noon; the games start at 18:00.
    private const long Noon = 1_783_166_400;
    private const long Start = Noon + (6 * 3600);

    [Fact]
    public async Task What_is_bought_in_play_is_not_the_entry()
    {
        var (_, found) = await ScanAsync("in-play-additions", w =>
        {
            Bought(w, "2301", 100, 0.5, Noon);
            Bought(w, "2303", 900, 0.05, Start + 5400);
            Bought(w, "2304", 100, 0.5, Noon);
            Bought(w, "2304", 900, 0.95, Start + 5400);
        });
        foreach (var token in (string[])["2301", "2302", "2304"])
        {
            Assert.Equal((0.5, 0.52), (found[token].EntryPrice!.Value, found[token].ClosingLine.Price!.Value));
            Assert.Equal((0.5, 100.0, 50.0), (found[token].Entry!.FirstBuyPrice!.Value, found[token].Entry!.BoughtBefore!.Value, found[token].Entry!.CostBefore!.Value));
        }

        Assert.Equal((0, 1, 900.0), (found["2301"].Entry!.InPlayBuys, found["2302"].Entry!.InPlayBuys, found["2304"].Entry!.InPlayShares));
        Assert.Equal((null, "INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE"), (found["2303"].ClosingLine.Price, found["2303"].ClosingLine.MissingReason));
    }

    [Fact]
    public async Task Where_a_feed_does_not_know_a_position_that_was_bought_on_its_average_is_no_entry()
    {
        // The file's feed has the fills of one of the four.
        var (_, found) = await ScanAsync("in-play-additions");
        Assert.Equal((0.5, 0.5, 0.52), (found["2301"].EntryPrice, found["2302"].EntryPrice, found["2301"].ClosingLine.Price));
        Assert.Equal((null, "ENTRY_CONTINUES_AFTER_CLOSE"), (found["2304"].ClosingLine.Price, found["2304"].ClosingLine.MissingReason));
    }

    [Fact]
    public async Task Of_a_user_with_too_many_fills_the_services_average_stands_and_says_where_it_may_hold_more()
    {
        var (user, found) = await ScanAsync("in-play-additions", w => Bought(w, "2301", 1, 0.5, Noon), mostFills: 2);
        Assert.Contains(user.Warnings, w => w.StartsWith("fills_missing: TOO_MANY_FILLS", StringComparison.Ordinal));
        Assert.Equal((0.5, 0.095), (found["2301"].EntryPrice, found["2302"].EntryPrice));
        Assert.DoesNotContain("ENTRY_CONTINUES_AFTER_CLOSE", found["2301"].Missing);
        Assert.Contains("ENTRY_CONTINUES_AFTER_CLOSE", found["2302"].Missing);
        Assert.False(found["2302"].Entry!.IsFromFills);
    }

    [Fact]
    public async Task A_position_sold_before_the_start_keeps_its_line_and_only_money_knows()
    {
        var (_, found) = await ScanAsync("in-play-additions", w =>
        {
            Bought(w, "2301", 100, 0.5, Noon);
            Sold(w, "2301", 100, 0.55, Noon + 3600);
        });
        Assert.Equal((0.5, 0.52, 0.0), (found["2301"].EntryPrice, found["2301"].ClosingLine.Price, found["2301"].Entry!.HeldAt));
    }

    [Fact]
    public async Task A_game_that_starts_between_two_fills_parts_them()
    {
        var (_, found) = await ScanAsync("in-play-additions", w =>
        {
            Bought(w, "2301", 100, 0.5, Start - 1);
            Bought(w, "2301", 100, 0.3, Start);
        });
        Assert.Equal((0.5, 1), (found["2301"].EntryPrice, found["2301"].Entry!.InPlayBuys));
    }

    [Fact]
    public async Task The_earliest_start_wins_and_bets_between_two_have_their_own_reason()
    {
        var (_, found) = await ScanAsync("sports-times");
        // A doubleheader: each game has its own start, and they are two games.
        Assert.Equal((0.55, 0.45), (found["1711"].ClosingLine.Price, found["1721"].ClosingLine.Price));
        Assert.NotEqual(found["1711"].Game, found["1721"].Game);
        // Moved by a day; the first date counts.
        Assert.Equal((0.52, "game_start"), (found["1731"].ClosingLine.Price, found["1731"].ClosingLine.AnchorSource));
        Assert.Equal((null, "START_MOVED"), (found["1732"].ClosingLine.Price, found["1732"].ClosingLine.MissingReason));
        // A market that names a time 27 hours after its event's start.
        Assert.Equal((0.5, "event_start"), (found["1741"].ClosingLine.Price, found["1741"].ClosingLine.AnchorSource));
        Assert.Equal("INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE", found["1751"].ClosingLine.MissingReason);
        // A fight of a sport in no table: its day may begin on the one before it, and it was bet on then.
        Assert.Equal(("slug_date", null), (found["1761"].ClosingLine.AnchorSource, found["1761"].ClosingLine.Price));
        Assert.Equal("2026-07-03T10", found["1761"].ClosingLine.Anchor!.Value.ToString("yyyy-MM-dd'T'HH", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_fight_of_an_unknown_sport_that_was_bet_on_in_time_has_the_line_before_its_day()
    {
        // Early on the third; its prices are those of the file, which begin at midnight.
        var (_, found) = await ScanAsync("sports-times", w => Bought(w, "1761", 100, 0.5, 1_783_036_800 + 60));
        Assert.Equal((0.5, "slug_date"), (found["1761"].ClosingLine.Price, found["1761"].ClosingLine.AnchorSource));
    }

    [Fact]
    public async Task A_game_moved_twice_is_anchored_on_its_first_date()
    {
        var (_, found) = await ScanAsync("sports-times", w =>
        {
            w.Market(2)["eventStartTime"] = "2026-07-06T18:00:00Z";
            w.Market(2)["closedTime"] = "2026-07-06 21:10:00+00";
        });
        Assert.Equal((0.52, "START_MOVED"), (found["1731"].ClosingLine.Price, found["1732"].ClosingLine.MissingReason));
    }

    [Fact]
    public async Task Where_news_comes_before_the_close_there_is_no_line_but_what_a_day_made_of_it()
    {
        var (_, found) = await ScanAsync("challenge-window");
        foreach (var (token, payout) in new[] { ("201", 1.0), ("202", 0.0) })
        {
            Assert.Equal((null, "NO_CLOSE_TS", "NO_SCHEDULED_START"), (found[token].ClosingLine.Price, found[token].ClosingLine.MissingReason, found[token].ClosingLine.AnchorFailureReason));
            Assert.Equal((payout, Markout.Payout), (found[token].Markouts!.Day.Price!.Value, found[token].Markouts!.Day.Source));
            Assert.Equal(payout, found[token].Markouts!.Week.Price!.Value);
        }

        // An hour after the entry it was open, and there were no prices yet.
        Assert.Null(found["201"].Markouts!.Hour.Price);
    }

    [Fact]
    public async Task A_day_that_ends_before_the_market_is_settled_has_its_price()
    {
        // Entered two days earlier: the day after it is over before the news.
        var (_, found) = await ScanAsync("challenge-window", w =>
        {
            Bought(w, "201", 100, 0.45, 1_785_528_000 - (2 * 86_400));
            w.Json["clob"] = new JsonObject { ["201"] = new JsonArray(new JsonArray(1_785_528_000L - 86_400 - 600, 0.47), new JsonArray(1_785_528_000L - 86_400 + 60, 0.99)) };
        });
        Assert.Equal((0.47, "prices_history", 1.0), (found["201"].Markouts!.Day.Price, found["201"].Markouts!.Day.Source, found["201"].Markouts!.Week.Price));
    }

    [Fact]
    public async Task A_markout_waits_for_its_day_also_where_the_market_resolved_earlier()
    {
        var (_, found) = await ScanAsync("challenge-window", now: DateTimeOffset.FromUnixTimeSeconds(1_785_528_000 + 86_399));
        Assert.Equal((null, "HORIZON_IN_FUTURE"), (found["201"].Markouts!.Day.Price, found["201"].Markouts!.Day.MissingReason));
    }

    [Fact]
    public async Task The_original_table_keeps_the_originals_ladder()
    {
        var (_, found) = await ScanAsync("challenge-window", table: SegmentTables.Original);
        Assert.Equal(("resolved_minus_guard", 0.9985), (found["201"].ClosingLine.AnchorSource, found["201"].ClosingLine.Price));
        Assert.Null(found["201"].Markouts);
    }

    [Fact]
    public async Task The_end_date_of_a_market_that_is_open_is_no_close()
    {
        var (_, found) = await ScanAsync("open-market-past-end-date");
        Assert.Equal((null, "NO_SCHEDULED_START"), (found["101"].ClosingLine.Anchor, found["101"].ClosingLine.AnchorFailureReason));
        Assert.Equal(0.317142857, found["101"].Markouts!.Day.Price!.Value, Exact);
        // Entered after the end date, and measured like the other.
        Assert.Equal(0.562, found["102"].Markouts!.Day.Price!.Value, Exact);
        Assert.All(found.Values, p => Assert.Equal("PENDING", p.ResolutionOutcome));
    }

    private static async Task<(ScannedUser User, Dictionary<string, DossierPosition> Positions)> ScanAsync(
        string name, Action<CaseWorld>? change = null, string table = SegmentTables.Default, int mostFills = 1000, DateTimeOffset? now = null)
    {
        await using var served = await ServedCase.StartAsync(name, change);
        // The worlds are of the summer of 2026.
        served.World.Clock = now ?? new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        var (user, positions) = await served.World.Scan(table: table, mostFills: mostFills).ReadAllAsync(ServedCase.Wallet, lite: false);
        return (user, positions.ToDictionary(p => p.TokenId, StringComparer.Ordinal));
    }

    private static void Bought(CaseWorld world, string token, double size, double price, long time) => Trade(world, token, "BUY", size, price, time);

    private static void Sold(CaseWorld world, string token, double size, double price, long time) => Trade(world, token, "SELL", size, price, time);

    private static void Trade(CaseWorld world, string token, string side, double size, double price, long time) => (world.Json["trades"] ??= new JsonArray()).AsArray().Add(new JsonObject
    {
        ["token_id"] = token,
        ["side"] = side,
        ["size"] = size,
        ["price"] = price,
        ["timestamp"] = time,
    });
}
