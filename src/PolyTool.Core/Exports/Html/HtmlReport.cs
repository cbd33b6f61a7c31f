using System.Text;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Exports.Html;

/// <summary>
/// The report: one file that needs no network and, for reading, no script. The content security policy allows one style
/// and two scripts, by their hashes, and nothing else.
/// </summary>
internal static class HtmlReport
{
    public static void Write(Stream stream, ExportBoard board, CancellationToken cancellationToken)
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true);
        text.NewLine = "\n";
        HtmlWriter html = new(text);
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{EmbeddedText.Style.Hash}'; script-src '{EmbeddedText.EarlyScript.Hash}' '{EmbeddedText.Script.Hash}'; base-uri 'none'; form-action 'none'\">\n");
        html.Write($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>PolyTool leaderboard {VisibleText.Of(board.BatchId, 80)}</title>\n<style>");
        html.Resource(EmbeddedText.Style);
        html.Markup("</style>\n<script>");
        html.Resource(EmbeddedText.EarlyScript);
        html.Markup("</script>\n</head>\n<body>\n");
        VerdictMark.WriteShapes(html);
        html.Markup("<main>\n");
        WriteBody(html, board, cancellationToken);
        html.Markup("</main>\n<footer><p>Made by PolyTool. What no statistic repairs: how the users were chosen, positions that they share, and markets that are still open. <code>Get-Help about_PolyTool_Evidence</code> explains every figure.</p></footer>\n<script>");
        html.Resource(EmbeddedText.Script);
        html.Markup("</script>\n</body>\n</html>\n");
    }

    private static void WriteBody(HtmlWriter html, ExportBoard board, CancellationToken cancellationToken)
    {
        ReportHead.Write(html, board);
        ForestPlot.Write(html, board);
        html.Markup("<div class=\"pair\">\n");
        EffectPlot.Write(html, board);
        EvidenceFunnel.Write(html, board);
        html.Markup("</div>\n<div class=\"pair\">\n");
        HalvesPlot.Write(html, board);
        CoveragePlot.Write(html, board.Users);
        html.Markup("</div>\n");
        cancellationToken.ThrowIfCancellationRequested();
        BoardTable.Write(html, board, cancellationToken);
        FailedUsers.Write(html, board.Users);
    }
}

/// <summary>Who is missing, and why.</summary>
internal static class FailedUsers
{
    public static void Write(HtmlWriter html, UserSummary users)
    {
        if (users.Failed == 0)
        {
            return;
        }

        html.Write($"<section aria-labelledby=\"failed\"><h2 id=\"failed\">Failed users ({DisplayNumber.Count(users.Failed)})</h2>\n<p>Nothing of these users is in the figures above.</p>\n");
        html.Markup("<div class=\"scroll\" role=\"region\" aria-label=\"Table of failed users\" tabindex=\"0\"><table class=\"failed\"><thead><tr><th scope=\"col\">User</th><th scope=\"col\">Reason</th></tr></thead><tbody>\n");
        foreach (var user in users.Failures)
        {
            html.Write($"<tr><th scope=\"row\"><bdi>{VisibleText.Of(user.User, 60)}</bdi></th><td><bdi>{VisibleText.Of(user.Error ?? "no reason given", 400)}</bdi></td></tr>\n");
        }

        html.Markup("</tbody></table></div>\n");
        if (users.Failed > users.Failures.Count)
        {
            html.Write($"<p>And {DisplayNumber.Count(users.Failed - users.Failures.Count)} more: <code>Get-BatchUser -Status Failure</code> lists all.</p>\n");
        }

        html.Markup("</section>\n");
    }
}
