using System.Globalization;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Exports.Html;

/// <summary>Effect against number of users: strong effects of few users are what chance makes.</summary>
internal static class EffectPlot
{
    private const int Height = 320;
    private const int Bottom = 276;
    private const int Top = 10;
    private const int Titled = 1000;
    private const int Named = 5;

    // From here on marks cover each other, so they let through what lies below them.
    private const int Crowd = 500;

    public static void Write(HtmlWriter html, ExportBoard board)
    {
        var points = Points(board);
        if (points.Count == 0)
        {
            return;
        }

        var effect = Axis.Of(points.Select(static p => p.Effect));
        UserScale users = new(points.Min(static p => p.Row.Users), points.Max(static p => p.Row.Users));
        var outside = points.Count(p => effect.IsOutside(p.Effect));
        var tested = board.Evidence is not null;
        html.Markup("<section aria-labelledby=\"effect\"><h2 id=\"effect\">Effect against number of users</h2>\n<figure class=\"scatter\"><figcaption>Every mark is a segment and a row of the table of all segments. The farther right, the more users stand behind it; chance alone fans out on the left.");
        if (outside > 0)
        {
            html.Write($" {outside} {(outside == 1 ? "mark lies" : "marks lie")} beyond the scale and {(outside == 1 ? "stands" : "stand")} at its edge.");
        }

        html.Markup("</figcaption>\n");
        var unit = !tested ? "pooled CLV in %" : points[0].Row.InCents ? "cents a share" : "CLV in %";
        html.Write($"<svg class=\"plot{(points.Count > Crowd ? " many" : "")}\" width=\"100%\" height=\"{Height}\" role=\"img\" aria-label=\"{Summary(points)}\">\n");
        WriteScales(html, effect, users, unit);
        for (var i = points.Count - 1; i >= 0; i--)
        {
            WritePoint(html, effect, users, points[i], i);
        }

        WriteNames(html, effect, users, points);

        html.Markup("</svg>\n");
        WriteLegend(html, points);
        html.Markup("</figure></section>\n");
    }

    /// <summary>The segments with an effect in one measure, best first.</summary>
    private static List<(ExportRow Row, double Effect)> Points(ExportBoard board)
    {
        if (board.Evidence is null)
        {
            return [.. board.Rows.Where(static r => r.Board?.NotionalClv is not null).Select(static r => (r, 100 * r.Board!.NotionalClv!.Value))];
        }

        ExportRow[] rows = [.. board.Rows.Where(static r => r is { Evidence.Residual: false, Users: > 0, Tested.Mean: not null }).OrderBy(static r => r.Evidence!.Rank ?? int.MaxValue)];
        return [.. rows.Where(r => r.InCents == rows[0].InCents).Select(static r => (r, (r.InCents ? 1 : 100) * r.Tested!.Mean!.Value))];
    }

    private static string Summary(List<(ExportRow Row, double Effect)> points) => string.Create(
        CultureInfo.InvariantCulture,
        $"Scatter plot of {points.Count} segments, of which {points.Count(static p => p.Effect > 0)} have an effect above zero. The same figures are in the table of all segments, columns CLV and Users.");

    private static double Y(Axis effect, double value) => Bottom - ((Bottom - Top) * effect.At(value) / 100);

    private static void WriteScales(HtmlWriter html, Axis effect, UserScale users, string unit)
    {
        foreach (var tick in effect.Ticks)
        {
            html.Write($"<line class=\"{(tick == 0 ? "zero" : "grid")}\" x1=\"5%\" x2=\"100%\" y1=\"{Y(effect, tick)}\" y2=\"{Y(effect, tick)}\"/><text x=\"0\" y=\"{Y(effect, tick) - 4}\">{effect.Label(tick)}</text>\n");
        }

        foreach (var tick in users.Ticks())
        {
            html.Write($"<line class=\"tick\" x1=\"{users.At(tick)}%\" x2=\"{users.At(tick)}%\" y1=\"{Bottom}\" y2=\"{Bottom + 5}\"/><text x=\"{users.At(tick)}%\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{DisplayNumber.Count(tick)}</text>\n");
        }

        html.Write($"<text x=\"52%\" y=\"{Height - 6}\" text-anchor=\"middle\">users (log scale) · vertical: {unit}</text>\n");
    }

    private static void WritePoint(HtmlWriter html, Axis effect, UserScale users, (ExportRow Row, double Effect) point, int index)
    {
        var shape = VerdictMark.Class(point.Row.Evidence?.Verdict);
        html.Write($"<use class=\"{shape}\" href=\"#{shape}\" x=\"{users.At(point.Row.Users)}%\" y=\"{Y(effect, point.Effect)}\"");
        if (index >= Titled)
        {
            html.Markup("/>\n");
            return;
        }

        html.Write($"><title>{VisibleText.Of(point.Row.Segment, 60)}: {DisplayNumber.Signed(point.Effect)}, {DisplayNumber.Count(point.Row.Users)} users, {VerdictMark.Name(point.Row.Evidence?.Verdict)}</title></use>\n");
    }

    /// <summary>Names the strongest, as far as the names do not lie on each other.</summary>
    private static void WriteNames(HtmlWriter html, Axis effect, UserScale users, List<(ExportRow Row, double Effect)> points)
    {
        List<double> taken = [];
        foreach ((var row, var value) in points.Where(static p => p.Row.Evidence?.Verdict is Verdict.Supported or Verdict.Promising).Take(Named))
        {
            var x = users.At(row.Users);
            var y = Y(effect, value);
            if (taken.Any(other => Math.Abs(other - y) < 15))
            {
                continue;
            }

            taken.Add(y);
            var left = x > 50;
            html.Write($"<text class=\"label\" x=\"{x}%\" y=\"{y}\" dx=\"{(left ? -10 : 10)}\" dy=\"4\" text-anchor=\"{(left ? "end" : "start")}\">{VisibleText.Of(row.Segment, 28)}</text>\n");
        }
    }

    private static void WriteLegend(HtmlWriter html, List<(ExportRow Row, double Effect)> points)
    {
        html.Markup("<p class=\"legend\">");
        foreach (var group in points.GroupBy(static p => p.Row.Evidence?.Verdict).OrderBy(static g => g.Key))
        {
            html.Markup("<span>");
            VerdictMark.WriteChip(html, group.Key);
            html.Write($" {DisplayNumber.Count(group.Count())}</span> ");
        }

        html.Markup("</p>\n");
    }
}

/// <summary>A logarithmic scale of numbers of users across a plot; positions are per cent of the width.</summary>
internal sealed class UserScale(double least, double most)
{
    private const double Left = 10;
    private const double Width = 86;
    private const double Apart = 9;

    private readonly double _least = Math.Max(1, least);
    private readonly double _most = Math.Max(Math.Max(1, least) * 1.5, most);

    /// <summary>Where a number of users stands.</summary>
    public double At(double users) => Left + (Width * Math.Log(Math.Max(_least, users) / _least) / Math.Log(_most / _least));

    /// <summary>Round numbers in the range, as far as their labels stand apart.</summary>
    public IEnumerable<double> Ticks()
    {
        var reached = double.NegativeInfinity;
        foreach (var tick in _most / _least < 5 ? Even() : Decades())
        {
            if (tick >= _least && At(tick) - reached >= Apart)
            {
                reached = At(tick);
                yield return tick;
            }
        }
    }

    private IEnumerable<double> Decades()
    {
        for (double power = 1; power <= _most; power *= 10)
        {
            foreach (var tick in new[] { power, 2 * power, 5 * power }.Where(tick => tick <= _most))
            {
                yield return tick;
            }
        }
    }

    // Within less than a decade round numbers at even distances.
    private IEnumerable<double> Even()
    {
        var step = Math.Max(1, Axis.NiceStep((_most - _least) / 4));
        for (var tick = Math.Ceiling(_least / step) * step; tick <= _most; tick += step)
        {
            yield return tick;
        }
    }
}
