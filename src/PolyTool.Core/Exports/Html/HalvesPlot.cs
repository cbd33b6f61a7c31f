using PolyTool.Core.Evidence;

namespace PolyTool.Core.Exports.Html;

/// <summary>Whether the strongest segments show in the late half of their events what they show in the early half.</summary>
internal static class HalvesPlot
{
    private const int Most = 20;

    public static void Write(HtmlWriter html, ExportBoard board)
    {
        ExportRow[] rows =
        [
            .. board.Rows.Where(static r => r.Evidence is { Rank: not null, EarlyHalf.Mean: not null, LateHalf.Mean: not null })
                .OrderBy(static r => r.Evidence!.Rank),
        ];
        rows = [.. rows.Where(r => r.InCents == rows[0].InCents).Take(Most)];
        if (rows.Length == 0)
        {
            return;
        }

        var holds = rows.Count(static r => r.Evidence!.EarlyHalf!.Mean > 0 && r.Evidence.LateHalf!.Mean > 0);
        var axis = Axis.Around([.. rows.SelectMany(static r => new[] { Point(r.Evidence!.EarlyHalf!), Point(r.Evidence.LateHalf!) })], ticks: 2);
        html.Write($"<section aria-labelledby=\"halves\"><h2 id=\"halves\">Early against late</h2>\n<figure class=\"rows\"><figcaption>{holds} of these {rows.Length} segments are above zero in both halves of their events. The ring is the early half, the dot the late one: a dot left of its ring fades.</figcaption>\n");
        html.Markup("<div class=\"row head\" aria-hidden=\"true\"><span>Segment</span><span></span><span class=\"value\">early → late</span></div>\n<ol>\n");
        foreach (var row in rows)
        {
            WriteRow(html, axis, row);
        }

        html.Markup("</ol>\n");
        RangeRows.WriteScale(html, axis, rows[0].InCents);
        html.Markup("</figure></section>\n");
    }

    private static (double Point, double Low, double High) Point(PartEvidence part) => (part.Mean!.Value, part.Mean.Value, part.Mean.Value);

    private static void WriteRow(HtmlWriter html, Axis axis, ExportRow row)
    {
        var early = row.Evidence!.EarlyHalf!.Mean!.Value;
        var late = row.Evidence.LateHalf!.Mean!.Value;
        html.Markup("<li class=\"row\">");
        RangeRows.WriteLabel(html, row);
        html.Write($"<svg class=\"plot\" width=\"100%\" height=\"20\" aria-hidden=\"true\"><line class=\"zero\" x1=\"{axis.At(0)}%\" x2=\"{axis.At(0)}%\" y1=\"0\" y2=\"20\"/><line class=\"prediction\" x1=\"{axis.At(early)}%\" x2=\"{axis.At(late)}%\" y1=\"10\" y2=\"10\"/><circle class=\"early\" cx=\"{axis.At(early)}%\" cy=\"10\" r=\"4.5\"/><circle class=\"late\" cx=\"{axis.At(late)}%\" cy=\"10\" r=\"5\"/></svg>");
        html.Write($"<span class=\"value\">{row.Shown(early)} → {row.Shown(late)}</span></li>\n");
    }
}
