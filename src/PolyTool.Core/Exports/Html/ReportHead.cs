using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Exports.Html;

/// <summary>The top of the report: what the batch is, how complete, and its answer.</summary>
internal static class ReportHead
{
    public static void Write(HtmlWriter html, ExportBoard board)
    {
        html.Write($"<header>\n<p class=\"batch\">PolyTool leaderboard · batch <bdi>{VisibleText.Of(board.BatchId, 80)}</bdi> · <time datetime=\"{board.CreatedAt}\">{Time(board.CreatedAt)}</time></p>\n");
        html.Write($"<h1>{Headline.Answer(board)}</h1>\n");
        WriteCompleteness(html, board);
        html.Markup("</header>\n");
        WriteCautions(html, board.Evidence);
        WriteStrongest(html, board);
        WriteFacts(html, board);
    }

    private static void WriteCompleteness(HtmlWriter html, ExportBoard board)
    {
        var users = board.Users;
        var share = users.Attempted == 0 ? 0 : (double)users.Succeeded / users.Attempted;
        var failed = users.Failed == 0 ? "none failed" : $"{DisplayNumber.Count(users.Failed)} failed";
        html.Write($"<p class=\"complete\"><svg class=\"meter\" width=\"120\" height=\"10\" aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"10\" rx=\"5\"/><rect class=\"bar\" width=\"{100 * share}%\" height=\"10\" rx=\"5\"/></svg> <span>{DisplayNumber.Count(users.Succeeded)} of {DisplayNumber.Count(users.Attempted)} {(users.Attempted == 1 ? "user" : "users")} read ({DisplayNumber.Share(share)}), {failed}.");
        if (board.Rows.Count < board.SegmentsInBatch)
        {
            html.Write($" A part of the batch: {DisplayNumber.Count(board.Rows.Count)} of its {DisplayNumber.Count(board.SegmentsInBatch)} segments.");
        }

        if (board.UsersFile is { } file)
        {
            html.Write($" Users file: <bdi>{VisibleText.Of(file, 120)}</bdi>.");
        }

        html.Markup("</span></p>\n");
    }

    // Where chance deals the labels and as many rows come out, the users are good at everything, and no segment is special.
    private static void WriteCautions(HtmlWriter html, EvidenceBoard? evidence)
    {
        foreach (var caution in evidence?.Cautions ?? [])
        {
            html.Write($"<p class=\"caution\">{caution}</p>\n");
        }

        foreach (var note in evidence?.OwnerNotes ?? [])
        {
            html.Write($"<p class=\"note\">{VisibleText.Of(note, 2000)}</p>\n");
        }
    }

    private static void WriteStrongest(HtmlWriter html, ExportBoard board)
    {
        ExportRow[] strongest = [.. Headline.Strongest(board)];
        if (strongest.Length == 0)
        {
            return;
        }

        html.Markup("<section aria-labelledby=\"strongest\"><h2 id=\"strongest\" class=\"quiet\">The strongest segments</h2>\n<ol class=\"cards\">\n");
        foreach (var row in strongest)
        {
            html.Write($"<li class=\"card {VerdictMark.Class(row.Evidence?.Verdict)}\"><h3>");
            html.Key(row.Segment, 80);
            html.Markup("</h3>");
            VerdictMark.WriteChip(html, row.Evidence?.Verdict);
            html.Write($"<p>{Headline.Sentence(row, board.Evidence?.Rule.Level ?? 0)}</p>");
            if (row.Evidence is { Reasons.Count: > 0 })
            {
                html.Write($"<p class=\"why\">{Headline.Why(row.Evidence)}</p>");
            }

            html.Markup("</li>\n");
        }

        html.Markup("</ol></section>\n");
    }

    private static void WriteFacts(HtmlWriter html, ExportBoard board)
    {
        html.Markup("<dl class=\"facts\">\n");
        if (board.Evidence is { } evidence)
        {
            foreach (var verdict in Enum.GetValues<Verdict>())
            {
                html.Markup("<div><dt>");
                VerdictMark.WriteChip(html, verdict);
                html.Write($"</dt><dd>{DisplayNumber.Count(board.Rows.Count(r => r.Evidence?.Verdict == verdict))}</dd></div>\n");
            }

            WriteFact(html, "Rows tested", DisplayNumber.Count(evidence.Tests));
            WriteFact(html, "Users with evidence", DisplayNumber.Count(evidence.Users));
            WriteFact(html, "Owners", DisplayNumber.Count(evidence.Owners));
        }
        else
        {
            WriteFact(html, "Segments", DisplayNumber.Count(board.Rows.Count));
        }

        WriteFact(html, "Median CLV coverage", board.Users.MedianCoverage is { } median ? "about " + DisplayNumber.Share(median) : DisplayNumber.None);
        html.Markup("</dl>\n");
        if (board.Evidence is { Rule: var rule })
        {
            html.Write($"<p class=\"note\">Supported means: at least {rule.MinUsers} users, {rule.MinEvents} events and {rule.MinPositions} positions, {rule.MinDays} {(rule.ClusterBy == ClusterPeriod.Week ? "weeks" : "days")}, a mean above zero with a false discovery rate of at most {DisplayNumber.Share(rule.MaxQ)} over all rows tested, by the largest of four p (users, skewness, games, days), and the same over what these users have in the rest of the dimension. Of boards without anything to find about one in twenty has a row that is. Unproven is no proof of absence.</p>\n");
        }
    }

    private static void WriteFact(HtmlWriter html, string name, string value) => html.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");

    private static string Time(string createdAt) => createdAt.Replace("T", " ", StringComparison.Ordinal).Replace("+00:00", " UTC", StringComparison.Ordinal);
}
