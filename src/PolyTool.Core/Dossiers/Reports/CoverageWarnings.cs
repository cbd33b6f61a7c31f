using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>What a reader of a coverage report should know before believing it.</summary>
internal sealed class CoverageWarnings
{
    private const double MostUnknown = 0.05;
    private const double MostMissing = 0.20;
    private const double LeastLines = 0.30;
    private const double StrongIdentifiers = 0.95;
    private readonly List<string> _texts = [];

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Adds a warning of the caller's own.</summary>
    public void Add(string text) => _texts.Add(text);

    /// <summary>Looks at the finished sections.</summary>
    public void Judge(
        int total, int[] outcomes, JsonValue tradeUids, JsonValue fallbackUids, JsonValue pnl, JsonValue metadata, JsonValue category, JsonValue clv)
    {
        if (total == 0)
        {
            Add("The dossier has no positions.");
            return;
        }

        var twice = Count(tradeUids, "duplicate_trade_uid_count");
        If(twice > 0, $"{twice} trade ids occur more than once.");
        var unknown = ReportNumber.Share(outcomes[(int)Outcome.UnknownResolution], total);
        If(unknown > MostUnknown, $"How it ended is not known for {Percent(unknown)} of the positions.");
        var unreported = Count(pnl, "missing_realized_pnl_count");
        If(unreported > 0, $"{unreported} positions have no reported profit or loss.");
        If(
            outcomes[(int)Outcome.Pending] == total && fallbackUids["pct_with_fallback_uid"]!.Number >= StrongIdentifiers,
            "Every position is pending although nearly all have a token: resolutions were probably not applied.");
        If(Missing(metadata, total) > MostMissing, $"Neither slug, question nor outcome is known for {Percent(Missing(metadata, total))} of the positions.");
        If(Missing(category, total) > MostMissing, $"The category is not known for {Percent(Missing(category, total))} of the positions.");
        If(
            Count(clv, "eligible_positions") > 0 && clv["coverage_rate"]!.Number < LeastLines,
            $"Only {Percent(clv["coverage_rate"]!.Number)} of the positions that could have a closing line have one.");
    }

    private static double Missing(JsonValue section, int total) => ReportNumber.Share(Count(section, "missing_count"), total);

    private static long Count(JsonValue section, string field) => (long)section[field]!.Number;

    private static string Percent(double share) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    private void If(bool holds, string text)
    {
        if (holds)
        {
            Add(text);
        }
    }
}
