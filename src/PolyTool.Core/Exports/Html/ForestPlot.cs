namespace PolyTool.Core.Exports.Html;

/// <summary>The strongest segments, each with its mean over users, the mean's interval, and its users on demand.</summary>
internal static class ForestPlot
{
    private const int Most = 20;

    public static void Write(HtmlWriter html, ExportBoard board)
    {
        List<ExportRow> rows = [.. Strongest(board)];
        if (rows.Count == 0)
        {
            return;
        }

        var inCents = rows[0].InCents;
        var axis = Axis.Around([.. rows.Select(static r => (r.Tested!.Mean!.Value, r.Tested.PredictionLower ?? r.Tested.Lower!.Value, r.Tested.PredictionUpper ?? r.Tested.Upper!.Value))]);
        html.Write($"<section aria-labelledby=\"forest\"><h2 id=\"forest\">The {rows.Count} strongest segments</h2>\n<figure class=\"rows forest\"><figcaption>");
        html.Write($"Mean over users with its {DisplayNumber.Share(board.Evidence!.Rule.Level)} interval. Right of zero prices moved the users' way; the thin line is where a new user is to be expected. ");
        html.Text((inCents, rows[0].Evidence!.TestMeasure) switch
        {
            (true, "follow_through") => "In cents a share, from the price five minutes after the first buy to the close: what somebody who followed would have got, before costs.",
            (true, _) => "In cents a share, from the average entry to the close: the run roots tell no price after the first buy.",
            _ => "The scale is per cent of the entry price: the run roots tell no more than users' means.",
        });
        html.Markup("</figcaption>\n<label class=\"toggle\"><input type=\"checkbox\" id=\"show-users\"> Show users as dots, the larger the more they weigh</label>\n");
        WriteHead(html, inCents);
        html.Markup("<ol>\n");
        foreach (var row in rows)
        {
            WriteRow(html, axis, row);
        }

        html.Markup("</ol>\n");
        RangeRows.WriteScale(html, axis, inCents);
        html.Markup("</figure></section>\n");
    }

    /// <summary>Rows with an interval, best first; all of the first one's measure, for they share an axis.</summary>
    private static IEnumerable<ExportRow> Strongest(ExportBoard board)
    {
        ExportRow[] rows =
        [
            .. board.Rows.Where(static r => r.Evidence?.Rank is not null && r.Tested is { Mean: not null, Lower: not null, Upper: not null })
                .OrderBy(static r => r.Evidence!.Rank),
        ];
        return rows.Where(r => r.InCents == rows[0].InCents).Take(Most);
    }

    private static void WriteHead(HtmlWriter html, bool inCents) =>
        html.Write($"<div class=\"row head\" aria-hidden=\"true\"><span>Segment</span><span></span><span class=\"value\">{(inCents ? "cents · money · users ahead" : "per cent · users ahead")}</span></div>\n");

    private static void WriteRow(HtmlWriter html, Axis axis, ExportRow row)
    {
        var evidence = row.Evidence!;
        html.Markup("<li class=\"row\">");
        RangeRows.WriteLabel(html, row);
        IntervalPlot.Write(html, axis, row, 24, withUsers: true);
        var measure = row.Tested!;
        var second = row.InCents ? DisplayNumber.Dollars(evidence.Money) : "";
        html.Write($"<span class=\"value\"><b>{row.Shown(measure.Mean)}</b><span class=\"say\"> (from {row.Shown(measure.Lower)} to {row.Shown(measure.Upper)})</span><i>{second}</i><i>{DisplayNumber.Count(evidence.PositiveUsers)} of {DisplayNumber.Count(evidence.Users)}</i></span></li>\n");
    }
}
