namespace PolyTool.Core.Exports.Html;

/// <summary>
/// Plots that consist of lines of text with a drawing: on a wide screen label, drawing and numbers stand side by side, on a
/// narrow one below each other. The text says what the drawing shows.
/// </summary>
internal static class RangeRows
{
    /// <summary>A row's label: the verdict's shape and the segment.</summary>
    public static void WriteLabel(HtmlWriter html, ExportRow row)
    {
        var shape = VerdictMark.Class(row.Evidence?.Verdict);
        html.Write($"<span class=\"name\"><svg class=\"{shape}\" width=\"14\" height=\"14\" viewBox=\"-7 -7 14 14\" role=\"img\" aria-label=\"{VerdictMark.Name(row.Evidence?.Verdict)}\"><use href=\"#{shape}\"/></svg><span>");
        html.Key(row.Segment);
        html.Write($"{(row.Line.Length > 0 ? $" ({row.Line})" : "")}");
        html.Markup("</span></span>");
    }

    /// <summary>The scale below the rows: cents, or fractions in per cent.</summary>
    public static void WriteScale(HtmlWriter html, Axis axis, bool inCents)
    {
        html.Markup("<div class=\"row scale\" aria-hidden=\"true\"><span></span><svg class=\"plot\" width=\"100%\" height=\"36\">");
        foreach (var tick in axis.Ticks)
        {
            html.Write($"<line class=\"tick\" x1=\"{axis.At(tick)}%\" x2=\"{axis.At(tick)}%\" y1=\"0\" y2=\"5\"/><text x=\"{axis.At(tick)}%\" y=\"17\" text-anchor=\"middle\">{axis.Label(tick, inCents ? 1 : 100)}</text>");
        }

        html.Write($"<text x=\"50%\" y=\"33\" text-anchor=\"middle\">{(inCents ? "cents a share" : "CLV in % of the entry price")}</text></svg><span></span></div>\n");
    }

    /// <summary>A bar with its label and number.</summary>
    public static void WriteBar(HtmlWriter html, string label, string value, double fraction, string colour = "bar") =>
        html.Write($"<li class=\"row\"><span class=\"name\"><bdi>{label}</bdi></span><svg class=\"plot\" width=\"100%\" height=\"18\" aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"18\" rx=\"3\"/><rect class=\"{colour}\" width=\"{100 * Math.Clamp(fraction, 0, 1)}%\" height=\"18\" rx=\"3\"/></svg><span class=\"value\">{value}</span></li>\n");
}
