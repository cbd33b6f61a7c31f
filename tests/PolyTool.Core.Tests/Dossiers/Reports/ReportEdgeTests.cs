using PolyTool.Core.Dossiers.Reports;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Dossiers.Reports;

/// <summary>Rules of the reports where golden cases are thin.</summary>
public class ReportEdgeTests
{
    // As the original was seen to write it.
    private const string EmptyBucket =
        "{\"avg_clv_pct\":null,\"avg_clv_pct_count_used\":0,\"avg_clv_pct_pre_event\":null" +
        ",\"avg_clv_pct_pre_event_count_used\":0,\"avg_clv_pct_settlement\":null,\"avg_clv_pct_settlement_count_used\":0" +
        ",\"avg_entry_drift_pct\":null,\"avg_entry_drift_pct_count_used\":0,\"avg_minutes_to_close\":null" +
        ",\"beat_close_rate\":null,\"beat_close_rate_count_used\":0,\"beat_close_rate_pre_event\":null" +
        ",\"beat_close_rate_pre_event_count_used\":0,\"beat_close_rate_settlement\":null" +
        ",\"beat_close_rate_settlement_count_used\":0,\"count\":0,\"loss_exits\":0,\"losses\":0,\"median_clv_pct\":null" +
        ",\"median_entry_drift_pct\":null,\"median_minutes_to_close\":null,\"minutes_to_close_count_used\":0" +
        ",\"movement_down_rate\":null,\"movement_flat_rate\":null,\"movement_unknown_rate\":null,\"movement_up_rate\":null" +
        ",\"notional_w_total_weight_used\":0.0,\"notional_weighted_avg_clv_pct\":null" +
        ",\"notional_weighted_avg_clv_pct_pre_event\":null,\"notional_weighted_avg_clv_pct_pre_event_weight_used\":0.0" +
        ",\"notional_weighted_avg_clv_pct_settlement\":null,\"notional_weighted_avg_clv_pct_settlement_weight_used\":0.0" +
        ",\"notional_weighted_avg_clv_pct_weight_used\":0.0,\"notional_weighted_avg_entry_drift_pct\":null" +
        ",\"notional_weighted_avg_entry_drift_pct_weight_used\":0.0,\"notional_weighted_beat_close_rate\":null" +
        ",\"notional_weighted_beat_close_rate_weight_used\":0.0,\"p25_clv_pct\":null,\"p25_entry_drift_pct\":null" +
        ",\"p75_clv_pct\":null,\"p75_entry_drift_pct\":null,\"profit_exits\":0,\"robust_clv_pct_count_used\":0" +
        ",\"robust_entry_drift_pct_count_used\":0,\"total_pnl_gross\":0.0,\"total_pnl_net\":0.0,\"trimmed_mean_clv_pct\":null" +
        ",\"trimmed_mean_entry_drift_pct\":null,\"win_rate\":0.0,\"wins\":0}";

    [Fact]
    public void An_empty_dossier_gives_the_originals_empty_report()
    {
        var reports = DossierText.Reports([]);

        Assert.Equal(
            """{"LOSS":0,"LOSS_EXIT":0,"PENDING":0,"PROFIT_EXIT":0,"UNKNOWN_RESOLUTION":0,"WIN":0}""", reports.Coverage["outcome_counts"].Compact());
        Assert.Equal("""{"fees_actual_present_count":0,"fees_estimated_present_count":0,"fees_source_counts":{"estimated":0,"not_applicable":0}}""", reports.Coverage["fees"].Compact());
        Assert.Equal("[]", reports.HypothesisCandidates["candidates"].Compact());
        Assert.Equal(EmptyBucket, reports.Bucket("category:Unknown").Compact());
    }

    [Fact]
    public void Case_of_an_outcome_matters_in_the_coverage_but_not_in_segments()
    {
        var reports = DossierText.Reports(
            """{"resolution_outcome": "WIN", "gross_pnl": 2}""", """{"resolution_outcome": " w\u0131n\n", "gross_pnl": -1}""", """{"gross_pnl": 0.5}""");

        Assert.Equal("""{"LOSS":0,"LOSS_EXIT":0,"PENDING":0,"PROFIT_EXIT":0,"UNKNOWN_RESOLUTION":2,"WIN":1}""", reports.Coverage["outcome_counts"].Compact());
        Assert.Equal(2, reports.Bucket("league:unknown")["wins"]!.Number);
        Assert.Equal([" w\u0131n\n", "UNKNOWN_RESOLUTION", "WIN"], reports.Coverage["pnl"]!["gross_pnl_by_outcome"]!.Members.Select(m => m.Key));
    }

    [Theory]
    [InlineData("LO\u00df", "losses")]
    [InlineData("pro\ufb01t_exit", "profit_exits")]
    [InlineData("lo\u017fs_exit", "loss_exits")]
    public void Upper_case_is_unicodes(string outcome, string field) =>
        Assert.Equal(1, DossierText.Reports($$"""{"resolution_outcome": "{{outcome}}"}""").Bucket("sport:unknown")[field]!.Number);

    [Theory]
    [InlineData("null", "null")]
    [InlineData("5", "5")]
    [InlineData("true", "true")]
    [InlineData("0.5", "0.5")]
    [InlineData("\"\"", "")]
    public void An_outcome_that_is_no_text_keeps_its_own_line(string outcome, string key)
    {
        var reports = DossierText.Reports($$"""{"resolution_outcome": {{outcome}}, "position_remaining": 1}""");

        Assert.Equal([key], reports.Coverage["pnl"]!["gross_pnl_by_outcome"]!.Members.Select(m => m.Key));
        Assert.Equal(1, reports.Coverage["outcome_counts"]!["UNKNOWN_RESOLUTION"]!.Number);
        Assert.Equal(1, reports.Coverage["resolution_coverage"]!["held_to_resolution_total"]!.Number);
    }

    [Theory]
    [InlineData("\"position_remaining\": 2", 1)]
    [InlineData("\"position_remaining\": \"3\"", 1)]
    [InlineData("\"position_remaining\": true, \"resolution_outcome\": \"WIN\"", 1)]
    [InlineData("\"position_remaining\": 2, \"resolution_outcome\": \"UNKNOWN_RESOLUTION\"", 0)]
    [InlineData("\"position_remaining\": 2, \"resolution_outcome\": \"PENDING\"", 0)]
    [InlineData("\"position_remaining\": 2, \"resolution_outcome\": \"pending\"", 1)]
    [InlineData("\"position_remaining\": 0, \"resolution_outcome\": \"WIN\"", 0)]
    [InlineData("\"position_remaining\": \"\", \"resolution_outcome\": \"WIN\"", 0)]
    [InlineData("\"position_remaining\": \"nan\", \"resolution_outcome\": \"WIN\"", 0)]
    [InlineData("\"position_remaining\": [], \"resolution_outcome\": \"WIN\"", 0)]
    public void Shares_left_count_as_held_unless_the_outcome_is_open_or_unknown(string fields, int held) =>
        Assert.Equal(held, DossierText.Reports($$"""{ {{fields}} }""").Coverage["resolution_coverage"]!["held_to_resolution_total"]!.Number);

    [Theory]
    // Pending and nothing sold: no profit. What is no number counts as nothing sold.
    [InlineData("\"sell_count\": 0", 0.0)]
    [InlineData("\"sell_count\": \"0.9\"", 0.0)]
    [InlineData("\"sell_count\": \"many\"", 0.0)]
    [InlineData("\"sell_count\": null", 0.0)]
    [InlineData("\"x\": 0", 0.0)]
    [InlineData("\"sell_count\": false", 0.0)]
    [InlineData("\"sell_count\": true", -7.0)]
    [InlineData("\"sell_count\": 1", -7.0)]
    [InlineData("\"sell_count\": \" 2 \"", -7.0)]
    [InlineData("\"sell_count\": -1.5", -7.0)]
    public void A_pending_position_without_sales_has_no_profit(string sales, double gross)
    {
        var pnl = DossierText.Reports($$"""{"resolution_outcome": "PENDING", "gross_pnl": -7, "realized_pnl_net": -8, {{sales}}}""").Coverage["pnl"]!;

        Assert.Equal(gross, pnl["gross_pnl_total"]!.Number);
        Assert.Equal(gross == 0 ? 0 : -8, pnl["reported_realized_pnl_net_total"]!.Number);
    }

    [Fact]
    public void Pending_in_other_letters_is_not_pending() =>
        Assert.Equal(-7, DossierText.Reports("""{"resolution_outcome": "pending", "gross_pnl": -7}""").Coverage["pnl"]!["gross_pnl_total"]!.Number);

    [Theory]
    [InlineData("""{"gross_pnl": 10}""", 10.0, 0.0, 0.2, "estimated", 9.8)]
    [InlineData("""{"gross_pnl": 0}""", 0.0, 0.0, 0.0, "not_applicable", 0.0)]
    [InlineData("""{"gross_pnl": null, "realized_pnl_net": 5}""", 5.0, 0.0, 0.1, "estimated", 4.9)]
    [InlineData("""{"gross_pnl": "x"}""", 0.0, 0.0, 0.0, "not_applicable", 0.0)]
    [InlineData("""{"gross_pnl": 1e-9}""", 0.0, 0.0, 0.0, "not_applicable", 0.0)]
    [InlineData("""{"gross_pnl": -3, "fees_actual": "0.5"}""", -3.0, 0.5, 0.0, "not_applicable", -3.0)]
    [InlineData("""{"gross_pnl": true}""", 1.0, 0.0, 0.02, "estimated", 0.98)]
    public void Fees_are_estimated_on_profit(string position, double gross, double actual, double estimated, string source, double net) =>
        Assert.Equal(new Fees(gross, actual, estimated, source, net), DossierText.Rows(position).Single().Fees);

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"position_notional_usd": "5"}""", 5.0)]
    [InlineData("""{"position_notional_usd": 0, "total_cost": 7}""", 7.0)]
    [InlineData("""{"position_notional_usd": -1, "total_cost": "x", "size": 10, "entry_price": 0.5}""", 5.0)]
    [InlineData("""{"size": -10, "entry_price": 0.5}""", null)]
    [InlineData("""{"size": 10, "entry_price": 0}""", null)]
    [InlineData("""{"total_cost": 1e999, "size": 1, "entry_price": 2}""", 2.0)]
    [InlineData("""{"total_cost": true}""", 1.0)]
    [InlineData("""{"total_cost": "inf", "position_notional_usd": "1e3"}""", 1000.0)]
    public void The_notional_is_the_first_amount_above_zero(string position, double? notional) =>
        Assert.Equal(notional, DossierText.Rows(position).Single().Notional);

    [Theory]
    [InlineData("true", 1, 1.0)]
    [InlineData("false", 1, 0.0)]
    [InlineData("1", 0, null)]
    [InlineData("\"true\"", 0, null)]
    [InlineData("null", 0, null)]
    public void Only_real_booleans_beat_the_close(string value, int used, double? rate)
    {
        var bucket = DossierText.Reports($$"""{"beat_close": {{value}} }""").Bucket("league:unknown");

        Assert.Equal(used, bucket["beat_close_rate_count_used"]!.Number);
        Assert.Equal((rate is { } number ? JsonValue.Of(number) : JsonValue.Null).Compact(), bucket["beat_close_rate"].Compact());
    }

    [Theory]
    [InlineData("\" UP \"", "up")]
    [InlineData("\"Flat\"", "flat")]
    [InlineData("\"sideways\"", "unknown")]
    [InlineData("1", "unknown")]
    public void Movements_are_read_without_case(string value, string rate)
    {
        var reports = DossierText.Reports($$"""{"movement_direction": {{value}}, "movement_direction_missing_reason": " WHY "}""");

        Assert.Equal("1.0", reports.Bucket("league:unknown")[$"movement_{rate}_rate"].Compact());
        var reasons = reports.Coverage["entry_context_coverage"]!["missing_reason_counts"]!;
        Assert.Equal(rate == "unknown" ? "1" : "(absent)", reasons["WHY"].Compact());
        Assert.Equal("4", reasons["UNSPECIFIED"].Compact());
    }

    [Fact]
    public void Robust_statistics_stop_at_five_hundred_values_and_means_do_not()
    {
        string[] positions = [.. Enumerable.Range(0, 600).Select(i => $$"""{"clv_pct": {{(i < 500 ? i : 1000000)}} }""")];

        var bucket = DossierText.Reports(positions).Bucket("league:unknown");

        Assert.Equal(
            ("500", "249.5", "249.5", "124.0", "374.0", "600"),
            (bucket["robust_clv_pct_count_used"].Compact(), bucket["median_clv_pct"].Compact(), bucket["trimmed_mean_clv_pct"].Compact(),
                bucket["p25_clv_pct"].Compact(), bucket["p75_clv_pct"].Compact(), bucket["avg_clv_pct_count_used"].Compact()));
        Assert.Equal("166874.583333", bucket["avg_clv_pct"].Compact());
    }

    [Theory]
    [InlineData(new[] { 1.0 }, 1.0, 1.0, 1.0, 1.0)]
    [InlineData(new[] { 1.0, 2 }, 1.5, 1.5, 1.0, 2.0)]
    [InlineData(new[] { 4.0, 3, 2, 1 }, 2.5, 2.5, 1.0, 3.0)]
    [InlineData(new[] { 9.0, 8, 7, 6, 5, 4, 3, 2, 1 }, 5.0, 5.0, 3.0, 7.0)]
    [InlineData(new[] { 100.0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 5.5, 5.5, 3.0, 8.0)]
    public void Medians_trimmed_means_and_quartiles_are_the_originals(double[] values, double median, double trimmed, double p25, double p75)
    {
        RobustStatistics statistics = new();
        foreach (var value in values)
        {
            statistics.Add(value);
        }

        List<KeyValuePair<string, JsonValue>> fields = [];
        statistics.AddTo(fields, "x", "test");
        Assert.Equal([median, trimmed, p25, p75, values.Length], fields.Select(f => f.Value.Number));
    }

    [Fact]
    public void The_median_of_minutes_is_not_rounded_where_it_is_one_value()
    {
        var one = DossierText.Reports("""{"minutes_to_close": 0.12345678}""").Bucket("league:unknown");
        var two = DossierText.Reports("""{"minutes_to_close": 0.12345678}""", """{"minutes_to_close": "0.12345678"}""").Bucket("league:unknown");

        Assert.Equal(("0.12345678", "0.123457"), (one["median_minutes_to_close"].Compact(), one["avg_minutes_to_close"].Compact()));
        Assert.Equal("0.123457", two["median_minutes_to_close"].Compact());
    }

    [Fact]
    public void A_tiny_loss_keeps_its_minus_zero_in_a_segment_and_loses_it_in_the_table_of_markets()
    {
        // Net of fees these are -0.1, -0.2 and 0.3, whose sum in doubles is just below 0.
        var reports = DossierText.Reports("""{"gross_pnl": -0.1}""", """{"gross_pnl": -0.2}""", """{"gross_pnl": 0.306122}""");

        Assert.Equal("-0.0", reports.Bucket("league:unknown")["total_pnl_net"].Compact());
        Assert.Equal("-0.0", reports.Coverage["pnl"]!["realized_pnl_net_total"].Compact());
        Assert.Equal("0.0", reports.SegmentAnalysis["segment_analysis"]!["by_market_slug"]!["top_by_count"]!.Items[0]["total_pnl_net"].Compact());
    }

    [Fact]
    public void Markets_are_listed_ten_at_most_by_number_then_by_code_point()
    {
        string[] slugs = [.. Enumerable.Range(0, 9).Select(i => $"m{i}"), "\uE000", "\U0001F600", "m0", ""];

        var top = DossierText.Reports([.. slugs.Select(s => $$"""{"market_slug": "{{s}}"}""")]).SegmentAnalysis["segment_analysis"]!["by_market_slug"]!["top_by_count"]!;

        Assert.Equal(["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "unknown"], top.Items.Select(i => i["market_slug"]!.Text));
        Assert.Equal("2", top.Items[0]["count"].Compact());
    }

    [Fact]
    public void Positions_that_can_have_no_line_stay_out_of_its_coverage()
    {
        var clv = DossierText.Reports(
            """{"entry_price": 0.5, "token_id": "1", "clv": 0.1, "clv_source": "s", "close_ts_source": "c"}""",
            """{"entry_price": 0.5, "token_id": 7, "clv_missing_reason": " "}""",
            """{"entry_price": 0.5, "resolved_token_id": " ", "token_id": "1", "clv": 0.1}""",
            """{"entry_price": 0, "token_id": "1", "clv": 0.1}""",
            """{"entry_price": 1.01, "token_id": "1", "clv": 0.1}""",
            """{"entry_price": 1, "outcome_token_id": "1", "clv": "x", "clv_pct_pre_event": 0, "clv_source_pre_event": ""}""").Coverage["clv_coverage"]!;

        Assert.Equal(("3", "1", "2", "0.333333"), (clv["eligible_positions"].Compact(), clv["clv_present_count"].Compact(), clv["clv_missing_count"].Compact(), clv["coverage_rate"].Compact()));
        Assert.Equal("""{"UNSPECIFIED":2}""", clv["missing_reason_counts"].Compact());
        Assert.Equal("""{"c":1}""", clv["close_ts_source_counts"].Compact());
        Assert.Equal(("1", "{}"), (clv["pre_event"]!["clv_present_count"].Compact(), clv["pre_event"]!["clv_source_counts"].Compact()));
    }

    [Fact]
    public void Trade_ids_that_occur_twice_are_counted_and_shown_in_their_order()
    {
        var uids = DossierText.Reports([.. new[] { "z", "a", "z", "a", "a", "", "q" }.Select(u => $$"""{"trade_uid": "{{u}}"}""")]).Coverage["deterministic_trade_uid_coverage"]!;

        Assert.Equal("""{"duplicate_sample":["z","a"],"duplicate_trade_uid_count":2,"pct_with_trade_uid":0.857143,"total":7,"with_trade_uid":6}""", uids.Compact());
    }
}
