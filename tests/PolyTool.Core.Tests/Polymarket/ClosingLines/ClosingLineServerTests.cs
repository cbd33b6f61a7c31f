using Microsoft.AspNetCore.Http;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.ClosingLines;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Polymarket.Prices;
using PolyTool.FakePolymarket.Server;
using PolyTool.FakePolymarket.World;

namespace PolyTool.Core.Tests.Polymarket.ClosingLines;

public class ClosingLineServerTests
{
    // The game starts at 100,000 seconds after this, and was entered 10,000 seconds before that.
    private const long Zero = 1_770_000_000;
    private const long Start = Zero + 100_000;
    private const long Entry = Start - 10_000;

    private static readonly HeldPosition s_held = new() { TokenId = "7", ConditionId = "0x1", Status = "OPEN", EntryPrice = 0.5, FirstEntry = At(Entry) };

    private static readonly MarketFacts s_game = new()
    {
        ConditionId = "0x1",
        Slug = "nba-a-b-2026-02-03",
        Tokens = ["7", "8"],
        IsClosed = true,
        GameStart = At(Start),
        ClosedTime = At(Start + 10_000),
        Payouts = [1, 0],
    };

    [Theory]
    [InlineData(Start - 60, 0.61, 0.61, null)]
    [InlineData(Start - 60, 0.0, 0.0, null)]
    [InlineData(Start - 60, 1.2, null, "INVALID_PRICE_VALUE")]
    [InlineData(Entry, 0.6, null, "OUTSIDE_WINDOW")]
    [InlineData(Entry - 60, 0.6, null, "OUTSIDE_WINDOW")]
    public async Task A_price_counts_after_entry_and_before_the_start(long time, double price, double? expected, string? reason)
    {
        var line = await FindAsync(r => r.Path == "/prices-history" ? History((time, price)) : Empty(r));
        Assert.Equal((expected, reason), (line.Price, line.MissingReason));
    }

    [Fact]
    public async Task A_price_older_than_six_hours_is_no_closing_line_of_a_game()
    {
        var early = s_held with { FirstEntry = At(Start - 90_000) };
        var line = await FindAsync(r => r.Path == "/v2/prices-history" ? Series((Start - 22_000, 0.6)) : Empty(r), early);
        Assert.Equal("OUTSIDE_WINDOW", line.MissingReason);
        line = await FindAsync(r => r.Path == "/v2/prices-history" ? Series((Start - 21_000, 0.6)) : Empty(r), early);
        Assert.Equal((0.6, At(Start - 21_000), "data_v2_as_of"), (line.Price, line.ObservedAt, line.PriceSource));
    }

    [Fact]
    public async Task The_minutes_before_the_start_are_asked_for_first_and_are_enough()
    {
        var asked = new List<string>();
        var line = await FindAsync(r =>
        {
            asked.Add(r.Path + r.QueryString.Value);
            return History((Start - 3700, 0.4), (Start - 61, 0.6), (Start - 61, 0.7));
        });
        Assert.Equal([$"/prices-history?market=7&startTs={Start - 21_600}&endTs={Start - 1}&fidelity=1"], asked);
        // Of several prices at one time the first that came counts.
        Assert.Equal((0.6, At(Start - 61), "prices_history", TimeSpan.Zero), (line.Price, line.ObservedAt, line.PriceSource, line.Span));
    }

    [Fact]
    public async Task Where_there_are_no_minutes_the_price_as_of_the_second_before_the_start_counts()
    {
        string? asked = null;
        var line = await FindAsync(r =>
        {
            asked ??= r.Path == "/v2/prices-history" ? r.QueryString.Value : null;
            return r.Path == "/v2/prices-history" ? Series((Start - 1, 0.6)) : Empty(r);
        });
        Assert.Equal($"?token_id=7&as_of={Start - 1}", asked);
        Assert.Equal(0.6, line.Price);
    }

    [Fact]
    public async Task A_span_that_holds_the_start_may_tell_of_the_game_and_the_one_before_it_counts()
    {
        // Of an old market there are spans of three hours: this one began an hour before the game.
        var line = await FindAsync(
            r => r.Path != "/v2/prices-history" ? Empty(r)
                : r.Query["as_of"] == $"{Start - 1}" ? Span(Start - 3600, 0.9, 10_800)
                : r.Query["as_of"] == $"{Start - 3601}" ? Span(Start - 14_400, 0.52, 10_800) : Series(),
            s_held with { FirstEntry = At(Start - 50_000) });
        Assert.Equal((0.52, At(Start - 14_400), "data_v2_as_of", TimeSpan.FromHours(3), false), (line.Price, line.ObservedAt, line.PriceSource, line.Span, line.SpanHoldsEntry));
    }

    [Fact]
    public async Task An_entry_inside_the_span_marks_the_line_and_does_not_throw_it_away()
    {
        var line = await FindAsync(r => r.Path == "/v2/prices-history" ? Span(Start - 10_800, 0.6, 10_800) : Empty(r), s_held with { FirstEntry = At(Start - 9000) });
        Assert.Equal((0.6, true), (line.Price, line.SpanHoldsEntry));
        // A span that was over when the first buy came tells nothing of what came after it.
        line = await FindAsync(r => r.Path == "/v2/prices-history" ? Span(Start - 14_400, 0.6, 3600) : Empty(r), s_held with { FirstEntry = At(Start - 9000) });
        Assert.Equal((null, "OUTSIDE_WINDOW"), (line.Price, line.MissingReason));
    }

    [Theory]
    [InlineData(Start - 10_800, 10_800)]
    [InlineData(Start - 300, 300)]
    [InlineData(Start - 60, 60)]
    [InlineData(Start - 1, 60)]
    public async Task A_span_that_ends_by_the_start_counts_and_a_minute_always(long time, int seconds)
    {
        var line = await FindAsync(r => r.Path == "/v2/prices-history" ? Span(time, 0.6, seconds) : Empty(r), s_held with { FirstEntry = At(Start - 50_000) });
        Assert.Equal(0.6, line.Price);
    }

    [Fact]
    public async Task The_payout_that_stands_next_to_the_last_price_is_none_and_the_one_before_it_counts()
    {
        var line = await FindAsync(r => r.Path != "/v2/prices-history" ? Empty(r) : r.Query["as_of"] == $"{Start - 1}" ? Series((Start - 3300, 1)) : Series((Start - 3600, 0.7)));
        Assert.Equal((0.7, At(Start - 3600)), (line.Price, line.ObservedAt));
    }

    [Fact]
    public async Task Prices_around_the_first_buy_know_neither_the_payout_nor_what_came_after_the_start()
    {
        var context = await ContextAsync(r => r.Path == "/prices-history"
            ? History((Entry - 80_000, 0.40), (Entry - 3900, 0.42), (Entry - 60, 0.44), (Entry + 59, 0.45), (Entry + 61, 0.46), (Entry + 320, 0.47), (Entry + 1790, 0.48), (Entry + 1830, 0.49), (Entry + 7150, 0.50), (Entry + 7230, 0.51), (Entry + 10_000, 0.99))
            : Series());
        Assert.Equal((0.40, 0.42, 0.44), (context.Open.Price, context.HourBeforeEntry.Price, context.AtEntry.Price));
        Assert.Equal([0.46, 0.47, 0.49, 0.51], context.After.Select(p => p.Price));
        Assert.Equal(At(Entry + 320), context.After[1].Time);
        Assert.Equal(0.49, context.HourAfter.Price);
    }

    [Fact]
    public async Task A_price_that_comes_too_late_or_of_a_span_is_no_exact_price_after_entry()
    {
        var context = await ContextAsync(r => r.Path == "/prices-history" ? History((Entry + 301, 0.45), (Entry + 3700, 0.5)) : Series());
        Assert.Equal([null, 0.45, null, null], context.After.Select(p => p.Price));
        context = await ContextAsync(r => r.Path == "/v2/prices-history" ? $$"""{"data":[{{Row(Entry - 600, 0.44, 300)}},{{Row(Entry + 360, 0.60, 60)}},{{Row(Entry + 400, 1, 0)}}]}""" : Empty(r));
        Assert.Equal((0.44, null, "NO_EXACT_PRICE_AFTER_ENTRY"), (context.AtEntry.Price, context.After[1].Price, context.After[1].MissingReason));
    }

    [Fact]
    public async Task Where_only_spans_of_hours_are_left_they_are_used_as_far_as_they_go()
    {
        var context = await ContextAsync(r => r.Path == "/v2/prices-history" ? $$"""{"data":[{{Row(Entry - 20_000, 0.40, 10_800)}},{{Row(Entry - 9200, 0.60, 10_800)}}]}""" : Empty(r));
        Assert.Equal((0.40, null, "NO_PRIOR_PRICE_BEFORE_ENTRY"), (context.Open.Price, context.HourBeforeEntry.Price, context.AtEntry.MissingReason));
    }

    [Fact]
    public async Task A_market_without_any_price_has_an_empty_history()
    {
        var line = await FindAsync(Empty);
        Assert.Equal("EMPTY_HISTORY", line.MissingReason);
    }

    [Fact]
    public async Task The_payout_that_ends_a_series_is_no_price_also_where_the_time_of_settlement_is_unknown()
    {
        var market = s_game with { ClosedTime = null };
        var line = await FindAsync(r => r.Path == "/prices-history" ? History((Start - 500, 0.7), (Start - 50, 1)) : Series((Start - 50, 1)), market: market);
        Assert.Equal((0.7, At(Start - 500)), (line.Price, line.ObservedAt));
    }

    [Theory]
    [InlineData(Fault.TooManyRequests, "RATE_LIMITED", 429)]
    [InlineData(Fault.Unavailable, "HTTP_ERROR", 503)]
    [InlineData(Fault.Forbidden, "ACCESS_REFUSED", 403)]
    [InlineData(Fault.BadJson, "HTTP_ERROR", 200)]
    [InlineData(Fault.Broken, "CONNECTIVITY", null)]
    [InlineData(Fault.Hang, "TIMEOUT", null)]
    public async Task A_request_that_fails_leaves_its_reason_and_last_status(Fault fault, string reason, int? status)
    {
        await using var served = await ServedWorld.StartAsync(
            new FakeWorld([], []), new FakeServerOptions { Faults = (_, _) => fault }, o => o with { Retries = 1, AttemptTimeout = TimeSpan.FromMilliseconds(300) });
        var line = await FindAsync(served, s_held, s_game);
        Assert.Equal((reason, status), (line.MissingReason, line.HttpStatus));
        Assert.Equal(status is null, line.TraceId is null);
    }

    [Fact]
    public async Task Offline_without_the_answer_is_offline()
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([], []));
        var line = await FindAsync(served, s_held, s_game, served.Source(served.NewFolder(), CacheMode.Offline));
        Assert.Equal("OFFLINE", line.MissingReason);
    }

    public static TheoryData<string, string> Unasked => new()
    {
        { "no anchor", "NO_CLOSE_TS" }, { "no token", "MISSING_OUTCOME_TOKEN_ID" }, { "no price", "MISSING_ENTRY_PRICE" }, { "price above 1", "INVALID_ENTRY_PRICE_RANGE" },
        { "between two starts", "START_MOVED" }, { "no time", "MISSING_ENTRY_TS" }, { "no fills, and bought on", "ENTRY_CONTINUES_AFTER_CLOSE" }, { "in play", "INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE" }, { "open", "CLOSE_IN_FUTURE" },
    };

    [Theory]
    [MemberData(nameof(Unasked))]
    public async Task What_cannot_have_a_line_is_not_asked_for(string what, string reason)
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([], []));
        var held = what switch
        {
            "no token" => s_held with { TokenId = "" },
            "no price" => s_held with { EntryPrice = null },
            "price above 1" => s_held with { EntryPrice = 1.5 },
            "no time" => s_held with { FirstEntry = null },
            "in play" or "between two starts" => s_held with { FirstEntry = At(Start + 5) },
            "no fills, and bought on" => s_held with { EntryContinues = true },
            _ => s_held,
        };
        var market = what switch
        {
            "no anchor" => s_game with { GameStart = null, Slug = "nba-a-b", SportsMarketType = "moneyline" },
            "between two starts" => s_game with { EventStart = At(Start + 90_000), ClosedTime = At(Start + 99_000) },
            "open" => s_game with { IsClosed = false, ClosedTime = null, Payouts = null, GameStart = At(Start + 100_000_000) },
            _ => s_game,
        };
        Assert.Equal(reason, (await FindAsync(served, held, market)).MissingReason);
        Assert.Empty(served.Server.Log.All);
    }

    private static async Task<PositionClosingLine> FindAsync(Func<HttpRequest, string?> answer, HeldPosition? held = null, MarketFacts? market = null)
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([], []), new FakeServerOptions { Replace = answer });
        return await FindAsync(served, held ?? s_held, market ?? s_game);
    }

    private static Task<PositionClosingLine> FindAsync(ServedWorld served, HeldPosition held, MarketFacts market, AnswerSource? source = null)
    {
        var anchor = new AnchorFinder(SegmentTables.BuiltIn(SegmentTables.Default)).Find(market, null);
        return new ClosingLineFinder(new PriceReader(source ?? served.Source())).FindAsync(held, market, anchor, ServedWorld.Now, [], [], TestContext.Current.CancellationToken);
    }

    private static async Task<PositionEntryContext> ContextAsync(Func<HttpRequest, string?> answer)
    {
        await using var served = await ServedWorld.StartAsync(new FakeWorld([], []), new FakeServerOptions { Replace = answer });
        return await new EntryContextFinder(new PriceReader(served.Source())).FindAsync(s_held, s_game, At(Start), ServedWorld.Now, [], TestContext.Current.CancellationToken);
    }

    private static string? Empty(HttpRequest request) => request.Path == "/prices-history" ? """{"history":[]}""" : Series();

    private static string History(params (long Time, double Price)[] points) =>
        $$"""{"history":[{{string.Join(',', points.Select(p => FormattableString.Invariant($"{{\"t\":{p.Time},\"p\":{p.Price}}}")))}}]}""";

    private static string Series(params (long Time, double Price)[] points) =>
        $$"""{"data":[{{string.Join(',', points.Select(p => Row(p.Time, p.Price, 0)))}}]}""";

    private static string Span(long time, double price, int seconds) => $$"""{"data":[{{Row(time, price, seconds)}}]}""";

    private static string Row(long time, double price, int seconds) =>
        FormattableString.Invariant($"{{\"timestamp\":{time},\"price\":{price},\"resolution_seconds\":{seconds}}}");

    private static DateTimeOffset At(long time) => DateTimeOffset.FromUnixTimeSeconds(time);
}
