using PolyTool.Core.Failures;

namespace PolyTool.Core.Exports.Html;

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
