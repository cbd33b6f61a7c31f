using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;

namespace PolyTool.Core.Exports.Html;

/// <summary>How many segments were looked at and how many are left after each question.</summary>
internal static class EvidenceFunnel
{
    public static void Write(HtmlWriter html, ExportBoard board)
    {
        SegmentEvidence[] all = [.. board.Rows.Where(static r => r.Evidence is not null).Select(static r => r.Evidence!)];
        if (all.Length == 0)
        {
            return;
        }

        var rule = board.Evidence!.Rule;
        html.Markup("<section aria-labelledby=\"funnel\"><h2 id=\"funnel\">From segments to evidence</h2>\n<figure class=\"rows bars\"><figcaption>Each line asks one thing more of the segments that passed the line above.");
        WritePlacebo(html, board.Evidence.Placebo);
        html.Markup("</figcaption>\n<ol>\n");
        IEnumerable<SegmentEvidence> left = all;
        foreach ((var label, var passes) in Questions(rule))
        {
            left = [.. left.Where(passes)];
            var count = left.Count();
            RangeRows.WriteBar(html, label, DisplayNumber.Count(count), (double)count / all.Length);
        }

        html.Markup("</ol></figure></section>\n");
    }

    private static IEnumerable<(string Label, Func<SegmentEvidence, bool> Passes)> Questions(EvidenceRule rule)
    {
        yield return ("Segments seen", static _ => true);
        yield return ("Not a bucket for the unclassified", static s => !s.Residual);
        yield return ($"Enough data ({rule.MinUsers} users, {rule.MinEvents} events, {rule.MinDays} days, …)", static s => s.Verdict != Verdict.Insufficient);
        yield return ("Mean above zero", static s => VerdictRule.Tested(s)?.Mean > 0);
        yield return ($"q at most {DisplayNumber.Plain(rule.MaxQ)} over all tests", s => s.Q <= rule.MaxQ);
        yield return ("Supported: above what the same users have elsewhere too", static s => s.Verdict == Verdict.Supported);
    }

    private static void WritePlacebo(HtmlWriter html, Placebo? placebo)
    {
        if (placebo is { Boards: > 0 })
        {
            html.Write($" On {placebo.Boards} boards with the segments' labels dealt anew within each user, {DisplayNumber.MeanCount(placebo.MeanAbove)} rows lay above zero by q on average, {placebo.MostAbove} at most.");
        }
    }
}
