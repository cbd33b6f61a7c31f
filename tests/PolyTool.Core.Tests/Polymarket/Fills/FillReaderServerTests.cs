using System.Globalization;
using Microsoft.AspNetCore.Http;
using PolyTool.Core.Polymarket.Fills;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket.Fills;

public class FillReaderServerTests
{
    private const string Wallet = "0x00000000000000000000000000000000000000aa";

    [Fact]
    public async Task Every_page_is_read_and_fills_stand_in_times_order_whatever_order_they_came_in()
    {
        var book = await ReadAsync(r => Cursor(r) switch
        {
            "" => Page([Row("7", "BUY", 20, 0.5, 300, "0xc"), Row("7", "sell", 5, 0.6, 300, "0xd"), Row("8", "BUY", 1, 0.2, 50, "0xe")], "two"),
            _ => Page([Row("7", "BUY", 10, 0.4, 100, "0xa"), Row("7", "BUY", 30, 0.45, 200, "0xb")], null),
        });
        Assert.Equal((null, 5), (book.Gap, book.Count));
        Assert.Equal([(100, 10), (200, 30), (300, 20), (300, -5)], book.Of("7").Select(f => (f.Time, f.Size)));
        Assert.Empty(book.Of("a token without fills"));
    }

    [Fact]
    public async Task A_page_that_comes_again_counts_once_and_equal_fills_of_one_page_are_several()
    {
        string[] rows = [Row("7", "BUY", 20, 0.5, 300, "0xc"), Row("7", "BUY", 20, 0.5, 300, "0xc")];
        var book = await ReadAsync(r => Cursor(r) switch
        {
            "" => Page(rows, "two"),
            "two" => Page(rows, "three"),
            _ => Page([Row("7", "BUY", 1, 0.5, 100, "0xa")], null),
        });
        Assert.Equal((null, 3), (book.Gap, book.Of("7").Count));
    }

    [Theory]
    [InlineData("again", "FILLS_NEVER_END")]
    [InlineData("", "FILLS_NEVER_END")]
    public async Task Of_a_feed_that_goes_round_nothing_is_taken(string cursor, string gap)
    {
        // The newest come first: what a list without its end says first is no first buy.
        var number = 0;
        var book = await ReadAsync(_ => Page([Row("7", "BUY", 20, 0.5, 300, "0xc")], cursor.Length > 0 ? cursor : $"{number++}"));
        Assert.Equal((gap, 0), (book.Gap, book.Of("7").Count));
    }

    [Fact]
    public async Task A_feed_that_fails_on_the_way_leaves_none()
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([], []), new FakeServerOptions
        {
            Faults = (r, _) => Cursor(r).Length > 0 ? Fault.TooManyRequests : Fault.None,
            Replace = _ => Page([Row("7", "BUY", 20, 0.5, 300, "0xc")], "two"),
        }, o => o with { Retries = 1 });
        var book = await FillReader.ReadAsync(served.Source(), Wallet, 1000, [], TestContext.Current.CancellationToken);
        Assert.Equal(("FILLS_RATE_LIMITED", 0), (book.Gap, book.Of("7").Count));
    }

    [Fact]
    public async Task Rows_that_are_no_fills_are_left_out()
    {
        var book = await ReadAsync(_ => Page(
        [
            "null", Row("7", "BUY", 20, 0.5, 300, "0xc"), Row("7", "BUY", 0, 0.5, 301, "0xd"), Row("7", "BUY", 5, 1.5, 302, "0xe"), Row("7", "HOLD", 5, 0.5, 303, "0xf"),
            Row("", "BUY", 5, 0.5, 304, "0x1"), Row("7", "BUY", 5, 0.5, 0, "0x2"), """{"token_id":"7"}""",
        ], null));
        Assert.Equal((null, 1), (book.Gap, book.Count));
    }

    [Fact]
    public async Task A_hundred_thousand_fills_are_read_and_one_more_is_too_many()
    {
        static string Number(HttpRequest r) => Cursor(r) is { Length: > 0 } cursor ? cursor : "0";
        string Answer(HttpRequest r)
        {
            var page = int.Parse(Number(r), CultureInfo.InvariantCulture);
            return Page(Enumerable.Range(0, 1000).Select(i => Row($"{i % 50}", i % 3 == 0 ? "SELL" : "BUY", 1, 0.5, 2_000_000 - (page * 1000) - i, $"0x{page}-{i}")), page < 99 ? $"{page + 1}" : null);
        }

        var book = await ReadAsync(Answer, 100_000);
        Assert.Equal((null, 100_000, 2000), (book.Gap, book.Count, book.Of("0").Count));
        book = await ReadAsync(Answer, 99_999);
        Assert.Equal(("TOO_MANY_FILLS", 0), (book.Gap, book.Of("0").Count));
    }

    [Fact]
    public void Fills_before_the_anchor_make_the_entry_and_those_after_it_are_in_play()
    {
        Fill[] fills = [new(100, 0.5, 100), new(100, 0.6, 100), new(200, 0.2, 300), new(250, 0.3, -50), new(300, 0.05, 900), new(400, 0.9, -1000)];
        var entry = EntryOfFills.Of(fills, 300);
        Assert.Equal((100L, 0.55), (entry.FirstBuyTime, entry.FirstBuyPrice));
        Assert.Equal((500.0, 170.0, 0.34, 50.0, 450.0, 1, 900.0), (entry.BoughtBefore, entry.CostBefore, entry.Average, entry.SoldBefore, entry.HeldAtAnchor, entry.BuysAfter, entry.BoughtAfter));
        // Sold before the start, wholly: the first buy and its average stay.
        entry = EntryOfFills.Of([new(100, 0.5, 10), new(200, 0.6, -10)], 300);
        Assert.Equal((0.5, 0.5, 0.0), (entry.FirstBuyPrice, entry.Average, entry.HeldAtAnchor));
        // Only in play: no average, and the first buy is one of the game.
        entry = EntryOfFills.Of([new(300, 0.05, 900)], 300);
        Assert.Equal((300L, null, 1), (entry.FirstBuyTime, entry.Average, entry.BuysAfter));
        Assert.Equal((null, null, 5.0), (EntryOfFills.Of([new(100, 0.5, -5)], 300).FirstBuyTime, EntryOfFills.Of([new(100, 0.5, -5)], 300).Average, EntryOfFills.Of([new(100, 0.5, -5)], 300).SoldBefore));
    }

    private static async Task<FillBook> ReadAsync(Func<HttpRequest, string> answer, int most = 1000)
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([], []), new FakeServerOptions { Replace = answer });
        return await FillReader.ReadAsync(served.Source(), Wallet, most, [], TestContext.Current.CancellationToken);
    }

    private static string Cursor(HttpRequest request) => request.Query["cursor"].ToString();

    private static string Row(string token, string side, double size, double price, long time, string transaction) =>
        FormattableString.Invariant($$"""{"token_id":"{{token}}","side":"{{side}}","size":{{size}},"price":{{price}},"timestamp":{{time}},"transaction_hash":"{{transaction}}"}""");

    private static string Page(IEnumerable<string> rows, string? cursor) =>
        "{\"data\":[" + string.Join(',', rows) + "],\"pagination\":{\"has_more\":" + (cursor is null ? "false,\"next_cursor\":null" : $"true,\"next_cursor\":\"{cursor}\"") + "}}";
}
