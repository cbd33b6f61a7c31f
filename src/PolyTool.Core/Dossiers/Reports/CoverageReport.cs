using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>What <c>coverage_reconciliation_report.json</c> says of a user's positions: how much of them is known.</summary>
internal static class CoverageReport
{
    /// <summary>The form of the report, which is the original's.</summary>
    public const string Version = "1.5.0";

    /// <summary>The members of the report that follow from the positions alone.</summary>
    /// <param name="backfill">The positions.</param>
    /// <param name="feeRule">How fees were estimated.</param>
    /// <param name="warnings">Filled with what a reader should know.</param>
    /// <exception cref="Failure"><c>DossierDefect</c>: A sum is not finite.</exception>
    public static List<KeyValuePair<string, JsonValue>> Of(MetadataBackfill backfill, FeeRule feeRule, CoverageWarnings warnings)
    {
        DossierRow[] rows = [.. backfill.Rows.Select(static r => r.Row)];
        var outcomes = CountOutcomes(rows);
        var metadata = MetadataCoverage.Market(backfill);
        var category = MetadataCoverage.Category(backfill);
        var clv = LineCoverage.All(rows);
        var tradeUids = UidCoverage.TradeUids(rows);
        var fallbackUids = UidCoverage.Fallback(rows);
        var pnl = PnlCoverage.Of(rows);
        warnings.Judge(rows.Length, outcomes, tradeUids, fallbackUids, pnl, metadata, category, clv);
        List<KeyValuePair<string, JsonValue>> report =
        [
            new("report_version", JsonValue.Of(Version)),
            new("totals", JsonValue.Object(("positions_total", JsonValue.Of(rows.Length)))),
            new("outcome_counts", ByOutcome(outcomes, static n => JsonValue.Of(n))),
            new("outcome_percentages", ByOutcome(outcomes, n => JsonValue.Of(ReportNumber.Share(n, rows.Length)))),
            new("deterministic_trade_uid_coverage", tradeUids),
            new("fallback_uid_coverage", fallbackUids),
            new("pnl", pnl),
            new("fees", PnlCoverage.Fees(rows, feeRule)),
            new("resolution_coverage", Resolution(rows, outcomes)),
            new("market_metadata_coverage", metadata),
            new("category_coverage", category),
            new("clv_coverage", clv),
            new("entry_context_coverage", ContextCoverage.Of(rows)),
        ];
        EntryCoverage.AddTo(report, rows);
        return report;
    }

    /// <summary>A map from reasons or sources to counts.</summary>
    public static JsonValue Counts(IEnumerable<string> names)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (var name in names)
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        return JsonValue.Object(counts.Select(static c => KeyValuePair.Create(c.Key, JsonValue.Of(c.Value))));
    }

    private static int[] CountOutcomes(IEnumerable<DossierRow> rows)
    {
        var counts = new int[Outcomes.Names.Count];
        foreach (var row in rows)
        {
            // Here, unlike in segments, case matters.
            counts[(int)(row.OutcomeIsText ? Outcomes.OfExactly(row.OutcomeKey) : Outcome.UnknownResolution)]++;
        }

        return counts;
    }

    private static JsonValue ByOutcome(int[] counts, Func<int, JsonValue> value) =>
        JsonValue.Object(counts.Select((n, i) => KeyValuePair.Create(Outcomes.Names[i], value(n))));

    private static JsonValue Resolution(DossierRow[] rows, int[] outcomes)
    {
        var unknown = outcomes[(int)Outcome.UnknownResolution];
        var held = rows.Count(static r => r.HeldToResolution);
        return JsonValue.Object(
            ("resolved_total", JsonValue.Of(rows.Length - outcomes[(int)Outcome.Pending])),
            ("unknown_resolution_total", JsonValue.Of(unknown)),
            ("unknown_resolution_rate", JsonValue.Of(ReportNumber.Share(unknown, rows.Length))),
            ("held_to_resolution_total", JsonValue.Of(held)),
            ("win_loss_covered_rate", JsonValue.Of(ReportNumber.Share(outcomes[(int)Outcome.Win] + outcomes[(int)Outcome.Loss], held))));
    }
}

/// <summary>How many positions can be told apart by an id.</summary>
internal static class UidCoverage
{
    private const int MostSamples = 5;

    /// <summary>Coverage by deterministic trade ids.</summary>
    public static JsonValue TradeUids(IReadOnlyList<DossierRow> rows)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        HashSet<string> repeated = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.TradeUid.Length > 0 && !known.Add(row.TradeUid))
            {
                repeated.Add(row.TradeUid);
            }
        }

        // In the order in which they first appear.
        string[] duplicates = repeated.Count == 0 ? [] : [.. rows.Select(static r => r.TradeUid).Where(repeated.Contains).Distinct(StringComparer.Ordinal)];
        var with = rows.Count(static r => r.TradeUid.Length > 0);
        return JsonValue.Object(
            ("total", JsonValue.Of(rows.Count)),
            ("with_trade_uid", JsonValue.Of(with)),
            ("pct_with_trade_uid", JsonValue.Of(ReportNumber.Share(with, rows.Count))),
            ("duplicate_trade_uid_count", JsonValue.Of(duplicates.Length)),
            ("duplicate_sample", JsonValue.Array([.. duplicates.Take(MostSamples).Select(JsonValue.Of)])));
    }

    /// <summary>Coverage by token or condition.</summary>
    public static JsonValue Fallback(IReadOnlyList<DossierRow> rows)
    {
        var with = rows.Count(HasFallback);
        var only = rows.Count(static r => r.TradeUid.Length == 0 && HasFallback(r));
        return JsonValue.Object(
            ("total", JsonValue.Of(rows.Count)),
            ("with_fallback_uid", JsonValue.Of(with)),
            ("pct_with_fallback_uid", JsonValue.Of(ReportNumber.Share(with, rows.Count))),
            ("fallback_only_count", JsonValue.Of(only)),
            ("pct_fallback_only", JsonValue.Of(ReportNumber.Share(only, rows.Count))));
    }

    private static bool HasFallback(DossierRow row) => row.ResolvedTokenId.Length > 0 || row.TokenId.Length > 0 || row.ConditionId.Length > 0;
}
