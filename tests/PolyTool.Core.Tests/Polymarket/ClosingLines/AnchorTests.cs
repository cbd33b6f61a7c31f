using PolyTool.Core.Polymarket.ClosingLines;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Dossiers.Segments;

namespace PolyTool.Core.Tests.Polymarket.ClosingLines;

public class AnchorTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero);

    private static readonly MarketFacts Politics = new() { ConditionId = "0x1", Slug = "will-it-pass-by-2026-01-20", IsClosed = true };

    private readonly AnchorFinder _finder = new(SegmentTables.BuiltIn(SegmentTables.Default));

    [Fact]
    public void A_games_start_comes_first()
    {
        var anchor = _finder.Find(Politics with { GameStart = Day.AddHours(3), EventStart = Day, EndDate = Day.AddDays(7) }, null);
        Assert.Equal((Day.AddHours(3), "game_start", TimeSpan.FromHours(6)), (anchor.Time, anchor.Source, anchor.LargestAge));
    }

    [Fact]
    public void An_events_start_comes_next_also_outside_sports()
    {
        var anchor = _finder.Find(Politics with { Slug = "btc-updown-5m-1771610400", EventStart = Day.AddHours(1), ResolvedAt = Day.AddHours(2) }, null);
        Assert.Equal((Day.AddHours(1), "event_start"), (anchor.Time, anchor.Source));
    }

    [Fact]
    public void A_game_without_a_known_hour_is_anchored_on_the_start_of_its_day()
    {
        var anchor = _finder.Find(new MarketFacts { ConditionId = "0x1", Slug = "nba-lal-bos-2026-01-20", EndDate = Day.AddDays(7) }, null);
        Assert.Equal((Day, "slug_date"), (anchor.Time, anchor.Source));
        // A league whose day begins before the UTC day.
        anchor = _finder.Find(new MarketFacts { ConditionId = "0x1", Slug = "afl-a-b-2026-01-20" }, null);
        Assert.Equal("slug_date", anchor.Source);
        Assert.True(anchor.Time < Day);
    }

    [Fact]
    public void Other_markets_are_anchored_an_hour_before_resolution_then_closing_then_on_their_end()
    {
        Assert.Equal(Day.AddHours(-1), _finder.Find(Politics with { ResolvedAt = Day, ClosedTime = Day.AddHours(9) }, null).Time);
        Assert.Equal((Day.AddHours(-1), "closed_minus_guard"), Parts(_finder.Find(Politics with { ClosedTime = Day }, null)));
        Assert.Equal((Day, "end_date"), Parts(_finder.Find(Politics with { EndDate = Day }, null)));
        Assert.True(_finder.NeedsResolution(Politics with { ClosedTime = Day }));
        Assert.False(_finder.NeedsResolution(Politics with { GameStart = Day }));
    }

    [Fact]
    public void A_game_never_takes_a_time_after_its_start()
    {
        var anchor = _finder.Find(new MarketFacts { ConditionId = "0x1", Slug = "nba-lal-bos", SportsMarketType = "moneyline", ClosedTime = Day, EndDate = Day }, null);
        Assert.Equal((null, "MISSING_CLOSE_TS_FIELDS"), (anchor.Time, anchor.FailureReason));
    }

    [Fact]
    public void A_game_that_was_called_off_has_no_line()
    {
        var anchor = _finder.Find(Politics with { GameStart = Day, ClosedTime = Day.AddDays(-1) }, null);
        Assert.Equal((null, "SETTLED_BEFORE_ANCHOR"), (anchor.Time, anchor.FailureReason));
    }

    [Fact]
    public void A_time_that_cannot_be_read_is_told() =>
        Assert.Equal("INVALID_CLOSE_TS_FORMAT", _finder.Find(Politics with { HasUnreadableTime = true }, null).FailureReason);

    private static (DateTimeOffset?, string?) Parts(Anchor anchor) => (anchor.Time, anchor.Source);
}
