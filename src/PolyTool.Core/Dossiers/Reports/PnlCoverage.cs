using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>Profit and fees over all positions.</summary>
internal static class PnlCoverage
{
    /// <summary>The section <c>pnl</c>, USD.</summary>
    public static JsonValue Of(IReadOnlyList<DossierRow> rows)
    {
        Totals gross = new("gross_pnl");
        Totals net = new("realized_pnl_net");
        Totals reported = new("reported_realized_pnl_net");
        foreach (var row in rows)
        {
            gross.Add(row.OutcomeKey, row.Fees.GrossPnl);
            net.Add(row.OutcomeKey, row.Fees.NetOfEstimatedFees);
            if (row.ReportedNet is { } amount)
            {
                reported.Add(row.OutcomeKey, amount);
            }
        }

        return JsonValue.Object(
            ("gross_pnl_total", gross.Total),
            ("gross_pnl_by_outcome", gross.ByOutcome),
            ("realized_pnl_net_total", net.Total),
            ("realized_pnl_net_by_outcome", net.ByOutcome),
            ("realized_pnl_net_estimated_fees_total", net.Total),
            ("realized_pnl_net_estimated_fees_by_outcome", net.ByOutcome),
            ("reported_realized_pnl_net_total", reported.Total),
            ("reported_realized_pnl_net_by_outcome", reported.ByOutcome),
            ("missing_realized_pnl_count", JsonValue.Of(rows.Count(static r => r.ReportedNet is null))));
    }

    /// <summary>The section <c>fees</c>.</summary>
    public static JsonValue Fees(IReadOnlyList<DossierRow> rows, FeeRule rule)
    {
        var estimated = rows.Count(r => r.Fees.Source == rule.SourceLabel);
        return JsonValue.Object(
            ("fees_source_counts", JsonValue.Object(
                (rule.SourceLabel, JsonValue.Of(estimated)),
                (FeeRule.NotApplicable, JsonValue.Of(rows.Count - estimated)))),
            ("fees_actual_present_count", JsonValue.Of(rows.Count(static r => r.Fees.Actual > 0))),
            ("fees_estimated_present_count", JsonValue.Of(rows.Count(static r => r.Fees.Estimated > 0))));
    }

    private sealed class Totals(string name)
    {
        private readonly Dictionary<string, double> _byOutcome = new(StringComparer.Ordinal);
        private double _total;

        public JsonValue Total => ReportNumber.Of(_total, name);

        public JsonValue ByOutcome => JsonValue.Object(_byOutcome.Select(o => KeyValuePair.Create(o.Key, ReportNumber.Of(o.Value, $"{name} of {o.Key}"))));

        public void Add(string outcome, double amount)
        {
            _total += amount;
            _byOutcome[outcome] = _byOutcome.GetValueOrDefault(outcome) + amount;
        }
    }
}
