using System.Globalization;
using System.Text;
using PolyTool.Core.Evidence.UserStatistics;

namespace PolyTool.Core.Tests.Evidence.UserStatistics;

public class UserSegmentStatisticsTests
{
    [Fact]
    public void Sums_of_an_event_follow_their_definitions()
    {
        var builder = new UserSegmentStatisticsBuilder();
        builder.Add("league:nba", new PositionObservation { EventId = "a", Notional = 100, EntryPrice = 0.4, ClosingPrice = 0.5, EntryFee = 2, Won = true, Time = 20 });
        builder.Add("league:nba", new PositionObservation { EventId = "a", Notional = 50, EntryPrice = 0.5, ClosingPrice = 0.5, Won = false, Time = 10 });
        builder.Add("league:nba", new PositionObservation { EventId = "a", Notional = 7 });
        var row = Assert.Single(Assert.Single(builder.Build()).Events);
        Assert.Equal((3, 2, 2, 1, 1, 2, 1), (row.Positions, row.ClvPositions, row.LogOddsPositions, row.BeatClose, row.Ties, row.Resolved, row.Wins));
        Assert.Equal((157.0, 150.0, 2.0), (row.Notional, row.ClvNotional, row.EntryFees));
        Assert.Equal(0.25, row.PctSum, 12);
        Assert.Equal(25.0, row.PctNotionalSum, 12);
        Assert.Equal(10.0, row.CentsSum, 12);
        Assert.Equal(0.405465108, row.LogOddsSum, 12);
        Assert.Equal(0.23, row.NetPctSum, 12);
        Assert.Equal((10L, 20L), (row.FirstTime, row.LastTime));
    }

    [Theory]
    [InlineData(double.NaN, 0.5)]
    [InlineData(0, 0.5)]
    [InlineData(-0.2, 0.5)]
    [InlineData(1e-300, 0.5)]
    [InlineData(0.5, double.PositiveInfinity)]
    [InlineData(0.5, 1.5)]
    public void Prices_out_of_range_give_no_closing_line(double entry, double close)
    {
        var builder = new UserSegmentStatisticsBuilder();
        builder.Add("s:x", new PositionObservation { EventId = "a", Notional = double.NaN, EntryPrice = entry, ClosingPrice = close, EntryFee = double.NaN });
        var row = Assert.Single(Assert.Single(builder.Build()).Events);
        Assert.Equal((1, 0, 0.0), (row.Positions, row.ClvPositions, row.Notional));
    }

    [Fact]
    public void A_payout_price_counts_in_per_cent_and_not_in_log_odds()
    {
        var builder = new UserSegmentStatisticsBuilder();
        builder.Add("s:x", new PositionObservation { EventId = "a", EntryPrice = 0.5, ClosingPrice = 1 });
        var row = Assert.Single(Assert.Single(builder.Build()).Events);
        Assert.Equal((1, 0, 1.0), (row.ClvPositions, row.LogOddsPositions, row.PctSum));
    }

    [Fact]
    public void What_is_written_is_read_back_and_culture_does_not_matter()
    {
        var statistics = Sample();
        var bytes = UserSegmentStatisticsWriter.ToBytes(statistics);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal(bytes, UserSegmentStatisticsWriter.ToBytes(statistics));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var read = UserSegmentStatisticsReader.Read(bytes);
        Assert.Equal(bytes, UserSegmentStatisticsWriter.ToBytes(read));
        Assert.Equal((statistics.User, statistics.Wallet, statistics.Activity), (read.User, read.Wallet, read.Activity));
        Assert.Equal([.. statistics.Segments.Select(s => s.SegmentKey)], read.Segments.Select(s => s.SegmentKey).ToArray());
        Assert.Equal(0.405465108, read.Segments[1].Events[0].LogOddsSum, 12);
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_read_or_refused_in_words()
    {
        var bytes = UserSegmentStatisticsWriter.ToBytes(Sample());
        for (var i = 0; i < bytes.Length; i++)
        {
            Try(bytes[..i]);
            foreach (var value in new byte[] { 0, (byte)'"', (byte)'9', (byte)'-', (byte)'}', 0xFF })
            {
                var changed = (byte[])bytes.Clone();
                changed[i] = value;
                Try(changed);
            }
        }

        static void Try(byte[] bytes)
        {
            try
            {
                UserSegmentStatisticsReader.Read(bytes);
            }
            catch (UserSegmentStatisticsException e)
            {
                Assert.StartsWith("$", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("[]", "$: an object was expected")]
    [InlineData("{}", "$: form 1 was expected")]
    [InlineData("{\"form\": 1}", "$: segments is missing")]
    [InlineData("{\"form\": 1, \"segments\": {\"a:b\": [[1]]}}", "$.segments.a:b: a string was expected")]
    [InlineData("{\"form\": 1, \"segments\": {\"a:b\": [], \"a:b\": []}}", "$.segments.a:b: the segment stands there twice")]
    [InlineData("{\"form\": 1, \"columns\": [\"n\"]}", "$.columns: other columns")]
    [InlineData("{\"user\": NaN}", "$.user: not JSON text")]
    [InlineData("{\"user\": \"\\ud800\"}", "$.user: not JSON text")]
    public void Defects_are_named_with_their_place(string text, string message)
    {
        var e = Assert.Throws<UserSegmentStatisticsException>(() => UserSegmentStatisticsReader.Read(Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("-12.5")]
    [InlineData("123456789012345")]
    [InlineData("0.123456789012345")]
    [InlineData("1234567890123456.5")]
    [InlineData("5E-324")]
    [InlineData("-1.7E+20")]
    public void Numbers_are_read_as_exactly_as_the_framework_does(string text)
    {
        Assert.True(QuickNumber.TryParse(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1e400")]
    [InlineData("1.2.3")]
    public void What_is_no_finite_number_is_refused(string text) => Assert.False(QuickNumber.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData(500, 4, 10, 3, true)]
    [InlineData(20, 10, 10, 3, true)]
    [InlineData(20, 10, 10, 1, false)]
    public void A_bot_shows_by_its_pace_or_by_holding_both_sides(long fills, long days, long markets, long both, bool expected) =>
        Assert.Equal(expected, new UserActivity { Fills = fills, ActiveDays = days, Markets = markets, TwoSidedMarkets = both }.LooksAutomated);

    private static UserSegmentStatistics Sample()
    {
        var builder = new UserSegmentStatisticsBuilder();
        builder.AddSegment("category:<leer>\u00e4");
        builder.Add("league:nba", new PositionObservation { EventId = "nba-lal-bos", Notional = 100, EntryPrice = 0.4, ClosingPrice = 0.5, EntryFee = 2, Won = true, Time = 1_771_610_400 });
        builder.Add("league:nba", new PositionObservation { EventId = "\"x\"", Notional = 1e-7, EntryPrice = 0.4, ClosingPrice = null });
        return new UserSegmentStatistics
        {
            User = "alice",
            Wallet = "0xabc",
            RunId = "run-1",
            GeneratedAt = "2026-02-20T18:00:00+00:00",
            Activity = new UserActivity { Fills = 12, ActiveDays = 3, Markets = 9 },
            Segments = [.. builder.Build().Select(s => s with { Events = [.. s.Events.Reverse()] })],
        };
    }
}
