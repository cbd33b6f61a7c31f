using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Polymarket.ClosingLines;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Tests.Polymarket.ClosingLines;

public class AnchorTests
{
    private static readonly DateTimeOffset s_day = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero);

    private static readonly MarketFacts s_politics = new() { ConditionId = "0x1", Slug = "will-it-pass", Outcomes = ["Yes", "No"], IsClosed = true };

    private readonly AnchorFinder _finder = new(SegmentTables.BuiltIn(SegmentTables.Default));

    private readonly AnchorFinder _original = new(SegmentTables.BuiltIn(SegmentTables.Original));

    [Theory]
    [InlineData(3, 5, "game_start", 3)]
    [InlineData(30, 3, "event_start", 3)]
    [InlineData(3, 30, "game_start", 3)]
    public void The_earliest_of_all_starts_counts_and_the_latest_is_remembered(int game, int happening, string source, int expected)
    {
        var anchor = _finder.Find(s_politics with { GameStart = s_day.AddHours(game), EventStart = s_day.AddHours(90), OwnEventStart = s_day.AddHours(happening), EndDate = s_day.AddDays(-1) }, null);
        Assert.Equal((s_day.AddHours(expected), source, s_day.AddHours(90), TimeSpan.FromHours(6)), (anchor.Time, anchor.Source, anchor.LatestStart, anchor.LargestAge));
        Assert.False(anchor.IsMarkout);
    }

    [Fact]
    public void An_events_start_counts_also_outside_sports()
    {
        var anchor = _finder.Find(s_politics with { Slug = "btc-updown-5m-1771610400", EventStart = s_day.AddHours(1), ResolvedAt = s_day.AddHours(2) }, null);
        Assert.Equal((s_day.AddHours(1), "event_start"), Parts(anchor));
    }

    [Theory]
    // The day of a league whose zone is known; of any other it may begin fourteen hours before the UTC day.
    [InlineData("nba-lal-bos-2026-01-20", "Will the Lakers win?", 0)]
    [InlineData("epl-ars-lee-2026-01-20-ars", "Will Arsenal win on 2026-01-20?", -3)]
    [InlineData("afl-a-b-2026-01-20", "A vs. B", -14)]
    [InlineData("bkfc-smith-jones-2026-01-20", "Smith vs. Jones", -14)]
    [InlineData("ufc-257-poirier-mcgregor-2026-01-20", "Who will win?", -14)]
    public void A_contest_without_a_known_hour_is_anchored_on_the_start_of_its_day(string slug, string question, int hours)
    {
        var anchor = _finder.Find(new MarketFacts { ConditionId = "0x1", Slug = slug, Question = question, Outcomes = ["Yes", "No"], EndDate = s_day.AddDays(7), ClosedTime = s_day.AddDays(2), IsClosed = true }, null);
        Assert.Equal((s_day.AddHours(hours), "slug_date"), Parts(anchor));
    }

    [Theory]
    [InlineData("temperature-in-dallas-2026-01-20", "Will it be above 80?", "2026-01-21")]
    [InlineData("will-it-pass", "Will it pass by January 20, 2026?", "2026-01-21")]
    [InlineData("will-it-pass", "Will it pass by Jan. 18th?", "2026-01-19")]
    [InlineData("will-it-pass", "Will it pass in March or May?", null)]
    [InlineData("will-it-pass", "Will it pass by June 20?", null)]
    public void What_has_no_start_is_measured_by_a_markout_that_ends_with_its_day(string slug, string question, string? decided)
    {
        var anchor = _finder.Find(s_politics with { Slug = slug, Question = question, EndDate = s_day, ClosedTime = s_day.AddDays(1), ResolvedAt = s_day.AddDays(1) }, null);
        Assert.Equal((true, null, Anchor.NoStart), (anchor.IsMarkout, anchor.Time, anchor.FailureReason));
        Assert.Equal(decided, anchor.DecidedBy?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Who_wins_a_title_has_no_start_and_a_game_whose_start_nobody_names_has_no_markout()
    {
        Assert.True(_finder.Find(s_politics with { Slug = "will-brazil-win-the-world-cup", Question = "Will Brazil win the 2026 FIFA World Cup?", Tags = ["sports", "soccer"] }, null).IsMarkout);
        var anchor = _finder.Find(new MarketFacts { ConditionId = "0x1", Slug = "nba-lal-bos", SportsMarketType = "moneyline", ClosedTime = s_day, EndDate = s_day }, null);
        Assert.Equal((null, "MISSING_CLOSE_TS_FIELDS", false), (anchor.Time, anchor.FailureReason, anchor.IsMarkout));
    }

    [Fact]
    public void A_game_that_was_called_off_has_no_line_whatever_else_is_known()
    {
        var off = s_politics with { Slug = "nba-lal-bos-2026-01-20", GameStart = s_day, ClosedTime = s_day.AddDays(-1) };
        Assert.Equal((null, "SETTLED_BEFORE_ANCHOR"), (_finder.Find(off, null).Time, _finder.Find(off, null).FailureReason));
        // Moved, and called off then: everybody got the same.
        off = off with { OwnEventStart = s_day.AddDays(2), ClosedTime = s_day.AddDays(1), Payouts = [0.5, 0.5] };
        Assert.Equal("SETTLED_BEFORE_ANCHOR", _finder.Find(off, null).FailureReason);
        // Played at the first date, and its event has a wrong one.
        Assert.Equal((s_day, "game_start"), Parts(_finder.Find(off with { Payouts = [1, 0] }, null)));
    }

    [Fact]
    public void A_start_that_cannot_be_read_is_told() =>
        Assert.Equal("INVALID_CLOSE_TS_FORMAT", _finder.Find(s_politics with { HasUnreadableStart = true }, null).FailureReason);

    [Fact]
    public void The_originals_ladder_takes_the_first_rung_that_has_a_time()
    {
        Assert.Equal((s_day.AddHours(30), "game_start"), Parts(_original.Find(s_politics with { GameStart = s_day.AddHours(30), EventStart = s_day }, null)));
        Assert.Equal(s_day.AddHours(-1), _original.Find(s_politics with { ResolvedAt = s_day, ClosedTime = s_day.AddHours(9) }, null).Time);
        Assert.Equal((s_day.AddHours(-1), "closed_minus_guard"), Parts(_original.Find(s_politics with { ClosedTime = s_day }, null)));
        Assert.Equal((s_day, "end_date"), Parts(_original.Find(s_politics with { EndDate = s_day }, null)));
        Assert.Equal("INVALID_CLOSE_TS_FORMAT", _original.Find(s_politics with { HasUnreadableTime = true }, null).FailureReason);
        Assert.True(_original.NeedsResolution(s_politics with { ClosedTime = s_day }));
        Assert.False(_finder.NeedsResolution(s_politics with { ClosedTime = s_day }));
        Assert.True(_finder.NeedsResolution(s_politics));
    }

    private static (DateTimeOffset?, string?) Parts(Anchor anchor) => (anchor.Time, anchor.Source);
}
