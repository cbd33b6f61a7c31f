namespace PolyTool.Core.Tests.RunRoots;

public sealed class RunRootReaderTests : IDisposable
{
    private readonly SampleRunRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_good_run_root_has_its_numbers()
    {
        var reading = _root.Read();
        Assert.Null(reading.Defect);
        Assert.Equal("alice", reading.User);
        Assert.Equal(new(0.5, 0.333333, 250.5), reading.Content!.Coverage);
        var contribution = Assert.Single(reading.Content.Contributions);
        Assert.Equal(("league:nba", 100.0, 0.125, 0.6), (contribution.SegmentKey, contribution.Weight, contribution.AverageClv, contribution.BeatCloseRate));
    }

    [Theory]
    [InlineData("""{"user_slug":" bob "}""", "bob")]
    [InlineData("""{"user_slug":"\u001cz\u001f"}""", "z")]
    [InlineData("""{"user_slug":"\u200bz"}""", "\u200bz")]
    [InlineData("""{"user_slug":"unknown","wallet":"0x1"}""", "0x1")]
    [InlineData("""{"user_slug":"unknown","wallet":5}""", null)]
    [InlineData("""{"user_slug":"unknown"}""", null)]
    [InlineData("""{"user_slug":"  "}""", null)]
    [InlineData("""{"user_slug":null}""", null)]
    [InlineData("null", null)]
    public void A_user_is_named_by_slug_then_wallet_then_folder(string candidates, string? user)
    {
        var reading = _root.Candidates(candidates).Read();
        Assert.Null(reading.Defect);
        Assert.Equal(user ?? Path.GetFileName(_root.Path), reading.User);
    }

    // Where the original's coercions stay: value of coverage_rate, number.
    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("true", 1.0)]
    [InlineData("false", 0.0)]
    [InlineData("\" 0.25 \"", 0.25)]
    [InlineData("\"+1e-1\"", 0.1)]
    [InlineData("\".5\"", 0.5)]
    [InlineData("\"5.\"", 5.0)]
    [InlineData("\"\\u00a01\\u3000\"", 1.0)]
    [InlineData("12345678901234567890", 1.2345678901234567e19)]
    [InlineData("0.1234565", 0.123456)]
    [InlineData("null", null)]
    [InlineData("[1]", null)]
    [InlineData("{}", null)]
    public void A_number_is_taken_in_these_forms(string json, double? expected)
    {
        var reading = _root.Coverage($$$"""{"clv_coverage":{"coverage_rate":{{{json}}}}}""").Read();
        Assert.Null(reading.Defect);
        Assert.Equal(expected, reading.Content!.Coverage.ClvCoverageRate);
    }

    [Theory]
    [InlineData("""{"eligible_positions":0,"price_at_entry_present_count":0}""", null)]
    [InlineData("""{"eligible_positions":-5,"price_at_entry_present_count":1}""", null)]
    [InlineData("""{"eligible_positions":"3","price_at_entry_present_count":2.9}""", 0.666667)]
    [InlineData("""{"eligible_positions":3.9,"price_at_entry_present_count":true}""", 0.333333)]
    [InlineData("""{"eligible_positions":3,"price_at_entry_present_count":9}""", 3.0)]
    [InlineData("""{"eligible_positions":3,"price_at_entry_present_count":-1}""", -0.333333)]
    [InlineData("""{"eligible_positions":"3.0","price_at_entry_present_count":1}""", null)]
    [InlineData("""{"eligible_positions":3,"price_at_entry_present_count":"7.5"}""", null)]
    [InlineData("""{"eligible_positions":10000000000000000000000000000000000000000,"price_at_entry_present_count":1}""", 0.0)]
    [InlineData("""{"eligible_positions":30000000000000000000000000000000000000000,"price_at_entry_present_count":10000000000000000000000000000000000000000}""", 0.333333)]
    public void The_entry_context_is_the_smallest_share(string json, double? expected)
    {
        var reading = _root.Coverage($$"""{"entry_context_coverage":{{json}}}""").Read();
        Assert.Null(reading.Defect);
        Assert.Equal(expected, reading.Content!.Coverage.EntryContextCoverageRate);
    }

    [Fact]
    public void The_notional_total_comes_from_the_segment_file_where_the_report_has_none()
    {
        var reading = _root.Coverage("{}").Segments("""{"segment_analysis":{"hypothesis_meta":{"notional_weight_total_global":"7.5"}}}""").Read();
        Assert.Equal(7.5, reading.Content!.Coverage.NotionalWeightTotal);
    }
}
