using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>For how many positions there is a closing line, where it comes from, and why it is missing.</summary>
internal static class LineCoverage
{
    /// <summary>The section <c>clv_coverage</c> with its two variants.</summary>
    public static JsonValue All(IReadOnlyList<DossierRow> rows)
    {
        // What has no scheduled start has no line to miss: a markout measures it.
        DossierRow[] eligible = [.. rows.Where(static r => r.CanHaveLine && r.Extras.Entry?.IsMarkout != true)];
        var members = Section(eligible, static r => r.Line);
        members.Add(new("close_ts_source_counts", CoverageReport.Counts(eligible.Select(static r => r.CloseSource).Where(static s => s.Length > 0))));
        members.Add(new("settlement", Variant(eligible, "settlement", static r => r.Settlement)));
        members.Add(new("pre_event", Variant(eligible, "pre_event", static r => r.PreEvent)));
        return JsonValue.Object(members);
    }

    private static JsonValue Variant(IReadOnlyList<DossierRow> eligible, string name, Func<DossierRow, PositionLine> line)
    {
        var members = Section(eligible, line);
        members.Add(new("variant", JsonValue.Of(name)));
        return JsonValue.Object(members);
    }

    private static List<KeyValuePair<string, JsonValue>> Section(IReadOnlyList<DossierRow> eligible, Func<DossierRow, PositionLine> line)
    {
        PositionLine[] present = [.. eligible.Select(line).Where(static l => l.IsPresent)];
        return
        [
            new("eligible_positions", JsonValue.Of(eligible.Count)),
            new("clv_present_count", JsonValue.Of(present.Length)),
            new("clv_missing_count", JsonValue.Of(eligible.Count - present.Length)),
            new("coverage_rate", JsonValue.Of(ReportNumber.Share(present.Length, eligible.Count))),
            new("clv_source_counts", CoverageReport.Counts(present.Select(static l => l.Source).Where(static s => s.Length > 0))),
            new("missing_reason_counts", CoverageReport.Counts(eligible.Select(line).Where(static l => !l.IsPresent).Select(static l => l.MissingReason))),
        ];
    }
}
