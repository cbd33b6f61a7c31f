using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>The three reports of one user: a pure function of the positions, the table and the identity of the run.</summary>
/// <param name="SegmentAnalysis"><c>segment_analysis.json</c>.</param>
/// <param name="HypothesisCandidates"><c>hypothesis_candidates.json</c>.</param>
/// <param name="Coverage"><c>coverage_reconciliation_report.json</c>.</param>
/// <param name="Warnings">The warnings of the coverage report.</param>
/// <param name="Positions">The positions with their market data filled in, in order.</param>
internal sealed record ScanReports(
    JsonValue SegmentAnalysis, JsonValue HypothesisCandidates, JsonValue Coverage, IReadOnlyList<string> Warnings, IReadOnlyList<DossierRow> Positions)
{
    /// <summary>Makes the reports.</summary>
    /// <param name="positions">The positions as read, in the dossier's order.</param>
    /// <param name="table">How positions are classified.</param>
    /// <param name="identity">Whose and which run it is.</param>
    /// <param name="warnings">Warnings of the caller, which come first.</param>
    /// <exception cref="Failure"><c>DossierDefect</c>: A sum over the positions is not finite.</exception>
    public static ScanReports Of(IReadOnlyList<DossierRow> positions, SegmentTable table, RunIdentity identity, IEnumerable<string> warnings)
    {
        var backfill = MetadataBackfill.Of(positions);
        CoverageWarnings texts = new();
        foreach (var warning in warnings)
        {
            texts.Add(warning);
        }

        SegmentReport analysis = new(table);
        SegmentClassifier classifier = new(table);
        foreach (var filled in backfill.Rows)
        {
            analysis.Add(filled.Row, filled.Row.SegmentsBy(classifier));
        }

        var segments = analysis.ToJson();
        var candidates = CandidateReport.Of(segments);
        var coverage = CoverageReport.Of(backfill, FeeRule.Default, texts);
        coverage.AddRange(identity.Members);
        coverage.Add(new("proxy_wallet", JsonValue.Of(identity.Wallet)));
        coverage.Add(new("segment_analysis", segments));
        coverage.Add(new("hypothesis_candidates", candidates));
        coverage.Add(new("warnings", JsonValue.Array([.. texts.Texts.Select(JsonValue.Of)])));
        return new(
            JsonValue.Object([.. identity.Members, new("segment_analysis", segments)]),
            JsonValue.Object([.. identity.Members, new("candidates", candidates)]),
            JsonValue.Object(coverage),
            texts.Texts,
            [.. backfill.Rows.Select(static r => r.Row)]);
    }
}

/// <summary>Whose run it is, which, and when.</summary>
internal sealed record RunIdentity(string RunId, string UserSlug, string Wallet, DateTimeOffset GeneratedAt)
{
    /// <summary>The four members that each report begins with.</summary>
    public KeyValuePair<string, JsonValue>[] Members =>
    [
        new("generated_at", JsonValue.Of(EpochClock.Format(GeneratedAt))),
        new("run_id", JsonValue.Of(RunId)),
        new("user_slug", JsonValue.Of(UserSlug)),
        new("wallet", JsonValue.Of(Wallet)),
    ];
}
