using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

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
