using CsCheck;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.RunRoots;

/// <summary>The checker and the reader judge alike, over run roots that are wrong in random places.</summary>
public class RunRootCheckerProperties
{
    private static readonly Gen<string> s_odd = Gen.OneOf(new[]
    {
        "null", "-3", "1.5", "\"2\"", "\"x\"", "true", "{}", "[]", "1e400", "[1, 1e400]", "{\"a\": -1e400}", "\"\\ud800\"", "\"7.5\"", "\"1e999\"", "\"\"",
    }.Select(Gen.Const).ToArray());

    private static readonly Gen<string> s_candidate = Mostly(
        from key in Mostly("\"league:nba\"")
        from rank in Mostly("1")
        from metrics in Mostly(Members("count", "median_clv_pct", "robust_clv_pct_count_used", "notional_weighted_avg_clv_pct", "avg_clv_pct", "beat_close_rate"))
        from weighting in Gen.Frequency((4, Gen.Const("\"notional\"")), (3, Gen.Const("\"count\"")), (1, s_odd))
        from weights in Members("weight_used", "count_used")
        from denominators in Mostly(weights.Insert(1, $"\"weighting\": {weighting}, "))
        select $$"""{"segment_key": {{key}}, "rank": {{rank}}, "metrics": {{metrics}}, "denominators": {{denominators}}}""");

    private static readonly Gen<string> s_candidates =
        from slug in Gen.Frequency((4, Gen.Const("\"ann\"")), (3, Gen.Const("\"unknown\"")), (1, s_odd))
        from wallet in Mostly("\"0xabc\"")
        from list in Mostly(s_candidate.Array[0, 7].Select(items => $"[{string.Join(", ", items)}]"))
        select $$"""{"user_slug": {{slug}}, "wallet": {{wallet}}, "candidates": {{list}}}""";

    private static readonly Gen<string> s_meta = Mostly(Mostly(Members("notional_weight_total_global")).Select(meta => $$"""{"hypothesis_meta": {{meta}}}"""));

    private static readonly Gen<string> s_coverage =
        from rate in Mostly(Members("coverage_rate"))
        from context in Mostly(Members("eligible_positions", "price_at_entry_present_count", "open_price_present_count"))
        from meta in s_meta
        select $$"""{"clv_coverage": {{rate}}, "entry_context_coverage": {{context}}, "segment_analysis": {{meta}}}""";

    private static readonly Gen<string> s_segments = Mostly(s_meta.Select(meta => $$"""{"segment_analysis": {{meta}}}"""));

    [Fact]
    public void A_run_root_has_defects_where_a_batch_fails_its_user_and_the_batchs_is_one_of_them()
    {
        var valid = 0;
        var defective = 0;
        Gen.Select(Mostly(s_candidates), Mostly(s_coverage), s_segments).Sample(
            (candidates, coverage, segments) =>
            {
                using RunRootFolder root = new();
                root.Candidates(candidates).Coverage(coverage).Segments(segments);
                var reading = RunRootReader.Read(new("runs/folder", root.FullPath));
                var test = RunRootChecker.Check(new("runs/folder", root.FullPath));
                Assert.Equal((reading.User, reading.Wallet), (test.User, test.Wallet));
                Assert.Equal(reading.Defect is null, test.IsValid);
                Interlocked.Increment(ref reading.Defect is null ? ref valid : ref defective);
                if (reading.Defect is { } defect)
                {
                    Assert.Contains(defect, test.Defects);
                    Assert.Equal(test.DefectCount, test.Defects.Distinct().Count());
                }
            },
            iter: 1_000);

        // The odd values must be neither everywhere nor nowhere, or the property says little.
        Assert.True(valid > 100 && defective > 100, $"{valid} valid and {defective} defective run roots");
    }

    private static Gen<string> Mostly(string good) => Mostly(Gen.Const(good));

    private static Gen<string> Mostly(Gen<string> good) => Gen.Frequency((20, good), (1, s_odd));

    private static Gen<string> Members(params string[] names) =>
        Mostly("3").Array[names.Length].Select(values => $"{{{string.Join(", ", names.Zip(values, (name, value) => $"\"{name}\": {value}"))}}}");
}
