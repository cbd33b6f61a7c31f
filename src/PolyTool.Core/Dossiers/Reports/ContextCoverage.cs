using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>For how many positions the prices before entry are known. All positions count, with or without an entry price.</summary>
internal static class ContextCoverage
{
    /// <summary>The section <c>entry_context_coverage</c>.</summary>
    public static JsonValue Of(IReadOnlyList<DossierRow> rows) => JsonValue.Object(
        ("eligible_positions", JsonValue.Of((long)rows.Count)),
        ("open_price_present_count", Present(rows, static c => c.OpenPrice.MissingReason)),
        ("price_1h_before_entry_present_count", Present(rows, static c => c.HourBeforeEntry.MissingReason)),
        ("price_at_entry_present_count", Present(rows, static c => c.AtEntry.MissingReason)),
        ("movement_direction_present_count", Present(rows, static c => c.Movement.MissingReason)),
        ("minutes_to_close_present_count", Present(rows, static c => c.MinutesToClose.MissingReason)),
        ("missing_reason_counts", CoverageReport.Counts(rows.SelectMany(static r => Reasons(r.Context)).Where(static s => s.Length > 0))));

    private static JsonValue Present(IReadOnlyList<DossierRow> rows, Func<EntryContext, string> reason) =>
        JsonValue.Of((long)rows.Count(r => reason(r.Context).Length == 0));

    private static string[] Reasons(EntryContext context) =>
    [
        context.OpenPrice.MissingReason, context.HourBeforeEntry.MissingReason, context.AtEntry.MissingReason,
        context.Movement.MissingReason, context.MinutesToClose.MissingReason,
    ];
}
