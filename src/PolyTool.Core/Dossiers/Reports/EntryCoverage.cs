using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>How entries are known, and for how many positions there is a markout: what our own scan adds to the coverage report.</summary>
internal static class EntryCoverage
{
    /// <summary>Adds the sections; none for a dossier that says nothing of them, as the original's.</summary>
    public static void AddTo(List<KeyValuePair<string, JsonValue>> report, IReadOnlyList<DossierRow> rows)
    {
        EntryFacts[] entries = [.. rows.Select(static r => r.Extras.Entry).OfType<EntryFacts>()];
        if (entries.Length == 0)
        {
            return;
        }

        report.Add(new("entry_coverage", JsonValue.Object(
            ("from_fills_count", Count(entries, static e => e.IsFromFills)),
            ("from_service_count", Count(entries, static e => !e.IsFromFills)),
            ("first_buy_known_count", Count(entries, static e => e.FirstBuyPrice is not null)),
            ("price_5m_after_known_count", Count(entries, static e => e.After5 is not null)),
            ("in_play_count", Count(entries, static e => e.IsInPlay)),
            ("entry_continues_after_close_count", Count(entries, static e => e.ContinuesAfterClose)),
            ("shares_not_bought_count", Count(entries, static e => e.HoldsUnbought)))));
        EntryFacts[] markouts = [.. entries.Where(static e => e.IsMarkout)];
        EntryFacts[] present = [.. markouts.Where(static e => e.Markout is not null)];
        report.Add(new("markout_coverage", JsonValue.Object(
            ("variant", JsonValue.Of("markout_24h")),
            ("eligible_positions", JsonValue.Of(markouts.Length)),
            ("present_count", JsonValue.Of(present.Length)),
            ("missing_count", JsonValue.Of(markouts.Length - present.Length)),
            ("coverage_rate", JsonValue.Of(ReportNumber.Share(present.Length, markouts.Length))),
            ("payout_count", Count(present, static e => e.IsSettled)),
            ("missing_reason_counts", CoverageReport.Counts(markouts.Where(static e => e.Markout is null).Select(static e => e.MarkoutMissingReason))))));
    }

    private static JsonValue Count(EntryFacts[] entries, Func<EntryFacts, bool> which) => JsonValue.Of(entries.Count(which));
}

/// <summary>For how many positions the prices before entry are known. All positions count, with or without an entry price.</summary>
internal static class ContextCoverage
{
    /// <summary>The section <c>entry_context_coverage</c>.</summary>
    public static JsonValue Of(IReadOnlyList<DossierRow> rows) => JsonValue.Object(
        ("eligible_positions", JsonValue.Of(rows.Count)),
        ("open_price_present_count", Present(rows, static c => c.OpenPrice.MissingReason)),
        ("price_1h_before_entry_present_count", Present(rows, static c => c.HourBeforeEntry.MissingReason)),
        ("price_at_entry_present_count", Present(rows, static c => c.AtEntry.MissingReason)),
        ("movement_direction_present_count", Present(rows, static c => c.Movement.MissingReason)),
        ("minutes_to_close_present_count", Present(rows, static c => c.MinutesToClose.MissingReason)),
        ("missing_reason_counts", CoverageReport.Counts(rows.SelectMany(static r => Reasons(r.Context)).Where(static s => s.Length > 0))));

    private static JsonValue Present(IReadOnlyList<DossierRow> rows, Func<EntryContext, string> reason) =>
        JsonValue.Of(rows.Count(r => reason(r.Context).Length == 0));

    private static string[] Reasons(EntryContext context) =>
    [
        context.OpenPrice.MissingReason, context.HourBeforeEntry.MissingReason, context.AtEntry.MissingReason,
        context.Movement.MissingReason, context.MinutesToClose.MissingReason,
    ];
}
