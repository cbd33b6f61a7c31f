using System.Globalization;
using PolyTool.Core.Failures;
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
        foreach (var user in users.OrderByDescending(static u => u.ClvCoverageRate ?? -1))
        {
            RangeRows.WriteBar(html, VisibleText.Of(user.User, 40), user.ClvCoverageRate is null ? "unknown" : DisplayNumber.Share(user.ClvCoverageRate), user.ClvCoverageRate ?? 0);
        }
    }

    private static void WriteHistogram(HtmlWriter html, UserSummary users)
    {
        double most = users.Histogram.Append(users.WithoutCoverage).Max();

        // Ranges below the lowest that holds a user are one row.
        var lowest = Enumerable.Range(0, UserSummary.Bins).FirstOrDefault(bin => users.Histogram[bin] > 0);
        for (var bin = UserSummary.Bins - 1; bin >= lowest; bin--)
        {
            RangeRows.WriteBar(html, Range(bin, bin + 1), DisplayNumber.Count(users.Histogram[bin]), users.Histogram[bin] / most);
        }

        if (lowest > 0)
        {
            RangeRows.WriteBar(html, Range(0, lowest), DisplayNumber.Count(0), 0);
        }

        if (users.WithoutCoverage > 0)
        {
            RangeRows.WriteBar(html, "unknown", DisplayNumber.Count(users.WithoutCoverage), users.WithoutCoverage / most);
        }
    }

    private static string Range(int from, int to) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * from / UserSummary.Bins} to {100 * to / UserSummary.Bins} %");
}
