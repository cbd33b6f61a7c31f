using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Exports.Html;

/// <summary>One line of a forest plot: an interval, its point, and, where wanted, the users behind it.</summary>
internal static class IntervalPlot
{
    /// <summary>Draws a segment's tested measure; the text beside it is the alternative, so the drawing is hidden from readers of the page's text.</summary>
    public static void Write(HtmlWriter html, Axis axis, ExportRow row, int height, bool withUsers)
    {
        if (row.Tested is not { Mean: { } mean } measure)
        {
            return;
        }

        var middle = height / 2.0;
        html.Write($"<svg class=\"plot {VerdictMark.Class(row.Evidence?.Verdict)}\" width=\"100%\" height=\"{height}\" aria-hidden=\"true\">");
        html.Write($"<line class=\"zero\" x1=\"{axis.At(0)}%\" x2=\"{axis.At(0)}%\" y1=\"0\" y2=\"{height}\"/>");
        if (measure is { PredictionLower: { } predictionLower, PredictionUpper: { } predictionUpper } && withUsers)
        {
            html.Write($"<line class=\"prediction\" x1=\"{axis.At(predictionLower)}%\" x2=\"{axis.At(predictionUpper)}%\" y1=\"{middle}\" y2=\"{middle}\"/>");
        }

        if (withUsers)
        {
            WriteUsers(html, axis, row, middle);
        }

        if (measure is { Lower: { } lower, Upper: { } upper })
        {
            WriteInterval(html, axis, lower, upper, middle);
        }

        WritePoint(html, axis, mean, middle, VerdictMark.Class(row.Evidence?.Verdict));
        html.Markup("</svg>");
    }

    /// <summary>Draws one user's mean and interval.</summary>
    public static void WriteUser(HtmlWriter html, Axis axis, UserLine user, int height)
    {
        var middle = height / 2.0;
        html.Write($"<svg class=\"plot\" width=\"100%\" height=\"{height}\" aria-hidden=\"true\"><line class=\"zero\" x1=\"{axis.At(0)}%\" x2=\"{axis.At(0)}%\" y1=\"0\" y2=\"{height}\"/>");
        if (user is { Lower: { } lower, Upper: { } upper })
        {
            WriteInterval(html, axis, lower, upper, middle);
        }

        WritePoint(html, axis, user.Mean, middle, "v-n");
        html.Markup("</svg>");
    }

    private static void WriteInterval(HtmlWriter html, Axis axis, double lower, double upper, double middle)
    {
        html.Write($"<line class=\"interval\" x1=\"{axis.At(lower)}%\" x2=\"{axis.At(upper)}%\" y1=\"{middle}\" y2=\"{middle}\"/>");
        if (axis.IsOutside(lower))
        {
            html.Write($"<use href=\"#left\" x=\"{axis.At(lower)}%\" y=\"{middle}\"/>");
        }

        if (axis.IsOutside(upper))
        {
            html.Write($"<use href=\"#right\" x=\"{axis.At(upper)}%\" y=\"{middle}\"/>");
        }
    }

    private static void WritePoint(HtmlWriter html, Axis axis, double value, double middle, string shape)
    {
        if (axis.IsOutside(value))
        {
            html.Write($"<use href=\"#{(value < axis.Low ? "left" : "right")}\" x=\"{axis.At(value)}%\" y=\"{middle}\"/>");
        }
        else
        {
            html.Write($"<use href=\"#{shape}\" x=\"{axis.At(value)}%\" y=\"{middle}\"/>");
        }
    }

    private static void WriteUsers(HtmlWriter html, Axis axis, ExportRow row, double middle)
    {
        html.Markup("<g class=\"users\">");
        foreach (var user in row.Evidence!.HeaviestUsers)
        {
            // The area of a dot is the user's share of the mean.
            html.Write($"<circle cx=\"{axis.At(user.Mean)}%\" cy=\"{middle}\" r=\"{2 + (8 * Math.Sqrt(Math.Clamp(user.Weight, 0, 1)))}\"><title>{VisibleText.Of(user.User, 44)}: {row.Shown(user.Mean)}</title></circle>");
        }

        html.Markup("</g>");
    }
}
