using System.Numerics;
using PolyTool.Core.Json;

namespace PolyTool.Core.RunRoots;

/// <summary>How much of a user's positions a scan could measure. Each number is rounded to six decimals and null where the files say nothing.</summary>
/// <param name="ClvCoverageRate">The share of eligible positions with a closing line value, 0 to 1.</param>
/// <param name="EntryContextCoverageRate">The smallest share, over the five parts of the entry context, of positions that have it.</param>
/// <param name="NotionalWeightTotal">The notional of all positions, in dollars.</param>
public sealed record CoverageNumbers(double? ClvCoverageRate, double? EntryContextCoverageRate, double? NotionalWeightTotal)
{
    /// <summary>The member that holds the notional total, in either file.</summary>
    internal const string NotionalTotal = "notional_weight_total_global";

    /// <summary>The counts of positions that have each part of the entry context.</summary>
    internal static readonly string[] ContextCounts =
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
            [("eligible_positions", JsonShape.All), .. ContextCounts.Select(static name => (name, JsonShape.All))])),
        ("segment_analysis", JsonShape.Members(MetaMember)));

    /// <summary>What is read of the segment file.</summary>
    internal static JsonShape SegmentsShape { get; } = JsonShape.Members(("segment_analysis", JsonShape.Members(MetaMember)));

    /// <summary>What is read of the segment analysis in either file.</summary>
    internal static (string Name, JsonShape Shape) MetaMember => ("hypothesis_meta", JsonShape.Members((NotionalTotal, JsonShape.All)));

    internal static CoverageNumbers Read(JsonValue? report, JsonValue? segments, DefectSink defects)
    {
        var top = new Field(RunRootFileNames.Coverage, report, defects).AsObject();
        var meta = Meta(top);
        var segmentsMeta = Meta(new Field(RunRootFileNames.Segments, segments, defects).AsObject());
        var clv = top["clv_coverage"].AsObject()["coverage_rate"].AsNumber();
        var context = EntryContext(top["entry_context_coverage"].AsObject());
        var before = defects.Count;
        var notional = meta[NotionalTotal].AsNumber();

        // The segment file's is read where the report has none, not where the report's has to be mended.
        notional ??= defects.Count == before ? segmentsMeta[NotionalTotal].AsNumber() : null;
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
        foreach (var name in ContextCounts)
        {
            if (Share(context[name], eligible) is { } share)
            {
                smallest = smallest is { } found && found <= share ? found : share;
            }
        }

        return smallest;
    }

    /// <summary>A count's share of the eligible positions; null where the count is none.</summary>
    internal static double? Share(Field count, BigInteger eligible)
    {
        if (count.AsInteger() is not { } number)
        {
            return null;
        }

        var share = ExactRatio.Divide(number, eligible);
        return double.IsFinite(share) ? share : count.Defect<double?>("its ratio to eligible_positions is beyond the range of a double");
    }
}

/// <summary>The quotient of two integers of any size, correctly rounded to a double.</summary>
internal static class ExactRatio
{
    private const long LargestExact = 1L << 53;

    /// <summary>The quotient; infinite where it is beyond the range of a double.</summary>
    public static double Divide(BigInteger numerator, BigInteger denominator)
    {
        if (BigInteger.Abs(numerator) <= LargestExact && denominator <= LargestExact)
        {
            // Both are exact, and the division of two doubles rounds once.
            return (double)numerator / (double)denominator;
        }

        var size = BigInteger.Abs(numerator);

        // Scale so that the quotient has 62 to 64 bits; what is cut off only has to be known to be there.
        var shift = 63 - (int)(size.GetBitLength() - denominator.GetBitLength());
        var scaledUp = shift > 0 ? size << shift : size;
        var scaledBy = shift < 0 ? denominator << -shift : denominator;
        var quotient = (ulong)BigInteger.DivRem(scaledUp, scaledBy, out var rest);
        var result = Math.ScaleB(rest.IsZero ? quotient : quotient | 1, -shift);
        return numerator.Sign < 0 ? -result : result;
    }
}
