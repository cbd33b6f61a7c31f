using PolyTool.Core.CanonicalJson;

namespace PolyTool.Core.Polymarket.Segments;

/// <summary>For how many positions market and category are known, and which tokens lack them most.</summary>
internal static class MetadataCoverage
{
    private const int MostUnmappable = 10;

    /// <summary>The section <c>market_metadata_coverage</c>.</summary>
    public static JsonValue Market(MetadataBackfill backfill)
    {
        List<KeyValuePair<string, JsonValue>> members = Section(
            backfill.Rows, static r => r.Metadata.NamesMarket, static r => r.IsFilled);
        members.Add(new("metadata_conflicts_count", JsonValue.Of((long)backfill.ConflictCount)));
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
        int present = rows.Count(isPresent);
        int filled = rows.Count(r => isPresent(r) && isFilled(r));
        int missing = rows.Count - present;
        return
        [
            new("present_count", JsonValue.Of((long)present)),
            new("missing_count", JsonValue.Of((long)missing)),
            new("coverage_rate", JsonValue.Of(ReportNumber.Share(present, rows.Count))),
            new("source_counts", JsonValue.Object(
                ("ingested", JsonValue.Of((long)present - filled)), ("backfilled", JsonValue.Of((long)filled)), ("unknown", JsonValue.Of((long)missing)))),
            new("top_unmappable", Unmappable(rows.Where(r => !isPresent(r)).Select(static r => r.Row))),
        ];
    }

    private static JsonValue Unmappable(IEnumerable<PositionRow> rows) => JsonValue.Array(
    [
        .. rows.Where(static r => Identifier(r).Value.Length > 0)
            .GroupBy(Identifier)
            .OrderByDescending(static g => g.Count())
            .ThenBy(static g => g.Key.Name, CodePointOrder.Comparer)
            .ThenBy(static g => g.Key.Value, CodePointOrder.Comparer)
            .Take(MostUnmappable)
            .Select(static g => JsonValue.Object(
                (g.Key.Name, JsonValue.Of(g.Key.Value)), ("count", JsonValue.Of((long)g.Count())), ("example", g.First().Example.ToJson()))),
    ]);

    private static (string Name, string Value) Identifier(PositionRow row) =>
        row.TokenId.Length > 0 ? ("token_id", row.TokenId)
        : row.ResolvedTokenId.Length > 0 ? ("token_id", row.ResolvedTokenId)
        : ("condition_id", row.ConditionId);
}
