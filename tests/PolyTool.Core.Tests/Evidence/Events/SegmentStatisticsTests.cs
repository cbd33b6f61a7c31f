using System.Globalization;
using System.Text;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Evidence.Events;

public class SegmentStatisticsTests
{
    [Fact]
    public void Sums_of_an_event_follow_their_definitions()
    {
        var builder = new SegmentStatisticsBuilder();
        builder.Add("league:nba", new PositionObservation { EventId = "a", Notional = 100, AverageEntry = 0.4, Close = 0.5, EntryFee = 2, Won = true, Time = 20 });
        builder.Add("league:nba", new PositionObservation { EventId = "a", Notional = 50, AverageEntry = 0.5, Close = 0.5, Won = false, Time = 10 });
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
        var builder = new SegmentStatisticsBuilder();
        builder.Add("s:x", new PositionObservation { EventId = "a", Notional = double.NaN, AverageEntry = entry, Close = close, EntryFee = double.NaN });
        var row = Assert.Single(Assert.Single(builder.Build()).Events);
        Assert.Equal((1, 0, 0.0), (row.Positions, row.ClvPositions, row.Notional));
    }

    [Fact]
    public void A_payout_price_counts_in_per_cent_and_not_in_log_odds()
    {
        var builder = new SegmentStatisticsBuilder();
        builder.Add("s:x", new PositionObservation { EventId = "a", AverageEntry = 0.5, Close = 1 });
        var row = Assert.Single(Assert.Single(builder.Build()).Events);
        Assert.Equal((1, 0, 1.0), (row.ClvPositions, row.LogOddsPositions, row.PctSum));
    }

    [Fact]
    public void The_first_position_is_that_of_the_earliest_first_buy_with_a_line_in_whatever_order_they_come()
    {
        PositionObservation[] positions =
        [
            new() { EventId = "a", FirstBuyTime = 300, FirstBuyPrice = 0.5, AverageEntry = 0.5, After5 = 0.52, Close = 0.6, Day = 7, TakerFeeCents = 0.1234567, Time = 900 },
            new() { EventId = "a", FirstBuyTime = 100, FirstBuyPrice = 0.4, AverageEntry = 0.41, After5 = 1.2, Close = 0.3, Day = 6, Settled = true, Time = 900, Shares = 10 },
            new() { EventId = "a", FirstBuyTime = 50, AverageEntry = 0.7, Close = null, Day = 5, InPlay = true, Time = 900 },
        ];
        foreach (var order in new[] { positions, [.. Enumerable.Reverse(positions)] })
        {
            var builder = new SegmentStatisticsBuilder();
            foreach (var position in order)
            {
                builder.Add("s:x", position);
            }

            var row = Assert.Single(Assert.Single(builder.Build()).Events);
            Assert.Equal(new FirstPosition { Buy = 100, Price = 0.4, Average = 0.41, Close = 0.3, Settled = true }, row.First);
            Assert.Equal((6, 3, 2, 1), (row.Day, row.Positions, row.ClvPositions, row.InPlayPositions));
            Assert.Equal(10 * (0.3 - 0.41), row.MoneySum, 12); // of the other neither shares nor notional are known
        }
    }

    [Fact]
    public void Variants_of_a_segment_are_rows_of_their_own()
    {
        var builder = new SegmentStatisticsBuilder();
        builder.Add("s:x", new PositionObservation { EventId = "a", AverageEntry = 0.5, Close = 0.6, Variant = PositionObservation.Markout });
        builder.Add("s:x", new PositionObservation { EventId = "a", AverageEntry = 0.5, Close = 0.7 });
        Assert.Equal([("s:x", "markout_24h"), ("s:x", "pre_event")], builder.Build().Select(s => (s.SegmentKey, s.Variant)));
    }

    [Fact]
    public void A_file_of_form_1_is_read_with_what_it_knows()
    {
        const string Text = """
            {"activity": {"fills": 3}, "clv_variant": "pre_event", "form": 1, "generated_at": "2026-02-20T18:00:00+00:00", "run_id": "r", "user": "u", "wallet": "0xa", "segments": {
            "league:nba": [["e", 1, 100, 1, 100, 0.25, 0.0625, 25, 10, 100, 1, 0.405465108, 0.164402, 1, 0, 1, 1, 0, 0, 0, 172800, 259199], ["f", 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null]]}}
            """;
        var segment = Assert.Single(SegmentStatisticsReader.Read(Encoding.UTF8.GetBytes(Text)).Segments);
        Assert.Equal(("league:nba", "pre_event"), (segment.SegmentKey, segment.Variant));
        var row = segment.Events[0];
        Assert.Equal((2, 25.0), (row.Day, row.MoneySum));
        Assert.Equal(new FirstPosition { Average = 0.4, Close = 0.5 }, row.First);
        Assert.Equal((null, default(FirstPosition)), (segment.Events[1].Day, segment.Events[1].First));
    }

    [Fact]
    public void The_written_file_fits_its_schema() =>
        Assert.Empty(JsonSchema.Load("segment_statistics").Errors(JsonText.Parse(SegmentStatisticsWriter.ToBytes(Sample()))));

    [Fact]
    public void What_is_written_is_read_back_and_culture_does_not_matter()
    {
        var statistics = Sample();
        var bytes = SegmentStatisticsWriter.ToBytes(statistics);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal(bytes, SegmentStatisticsWriter.ToBytes(statistics));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var read = SegmentStatisticsReader.Read(bytes);
        Assert.Equal(bytes, SegmentStatisticsWriter.ToBytes(read));
        Assert.Equal((statistics.User, statistics.Wallet, statistics.Activity), (read.User, read.Wallet, read.Activity));
        Assert.Equal([.. statistics.Segments.Select(s => s.SegmentKey)], read.Segments.Select(s => s.SegmentKey).ToArray());
        Assert.Equal(0.405465108, read.Segments[0].Events[0].LogOddsSum, 12);
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_read_or_refused_in_words()
    {
        var bytes = SegmentStatisticsWriter.ToBytes(Sample());
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
                SegmentStatisticsReader.Read(bytes);
            }
            catch (JsonTextException e)
            {
                Assert.StartsWith("$", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("[]", "$: an object was expected")]
    [InlineData("{}", "$: form 2 or 1 was expected")]
    [InlineData("{\"form\": 3}", "$.form: form 2 or 1 was expected")]
    [InlineData("{\"form\": 2}", "$: segments is missing")]
    [InlineData("{\"segments\": {}}", "$.segments: form has to stand before the segments")]
    [InlineData("{\"form\": 1, \"segments\": {}}", "$.segments: clv_variant is missing")]
    [InlineData("{\"form\": 2, \"segments\": {\"a:b\": []}}", "$.segments.a:b: an object was expected")]
    [InlineData("{\"form\": 2, \"segments\": {\"a:b\": {\"x\": [[1]]}}}", "$.segments.a:b: a string was expected")]
    [InlineData("{\"form\": 2, \"segments\": {\"a:b\": {}, \"a:b\": {}}}", "$.segments.a:b: the segment stands there twice")]
    [InlineData("{\"form\": 2, \"segments\": {\"a:b\": {\"x\": [], \"x\": []}}}", "$.segments.a:b: the variant stands there twice")]
    [InlineData("{\"form\": 2, \"signature\": [-1]}", "$.signature: at most 4096 whole numbers")]
    [InlineData("{\"form\": 1, \"columns\": [\"n\"]}", "$.columns: other columns")]
    [InlineData("{\"user\": NaN}", "$.user: not JSON text")]
    [InlineData("{\"user\": \"\\ud800\"}", "$.user: not JSON text")]
    public void Defects_are_named_with_their_place(string text, string message)
    {
        var e = Assert.Throws<JsonTextException>(() => SegmentStatisticsReader.Read(Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_read_quickly_are_those_that_the_general_reader_gives()
    {
        // A space before each row sends it the general way; damage at every place must end the same on both.
        var whole = Encoding.UTF8.GetString(SegmentStatisticsWriter.ToBytes(Sample()));
        var at = whole.IndexOf("[\"nba-lal-bos\"", StringComparison.Ordinal);
        var end = whole.IndexOf("]]", at, StringComparison.Ordinal) + 1;
        foreach (var part in new[] { "", "0", "9", "-", ".", "e", "E+4", "e-300", "1234567890123456", "null", "\"", "\\", ",", "]", "[", " ", "\u00e4" })
        {
            for (var i = at; i <= end; i++)
            {
                foreach (var length in new[] { 0, 1, 4 })
                {
                    var text = whole[..i] + part + whole[Math.Min(end, i + length)..];
                    Assert.Equal(Outcome(text[..at] + " " + text[at..]), Outcome(text));
                }
            }
        }

        static string Outcome(string text)
        {
            try
            {
                return Encoding.UTF8.GetString(SegmentStatisticsWriter.ToBytes(SegmentStatisticsReader.Read(Encoding.UTF8.GetBytes(text))));
            }
            catch (JsonTextException e)
            {
                return e.Message[..e.Message.LastIndexOf('(')];
            }
        }
    }

    [Fact]
    public void A_defect_behind_rows_that_were_read_quickly_is_named_at_its_own_byte()
    {
        var whole = Encoding.UTF8.GetString(SegmentStatisticsWriter.ToBytes(Sample()));
        var broken = whole.Replace("\"signed_positions\": 2", "\"signed_positions\": x", StringComparison.Ordinal);
        var e = Assert.Throws<JsonTextException>(() => SegmentStatisticsReader.Read(Encoding.UTF8.GetBytes(broken)));
        var spaced = Assert.Throws<JsonTextException>(() => SegmentStatisticsReader.Read(Encoding.UTF8.GetBytes(broken.Replace("[\"nba", " [\"nba", StringComparison.Ordinal))));
        Assert.Equal(ByteOf(spaced.Message), ByteOf(e.Message) + 1);

        static int ByteOf(string message) => int.Parse(message[(message.LastIndexOf("(byte ", StringComparison.Ordinal) + 6)..^1], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(500, 4, 10, 3, true)]
    [InlineData(20, 10, 10, 3, true)]
    [InlineData(20, 10, 10, 1, false)]
    public void A_bot_shows_by_its_pace_or_by_holding_both_sides(long fills, long days, long markets, long both, bool expected) =>
        Assert.Equal(expected, new UserActivity { Fills = fills, ActiveDays = days, Markets = markets, TwoSidedMarkets = both }.LooksAutomated);

    private static SegmentStatistics Sample()
    {
        var builder = new SegmentStatisticsBuilder();
        builder.Add("sport:<leer>\u00e4", new PositionObservation { EventId = "e" });
        builder.Add("league:nba", new PositionObservation { EventId = "nba-lal-bos", Notional = 100, AverageEntry = 0.4, Close = 0.5, EntryFee = 2, Won = true, Time = 1_771_610_400, Day = 20_504, FirstBuyTime = 1_771_600_000, FirstBuyPrice = 0.39, After5 = 0.401, After30 = 0.41, TakerFeeCents = 0.5 });
        builder.Add("league:nba", new PositionObservation { EventId = "\"x\"", Notional = 1e-7, AverageEntry = 0.4, Close = null });
        return new SegmentStatistics
        {
            User = "alice",
            Wallet = "0xabc",
            RunId = "run-1",
            GeneratedAt = "2026-02-20T18:00:00+00:00",
            Signature = [1, uint.MaxValue],
            SignedPositions = 2,
            Activity = new UserActivity { Fills = 12, ActiveDays = 3, Markets = 9 },
            Segments = [.. builder.Build().Select(s => s with { Events = [.. s.Events.Reverse()] })],
        };
    }
}
