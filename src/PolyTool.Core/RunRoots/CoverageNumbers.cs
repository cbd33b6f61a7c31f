using PolyTool.Core.CanonicalJson;

namespace PolyTool.Core.RunRoots;

/// <summary>How much of a user's positions a scan could measure. Each number is rounded to six decimals and null where the files say nothing.</summary>
/// <param name="ClvCoverageRate">The share of eligible positions with a closing line value, 0 to 1.</param>
/// <param name="EntryContextCoverageRate">The smallest share, over the five parts of the entry context, of positions that have it.</param>
/// <param name="NotionalWeightTotal">The notional of all positions, in dollars.</param>
public sealed record CoverageNumbers(double? ClvCoverageRate, double? EntryContextCoverageRate, double? NotionalWeightTotal)
{
    private static readonly string[] s_contextCounts =
    [
        "price_at_entry_present_count",
        "price_1h_before_entry_present_count",
        "open_price_present_count",
        "movement_direction_present_count",
        "minutes_to_close_present_count",
    ];

    /// <summary>What is read of the coverage report.</summary>
    internal static JsonShape ReportShape { get; } = JsonShape.Members(
        ("clv_coverage", JsonShape.Members(("coverage_rate", JsonShape.All))),
        ("entry_context_coverage", JsonShape.Members(
            [("eligible_positions", JsonShape.All), .. s_contextCounts.Select(static name => (name, JsonShape.All))])),
        ("segment_analysis", MetaShape));

    /// <summary>What is read of the segment file.</summary>
    internal static JsonShape SegmentsShape { get; } = JsonShape.Members(("segment_analysis", MetaShape));

    private static JsonShape MetaShape => JsonShape.Members(
        ("hypothesis_meta", JsonShape.Members(("notional_weight_total_global", JsonShape.All))));

    internal static CoverageNumbers Read(JsonValue report, JsonValue? segments)
    {
        Field top = new Field(RunRootFileNames.Coverage, "$", report).AsObject();
        Field meta = Meta(top);
        Field? segmentsMeta = segments is null ? null : Meta(new Field(RunRootFileNames.Segments, "$", segments).AsObject());
        double? clv = top["clv_coverage"].AsObject()["coverage_rate"].AsNumber();
        double? context = EntryContext(top["entry_context_coverage"].AsObject());
        double? notional = meta["notional_weight_total_global"].AsNumber() ?? segmentsMeta?["notional_weight_total_global"].AsNumber();
        return new(Rounding.ToSixDecimals(clv), Rounding.ToSixDecimals(context), Rounding.ToSixDecimals(notional));
    }

    private static Field Meta(Field top) => top["segment_analysis"].AsObject()["hypothesis_meta"].AsObject();

    private static double? EntryContext(Field context)
    {
        if (context["eligible_positions"].AsInteger() is not { Sign: > 0 } eligible)
        {
            return null;
        }

        double? smallest = null;
        foreach (string name in s_contextCounts)
        {
            if (context[name].AsInteger() is not { } count)
            {
                continue;
            }

            double ratio = ExactRatio.Divide(count, eligible);
            if (!double.IsFinite(ratio))
            {
                throw context[name].Defect("its ratio to eligible_positions is beyond the range of a double");
            }

            smallest = smallest is { } found && found <= ratio ? found : ratio;
        }

        return smallest;
    }
}
