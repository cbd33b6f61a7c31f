using System.Globalization;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Exports.Html;

/// <summary>What share of each user's positions has a closing line: single users while they are few, else how many have how much.</summary>
internal static class CoveragePlot
{
    public static void Write(HtmlWriter html, UserSummary users)
    {
        if (users.Succeeded == 0)
        {
            return;
        }

        html.Markup("<section aria-labelledby=\"coverage\"><h2 id=\"coverage\">Coverage by user</h2>\n<figure class=\"rows bars\"><figcaption>");
        html.Write($"Share of a user's positions that have a closing line value. ");
        html.Write($"{(users.Few.Count > 0 ? "" : "A bar counts the users of a range.")}</figcaption>\n<ol>\n");
        if (users.Few.Count > 0)
        {
            WriteUsers(html, users.Few);
        }
        else
        {
            WriteHistogram(html, users);
        }

        html.Markup("</ol></figure></section>\n");
    }

    private static void WriteUsers(HtmlWriter html, IReadOnlyList<UserResult> users)
    {
        foreach (UserResult user in users.OrderByDescending(static u => u.ClvCoverageRate ?? -1))
        {
            RangeRows.WriteBar(html, VisibleText.Of(user.User, 40), user.ClvCoverageRate is null ? "unknown" : DisplayNumber.Share(user.ClvCoverageRate), user.ClvCoverageRate ?? 0);
        }
    }

    private static void WriteHistogram(HtmlWriter html, UserSummary users)
    {
        double most = users.Histogram.Append(users.WithoutCoverage).Max();
        for (int bin = UserSummary.Bins - 1; bin >= 0; bin--)
        {
            string label = string.Create(CultureInfo.InvariantCulture, $"{100 * bin / UserSummary.Bins} to {100 * (bin + 1) / UserSummary.Bins} %");
            RangeRows.WriteBar(html, label, DisplayNumber.Count(users.Histogram[bin]), users.Histogram[bin] / most);
        }

        if (users.WithoutCoverage > 0)
        {
            RangeRows.WriteBar(html, "unknown", DisplayNumber.Count(users.WithoutCoverage), users.WithoutCoverage / most);
        }
    }
}
