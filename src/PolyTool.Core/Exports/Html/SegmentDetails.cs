using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Exports.Html;

/// <summary>What a row of the table opens: why its verdict is what it is, and its users.</summary>
internal static class SegmentDetails
{
    public static void Write(HtmlWriter html, ExportRow row, bool withUsers)
    {
        html.Markup("<div class=\"details\">");
        if (row.Segment.Length > 60)
        {
            html.Write($"<p><b>Key:</b> <bdi>{VisibleText.Of(row.Segment, 500)}</bdi></p>");
        }

        if (row.Evidence is { } evidence)
        {
            html.Write($"<p><b>{VerdictMark.Name(evidence.Verdict)}:</b> {Headline.Why(evidence)}</p>");
            WriteFigures(html, row, evidence);
        }

        if (withUsers && row.Evidence is { HeaviestUsers.Count: > 0 })
        {
            WriteUsers(html, row, row.Evidence);
        }
        else if (withUsers && row.Board is { Examples.Count: > 0 } board)
        {
            WriteExamples(html, board.Examples);
        }
        else
        {
            html.Write($"<p>Its users: <code>Get-SegmentEvidence -Segment '{VisibleText.Of(row.Segment.Replace("'", "''", StringComparison.Ordinal), 120)}'</code></p>");
        }

        html.Markup("</div>");
    }

    private static void WriteFigures(HtmlWriter html, ExportRow row, SegmentEvidence evidence)
    {
        List<string> facts = [];
        if (evidence.Total?.Mean is { } total && evidence.Execution?.Mean is { } execution)
        {
            facts.Add($"users got {DisplayNumber.SignedCents(total)}, {DisplayNumber.SignedCents(execution)} of it before a follower could buy");
        }

        Add(facts, row, "new user expected", row.Tested?.PredictionLower, row.Tested?.PredictionUpper);
        Add(facts, row, "with one user left out", evidence.LeaveOneOutLowest, evidence.LeaveOneOutHighest);
        Add(facts, row, "after shrinkage", evidence.ShrunkLower, evidence.ShrunkUpper);
        if (evidence.EarlyHalf?.Mean is { } early && evidence.LateHalf?.Mean is { } late)
        {
            facts.Add($"early half {row.Shown(early)}, late half {row.Shown(late)}");
        }

        if (evidence.DetectableEffect is { } detectable)
        {
            facts.Add($"found with 80 % power from {row.Shown(detectable)}");
        }

        if (evidence.AutomatedUserShare is > 0 and { } automated)
        {
            facts.Add($"{DisplayNumber.Share(automated)} of the users trade like a bot");
        }

        if (facts.Count > 0)
        {
            html.Write($"<p>{Capital(string.Join("; ", facts))}.</p>");
        }
    }

    private static void Add(List<string> facts, ExportRow row, string name, double? lower, double? upper)
    {
        if (lower is not null && upper is not null)
        {
            facts.Add($"{name} {row.Shown(lower)} to {row.Shown(upper)}");
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static void WriteUsers(HtmlWriter html, ExportRow row, SegmentEvidence evidence)
    {
        var axis = Axis.Around([.. evidence.HeaviestUsers.Select(static u => (u.Mean, u.Lower ?? u.Mean, u.Upper ?? u.Mean))]);
        html.Markup("<div class=\"inner\" role=\"group\" aria-label=\"Users of the segment\" tabindex=\"0\"><table class=\"users\"><thead><tr><th scope=\"col\" class=\"text\">User</th><th scope=\"col\" class=\"text\">Interval</th><th scope=\"col\">Tested</th><th scope=\"col\">Events</th><th scope=\"col\">Positions</th><th scope=\"col\">Notional</th><th scope=\"col\">Weight</th></tr></thead><tbody>");
        foreach (var user in evidence.HeaviestUsers.Take(20))
        {
            html.Write($"<tr><th scope=\"row\"><bdi>{VisibleText.Of(user.User, 44)}</bdi>{(user.LooksAutomated == true ? " (bot?)" : "")}</th><td class=\"text interval\">");
            IntervalPlot.WriteUser(html, axis, user, 16);
            html.Write($"</td><td>{row.Shown(user.Mean)}</td><td>{DisplayNumber.Count(user.Events)}</td><td>{DisplayNumber.Count(user.Positions)}</td><td>{DisplayNumber.Dollars(user.Notional)}</td><td>{DisplayNumber.Percent(user.Weight)}</td></tr>\n");
        }

        html.Markup("</tbody></table></div>");
        if (evidence.Users > evidence.HeaviestUsers.Count)
        {
            html.Write($"<p>The {evidence.HeaviestUsers.Count} heaviest of {DisplayNumber.Count(evidence.Users)} users.</p>");
        }
    }

    private static void WriteExamples(HtmlWriter html, IReadOnlyList<SegmentUser> users)
    {
        html.Markup("<div class=\"inner\" role=\"group\" aria-label=\"Users of the segment\" tabindex=\"0\"><table class=\"users\"><thead><tr><th scope=\"col\" class=\"text\">User</th><th scope=\"col\">CLV</th><th scope=\"col\">Beat close</th><th scope=\"col\">Positions</th><th scope=\"col\">Weight</th><th scope=\"col\" class=\"text\">Weighting</th></tr></thead><tbody>");
        foreach (var user in users)
        {
            html.Write($"<tr><th scope=\"row\"><bdi>{VisibleText.Of(user.User, 44)}</bdi></th><td>{DisplayNumber.SignedPercent(user.Clv)}</td><td>{DisplayNumber.Percent(user.BeatCloseRate)}</td><td>{DisplayNumber.Count((double?)user.Positions)}</td><td>{DisplayNumber.Count(user.Weight)}</td><td class=\"text\">{VisibleText.Of(user.Weighting, 20)}</td></tr>\n");
        }

        html.Markup("</tbody></table></div>");
    }
}
