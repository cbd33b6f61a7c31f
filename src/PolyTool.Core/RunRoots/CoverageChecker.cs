using System.Numerics;

namespace PolyTool.Core.RunRoots;

/// <summary>All defects of the coverage report and of the segment file, by the rules of <see cref="CoverageNumbers"/>.</summary>
internal static class CoverageChecker
{
    /// <summary>Checks the coverage report.</summary>
    /// <returns>Whether it has a value for the notional total, so that the segment file's is not read.</returns>
    public static bool CheckReport(Field top, DefectList defects)
    {
        Field rate = defects.Object(top["clv_coverage"])["coverage_rate"];
        defects.Try(() => rate.AsNumber());
        CheckContext(defects.Object(top["entry_context_coverage"]), defects);
        return CheckTotal(top, defects);
    }

    /// <summary>Checks the segment file.</summary>
    public static void CheckSegments(Field top, bool hasTotal, DefectList defects)
    {
        if (hasTotal)
        {
            _ = Meta(top, defects);
        }
        else
        {
            _ = CheckTotal(top, defects);
        }
    }

    private static Field Meta(Field top, DefectList defects) =>
        defects.Object(defects.Object(top["segment_analysis"])["hypothesis_meta"]);

    private static bool CheckTotal(Field top, DefectList defects)
    {
        Field total = Meta(top, defects)[CoverageNumbers.NotionalTotal];
        double? number = null;
        return !defects.Try(() => number = total.AsNumber()) || number is not null;
    }

    private static void CheckContext(Field context, DefectList defects)
    {
        BigInteger? eligible = null;
        defects.Try(() => eligible = context["eligible_positions"].AsInteger());
        if (eligible is not { Sign: > 0 })
        {
            return;
        }

        foreach (string name in CoverageNumbers.ContextCounts)
        {
            defects.Try(() => CoverageNumbers.Share(context[name], eligible.Value));
        }
    }
}
