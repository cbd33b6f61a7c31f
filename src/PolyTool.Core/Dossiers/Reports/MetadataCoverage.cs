using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>For how many positions market and category are known, and which tokens lack them most.</summary>
internal static class MetadataCoverage
{
    private const int MostUnmappable = 10;

    /// <summary>The section <c>market_metadata_coverage</c>.</summary>
    public static JsonValue Market(MetadataBackfill backfill)
    {
        var members = Section(
            backfill.Rows, static r => r.Metadata.NamesMarket, static r => r.IsFilled);
        members.Add(new("metadata_conflicts_count", JsonValue.Of(backfill.ConflictCount)));
        if (backfill.ConflictSample.Count > 0)
        {
            members.Add(new("metadata_conflict_sample", JsonValue.Array(backfill.ConflictSample)));
        }

        return JsonValue.Object(members);
    }

    /// <summary>The section <c>category_coverage</c>.</summary>
    public static JsonValue Category(MetadataBackfill backfill) => JsonValue.Object(
        Section(backfill.Rows, static r => r.Metadata.Category.Length > 0, static r => r.IsCategoryFilled));

    private static List<KeyValuePair<string, JsonValue>> Section(
        IReadOnlyList<FilledRow> rows, Func<FilledRow, bool> isPresent, Func<FilledRow, bool> isFilled)
    {
        var present = rows.Count(isPresent);
        var filled = rows.Count(r => isPresent(r) && isFilled(r));
        var missing = rows.Count - present;
        return
        [
            new("present_count", JsonValue.Of(present)),
            new("missing_count", JsonValue.Of(missing)),
            new("coverage_rate", JsonValue.Of(ReportNumber.Share(present, rows.Count))),
            new("source_counts", JsonValue.Object(
                ("ingested", JsonValue.Of(present - filled)), ("backfilled", JsonValue.Of(filled)), ("unknown", JsonValue.Of(missing)))),
            new("top_unmappable", Unmappable(rows.Where(r => !isPresent(r)).Select(static r => r.Row))),
        ];
    }

    private static JsonValue Unmappable(IEnumerable<DossierRow> rows)
    {
        // Of a busy user every position can be one, each with an identifier of its own.
        Dictionary<(string Name, string Value), (int Count, DossierRow First)> groups = [];
        foreach (var row in rows)
        {
            var key = Identifier(row);
            if (key.Value.Length > 0)
            {
                groups[key] = groups.TryGetValue(key, out var known) ? (known.Count + 1, known.First) : (1, row);
            }
        }

        return JsonValue.Array(
        [
            .. groups.OrderByDescending(static g => g.Value.Count)
                .ThenBy(static g => g.Key.Name, CodePointOrder.Comparer)
                .ThenBy(static g => g.Key.Value, CodePointOrder.Comparer)
                .Take(MostUnmappable)
                .Select(static g => JsonValue.Object(
                    (g.Key.Name, JsonValue.Of(g.Key.Value)), ("count", JsonValue.Of(g.Value.Count)), ("example", g.Value.First.Example.ToJson()))),
        ]);
    }

    private static (string Name, string Value) Identifier(DossierRow row) =>
        row.TokenId.Length > 0 ? ("token_id", row.TokenId)
        : row.ResolvedTokenId.Length > 0 ? ("token_id", row.ResolvedTokenId)
        : ("condition_id", row.ConditionId);
}
